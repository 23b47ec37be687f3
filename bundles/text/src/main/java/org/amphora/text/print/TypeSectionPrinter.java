package org.amphora.text.print;

import org.amphora.binary.module.ModuleDefinition;
import org.amphora.binary.module.NameKind;
import org.amphora.binary.type.ArrayType;
import org.amphora.binary.type.CanonicalType;
import org.amphora.binary.type.CompositeType;
import org.amphora.binary.type.FieldType;
import org.amphora.binary.type.FunctionDefinition;
import org.amphora.binary.type.RecursionGroup;
import org.amphora.binary.type.StructType;

/** Prints type definitions and their recursion groups (WebAssembly 3.0, section 6.4.8). */
final class TypeSectionPrinter {
    private final ModuleDefinition module;
    private final ItemNames names;
    private final TypeTexts types;
    private final TextWriter out;

    TypeSectionPrinter(ModuleDefinition module, ItemNames names, TypeTexts types, TextWriter out) {
        this.module = module;
        this.names = names;
        this.types = types;
        this.out = out;
    }

    void print() {
        for (int from = 0; from < module.typeCount(); ) {
            RecursionGroup group = module.type(from).group();
            types.within(from);
            if (group.size() == 1) {
                definition(from);
            } else {
                out.line("(rec");
                out.indent();
                for (int i = 0; i < group.size(); i++) {
                    definition(from + i);
                }
                out.close();
            }
            from += group.size();
        }
        types.outside();
    }

    private void definition(int index) {
        CanonicalType type = module.type(index);
        boolean plain = type.isFinal() && type.supertype().isEmpty();
        out.line("(type ").add(names.of(NameKind.TYPE).definition(index)).add(" ");
        if (!plain) {
            out.add("(sub ").add(type.isFinal() ? "final " : "");
            type.supertype()
                    .ifPresent(supertype -> out.add(types.heap(supertype)).add(" "));
        }
        out.add(composite(index, type.composite())).add(plain ? ")" : "))");
    }

    private String composite(int index, CompositeType composite) {
        if (composite instanceof FunctionDefinition function) {
            return "(func" + types.signature(function.type()) + ")";
        } else if (composite instanceof ArrayType array) {
            return "(array " + field(array.element()) + ")";
        }
        StringBuilder text = new StringBuilder("(struct");
        Identifiers fields = CodePrinter.fieldNames(module, names, index);
        int i = 0;
        for (FieldType field : ((StructType) composite).fields()) {
            text.append(" (field ");
            if (fields.has(i)) {
                text.append(fields.declaration(i)).append(' ');
            }
            text.append(field(field)).append(')');
            i++;
        }
        return text.append(')').toString();
    }

    private String field(FieldType field) {
        String storage = field.packedBits() == 0 ? types.value(field.value()) : "i" + field.packedBits();
        return field.mutable() ? "(mut " + storage + ")" : storage;
    }
}
