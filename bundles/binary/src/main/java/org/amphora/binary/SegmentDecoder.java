package org.amphora.binary;

import java.util.ArrayList;
import java.util.List;
import org.amphora.api.AbstractHeapType;
import org.amphora.api.MalformedModuleException;
import org.amphora.api.ReferenceType;
import org.amphora.binary.format.ByteReader;
import org.amphora.binary.format.TypeReader;
import org.amphora.binary.module.DataSegment;
import org.amphora.binary.module.ElementSegment;
import org.amphora.binary.module.Expression;
import org.amphora.binary.module.ModuleBuilder;
import org.amphora.binary.module.SegmentMode;

/** Decodes element and data segments (WebAssembly 3.0, sections 5.5.12 and 5.5.14). */
final class SegmentDecoder {
    /** Flags of an element segment: not active; with an explicit table, or declarative; expressions instead of indices. */
    private static final int NOT_ACTIVE = 1;

    private static final int EXPLICIT = 2;
    private static final int EXPRESSIONS = 4;
    private static final int GREATEST_ELEMENT_FLAGS = 7;

    private static final int DATA_PASSIVE = 1;
    private static final int DATA_EXPLICIT = 2;

    /** Function indices never give null. */
    private static final ReferenceType FUNCTIONS = ReferenceType.of(false, AbstractHeapType.FUNC);

    private final ByteReader in;
    private final ModuleBuilder module;
    private final ConstantExpressionDecoder expressions;
    private final TypeReader types;

    SegmentDecoder(ByteReader in, ModuleBuilder module, ConstantExpressionDecoder expressions) {
        this.in = in;
        this.module = module;
        this.expressions = expressions;
        this.types = new TypeReader(in, module.types());
    }

    void elements() {
        for (int left = in.count(); left > 0; left--) {
            element();
        }
    }

    private void element() {
        int start = in.position();
        int flags = in.u32();
        if (flags < 0 || flags > GREATEST_ELEMENT_FLAGS) {
            throw new MalformedModuleException(
                    "malformed elements segment kind " + Integer.toUnsignedString(flags) + ": 0 to 7 are known", start);
        }
        boolean explicit = (flags & EXPLICIT) != 0;
        SegmentMode mode = SegmentMode.ACTIVE;
        int table = 0;
        Expression offset = null;
        if ((flags & NOT_ACTIVE) != 0) {
            mode = explicit ? SegmentMode.DECLARATIVE : SegmentMode.PASSIVE;
        } else {
            table = explicit ? in.u32() : 0;
            offset = expressions.decode();
        }
        // the shortest forms, of version 1.0, leave the type out
        boolean typed = (flags & (NOT_ACTIVE | EXPLICIT)) != 0;
        if ((flags & EXPRESSIONS) != 0) {
            ReferenceType type = typed ? types.referenceType() : ReferenceType.FUNCREF;
            module.elementSegment(ElementSegment.ofExpressions(mode, table, offset, type, expressions()));
        } else {
            if (typed) {
                elementKind();
            }
            module.elementSegment(ElementSegment.ofFunctions(mode, table, offset, FUNCTIONS, functions()));
        }
    }

    private void elementKind() {
        int start = in.position();
        int kind = in.u8();
        if (kind != 0) {
            throw new MalformedModuleException(
                    "malformed element kind 0x" + Integer.toHexString(kind) + ": 0x00 is known", start);
        }
    }

    private List<Expression> expressions() {
        int count = in.count();
        List<Expression> list = new ArrayList<>(in.capacity(count, 2));
        for (int i = 0; i < count; i++) {
            list.add(expressions.decode());
        }
        return list;
    }

    private int[] functions() {
        int count = in.count();
        // each index takes a byte at least: a count that lies runs into the end of the module, not out of the array
        int[] indices = new int[in.capacity(count, 1)];
        for (int i = 0; i < count; i++) {
            int index = in.u32();
            indices[i] = index;
            module.declare(index);
        }
        return indices;
    }

    void data() {
        for (int left = in.count(); left > 0; left--) {
            dataSegment();
        }
    }

    private void dataSegment() {
        int start = in.position();
        int flags = in.u32();
        if (flags < 0 || flags > DATA_EXPLICIT) {
            throw new MalformedModuleException(
                    "malformed data segment kind " + Integer.toUnsignedString(flags) + ": 0 to 2 are known", start);
        }
        int memory = flags == DATA_EXPLICIT ? in.u32() : 0;
        Expression offset = flags == DATA_PASSIVE ? null : expressions.decode();
        int length = in.count();
        int from = in.position();
        in.skip(length);
        module.dataSegment(
                offset == null ? DataSegment.passive(from, length) : DataSegment.active(memory, offset, from, length));
    }
}
