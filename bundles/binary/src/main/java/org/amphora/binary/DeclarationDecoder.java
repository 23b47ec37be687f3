package org.amphora.binary;

import org.amphora.api.GlobalType;
import org.amphora.api.InvalidModuleException;
import org.amphora.api.MalformedModuleException;
import org.amphora.api.TableType;
import org.amphora.binary.format.ByteReader;
import org.amphora.binary.format.TypeReader;
import org.amphora.binary.module.Export;
import org.amphora.binary.module.ExternKind;
import org.amphora.binary.module.ModuleBuilder;

/** Decodes the sections that declare what a module has, needs and offers (WebAssembly 3.0, sections 5.5.5 to 5.5.11). */
final class DeclarationDecoder {
    /** Begins a table with an initialiser; a zero follows. */
    private static final int TABLE_WITH_INITIALIZER = 0x40;

    private final ByteReader in;
    private final ModuleBuilder module;
    private final ConstantExpressionDecoder expressions;
    private final TypeReader types;

    DeclarationDecoder(ByteReader in, ModuleBuilder module, ConstantExpressionDecoder expressions) {
        this.in = in;
        this.module = module;
        this.expressions = expressions;
        this.types = new TypeReader(in, module.types());
    }

    void imports() {
        for (int left = in.count(); left > 0; left--) {
            String moduleName = in.name();
            String name = in.name();
            ExternKind kind = kind("import", moduleName + "." + name);
            switch (kind) {
                case FUNCTION -> module.importFunction(moduleName, name, functionType());
                case TABLE -> module.importTable(moduleName, name, types.tableType());
                case MEMORY -> module.importMemory(moduleName, name, types.memoryType());
                case GLOBAL -> module.importGlobal(moduleName, name, types.globalType());
                case TAG -> module.importTag(moduleName, name, tagType());
            }
        }
    }

    /** The index of a function type. */
    private int functionType() {
        int start = in.position();
        int typeIndex = in.u32();
        module.types().function(typeIndex, start);
        return typeIndex;
    }

    private int tagType() {
        int start = in.position();
        int attribute = in.u8();
        if (attribute != 0) {
            throw new MalformedModuleException("malformed tag attribute 0x" + Integer.toHexString(attribute), start);
        }
        return functionType();
    }

    void functions() {
        for (int left = in.count(); left > 0; left--) {
            module.function(functionType());
        }
    }

    void tables() {
        for (int left = in.count(); left > 0; left--) {
            if (in.remaining() > 0 && in.peek() == TABLE_WITH_INITIALIZER) {
                in.u8();
                int start = in.position();
                if (in.u8() != 0) {
                    throw new MalformedModuleException("malformed table: 0x40 must be followed by 0x00", start);
                }
                TableType type = types.tableType();
                module.table(type, expressions.decode());
            } else {
                module.table(types.tableType(), null);
            }
        }
    }

    void memories() {
        for (int left = in.count(); left > 0; left--) {
            module.memory(types.memoryType());
        }
    }

    void tags() {
        for (int left = in.count(); left > 0; left--) {
            module.tag(tagType());
        }
    }

    void globals() {
        for (int left = in.count(); left > 0; left--) {
            GlobalType type = types.globalType();
            module.global(type, expressions.decode());
        }
    }

    void exports() {
        for (int left = in.count(); left > 0; left--) {
            String name = in.name();
            ExternKind kind = kind("export", name);
            int index = in.u32();
            if (kind == ExternKind.FUNCTION) {
                module.declare(index);
            }
            module.export(new Export(name, kind, index));
        }
    }

    void start() {
        int index = in.u32();
        if (index < 0) {
            throw new InvalidModuleException(
                    "unknown function " + Integer.toUnsignedString(index) + ": the start section names it");
        }
        module.start(index);
    }

    private ExternKind kind(String what, String name) {
        int start = in.position();
        int code = in.u8();
        ExternKind kind = ExternKind.of(code);
        if (kind == null) {
            throw new MalformedModuleException(
                    "malformed " + what + " kind 0x" + Integer.toHexString(code) + " of " + name, start);
        }
        return kind;
    }
}
