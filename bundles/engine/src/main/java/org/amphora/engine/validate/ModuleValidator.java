package org.amphora.engine.validate;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.amphora.api.AddressType;
import org.amphora.api.FunctionType;
import org.amphora.api.InvalidModuleException;
import org.amphora.api.MalformedModuleException;
import org.amphora.api.TableType;
import org.amphora.binary.module.DataSegment;
import org.amphora.binary.module.ElementSegment;
import org.amphora.binary.module.Export;
import org.amphora.binary.module.Expression;
import org.amphora.binary.module.ExternKind;
import org.amphora.binary.module.ModuleDefinition;
import org.amphora.binary.module.NameKind;
import org.amphora.binary.module.SegmentMode;
import org.amphora.binary.type.CanonicalType;
import org.amphora.binary.type.Subtyping;

/** Validates a module (WebAssembly 3.0, section 3.5.15). Used once, by {@link #validate}. */
public final class ModuleValidator {
    private final ModuleDefinition module;
    private final CodeState code;
    private final ConstantExpressions constants;

    private ModuleValidator(ModuleDefinition module) {
        this.module = module;
        this.code = new CodeState(module);
        this.constants = new ConstantExpressions(code);
    }

    /**
     * Checks all rules, those for the code of all functions included; takes time in proportion to the module's size.
     *
     * @throws InvalidModuleException if a rule is broken
     * @throws MalformedModuleException if the code of a function is not well-formed: it is decoded here
     */
    public static void validate(ModuleDefinition module) {
        ModuleValidator validator = new ModuleValidator(module);
        validator.types();
        validator.tables();
        validator.tags();
        validator.globals();
        validator.elements();
        validator.data();
        validator.functions();
        validator.start();
        validator.exports();
    }

    private void types() {
        for (int i = 0; i < module.typeCount(); i++) {
            CanonicalType type = module.type(i);
            CanonicalType supertype = type.supertype().orElse(null);
            if (supertype == null) {
                continue;
            }
            if (supertype.isFinal()) {
                throw new InvalidModuleException("sub type " + i + " has a supertype that is final: " + supertype);
            }
            if (!Subtyping.matches(type.composite(), supertype.composite())) {
                throw new InvalidModuleException(
                        "sub type " + i + " does not match its supertype: " + type + ", " + supertype);
            }
        }
    }

    private void tables() {
        for (int i = 0; i < module.tableCount(); i++) {
            TableType type = module.table(i);
            LimitRules.table(module.describe(NameKind.TABLE, i), type);
            if (module.tableInitializer(i) != null) {
                // globals that the module defines are made after the tables
                constants.validate(
                        NameKind.TABLE, i, module.tableInitializer(i), type.element(), module.importedGlobalCount());
            } else if (i >= module.importedTableCount() && !type.element().nullable()) {
                throw new InvalidModuleException("type mismatch: " + module.describe(NameKind.TABLE, i) + " of "
                        + type.element() + " cannot begin with null and has no initialiser");
            }
        }
        for (int i = 0; i < module.memoryCount(); i++) {
            LimitRules.memory(module.describe(NameKind.MEMORY, i), module.memory(i));
        }
    }

    private void tags() {
        for (int i = 0; i < module.tagCount(); i++) {
            FunctionType type = module.tag(i).type();
            if (!type.results().isEmpty()) {
                throw new InvalidModuleException("non-empty tag result type: tag " + i + " has the type " + type);
            }
        }
    }

    private void globals() {
        for (int i = module.importedGlobalCount(); i < module.globalCount(); i++) {
            constants.validate(
                    NameKind.GLOBAL,
                    i,
                    module.globalInitializer(i),
                    module.global(i).value(),
                    i);
        }
    }

    private void elements() {
        List<ElementSegment> segments = module.elementSegments();
        for (int i = 0; i < segments.size(); i++) {
            ElementSegment segment = segments.get(i);
            if (segment.mode() == SegmentMode.ACTIVE) {
                activeElements(i, segment);
            }
            for (int j = 0; j < segment.size(); j++) {
                if (segment.hasFunctionIndices()) {
                    known(module.describe(NameKind.ELEMENT, i), ExternKind.FUNCTION, segment.function(j));
                } else {
                    constants.validate(
                            NameKind.ELEMENT, i, segment.expression(j), segment.type(), module.globalCount());
                }
            }
        }
    }

    private void activeElements(int index, ElementSegment segment) {
        known(module.describe(NameKind.ELEMENT, index), ExternKind.TABLE, segment.table());
        TableType table = module.table(segment.table());
        if (!Subtyping.matches(segment.type(), table.element())) {
            throw new InvalidModuleException(
                    "type mismatch: " + module.describe(NameKind.ELEMENT, index) + " holds " + segment.type() + ", "
                            + module.describe(NameKind.TABLE, segment.table()) + " takes " + table.element());
        }
        offset(NameKind.ELEMENT, index, segment.offset(), table.addressType());
    }

    private void data() {
        List<DataSegment> segments = module.dataSegments();
        for (int i = 0; i < segments.size(); i++) {
            DataSegment segment = segments.get(i);
            if (segment.mode() == SegmentMode.ACTIVE) {
                known(module.describe(NameKind.DATA, i), ExternKind.MEMORY, segment.memory());
                offset(
                        NameKind.DATA,
                        i,
                        segment.offset(),
                        module.memory(segment.memory()).addressType());
            }
        }
    }

    private void offset(NameKind kind, int index, Expression offset, AddressType type) {
        constants.validate(kind, index, offset, MemoryRules.address(type), module.globalCount());
    }

    private void functions() {
        for (int i = module.importedFunctionCount(); i < module.functionCount(); i++) {
            code.begin(i);
            while (code.reader().next()) {
                Rules.apply(code);
            }
        }
    }

    private void start() {
        int start = module.start();
        if (start == -1) {
            return;
        }
        known("the start section", ExternKind.FUNCTION, start);
        FunctionType type = module.functionType(start);
        if (!type.parameters().isEmpty() || !type.results().isEmpty()) {
            throw new InvalidModuleException("start " + module.describe(NameKind.FUNCTION, start)
                    + " must take and give nothing and has the type " + type);
        }
    }

    private void exports() {
        Set<String> names = new HashSet<>();
        for (Export export : module.exportDefinitions()) {
            known("export \"" + export.name() + "\"", export.kind(), export.index());
            if (!names.add(export.name())) {
                throw new InvalidModuleException("duplicate export name \"" + export.name() + "\"");
            }
        }
    }

    private void known(String user, ExternKind kind, int index) {
        int count = module.count(kind);
        if (index < 0 || index >= count) {
            throw new InvalidModuleException("unknown " + kind + " " + Integer.toUnsignedString(index) + ": " + user
                    + " names it, and the module has " + count);
        }
    }
}
