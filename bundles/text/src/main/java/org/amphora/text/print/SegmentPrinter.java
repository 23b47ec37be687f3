package org.amphora.text.print;

import org.amphora.binary.module.DataSegment;
import org.amphora.binary.module.ElementSegment;
import org.amphora.binary.module.Expression;
import org.amphora.binary.module.ModuleDefinition;
import org.amphora.binary.module.NameKind;
import org.amphora.binary.module.SegmentMode;

/** Prints element and data segments (WebAssembly 3.0, sections 6.6.9 and 6.6.10). */
final class SegmentPrinter {
    /** How many function indices of an element segment stand on a line. */
    private static final int INDICES_ON_A_LINE = 16;

    private final ModuleDefinition module;
    private final ItemNames names;
    private final TypeTexts types;
    private final CodePrinter code;
    private final TextWriter out;

    SegmentPrinter(ModuleDefinition module, ItemNames names, TypeTexts types, CodePrinter code, TextWriter out) {
        this.module = module;
        this.names = names;
        this.types = types;
        this.code = code;
        this.out = out;
    }

    void print() {
        for (int i = 0; i < module.elementSegments().size(); i++) {
            out.line("(elem ").add(names.of(NameKind.ELEMENT).definition(i));
            out.indent();
            element(module.elementSegments().get(i));
            out.close();
        }
        for (int i = 0; i < module.dataSegments().size(); i++) {
            out.line("(data ").add(names.of(NameKind.DATA).definition(i));
            out.indent();
            data(module.dataSegments().get(i));
            out.close();
        }
    }

    private void element(ElementSegment segment) {
        if (segment.mode() == SegmentMode.ACTIVE) {
            place("table", NameKind.TABLE, segment.table(), segment.offset());
        } else if (segment.mode() == SegmentMode.DECLARATIVE) {
            out.add(" declare");
        }
        out.add(" ").add(segment.hasFunctionIndices() ? "func" : types.reference(segment.type()));
        for (int i = 0; i < segment.size(); i++) {
            if (segment.hasFunctionIndices()) {
                separate(i, segment.size());
                out.add(names.of(NameKind.FUNCTION).use(segment.function(i)));
            } else {
                out.line(code.expression(segment.expression(i), "item"));
            }
        }
    }

    /** Where an active segment goes; table and memory 0 are meant where none is named. */
    private void place(String word, NameKind kind, int index, Expression offset) {
        if (index != 0) {
            out.add(" (" + word + " " + names.of(kind).use(index) + ")");
        }
        out.add(" ").add(code.expression(offset, "offset"));
    }

    /** A space, or a new line from time to time if there are many. */
    private void separate(int i, int count) {
        if (count > INDICES_ON_A_LINE && i % INDICES_ON_A_LINE == 0) {
            out.line("");
        } else {
            out.add(" ");
        }
    }

    private void data(DataSegment segment) {
        if (segment.mode() == SegmentMode.ACTIVE) {
            place("memory", NameKind.MEMORY, segment.memory(), segment.offset());
        }
        Bytes.print(module.binary(), segment.from(), segment.from() + segment.length(), out);
    }
}
