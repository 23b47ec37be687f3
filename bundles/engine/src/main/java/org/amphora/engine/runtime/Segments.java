package org.amphora.engine.runtime;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.BitSet;
import org.amphora.api.Trap;
import org.amphora.binary.module.DataSegment;
import org.amphora.binary.module.ModuleDefinition;
import org.amphora.engine.runtime.gc.ArrayObject;
import org.amphora.engine.runtime.gc.ReferenceArray;

/** The element and data segments of an instance until they are dropped (WebAssembly 3.0, sections 4.2.9 and 4.2.10). */
public final class Segments {
    private static final Object[] NO_ELEMENTS = {};

    private final ModuleDefinition definition;
    private final BitSet droppedData = new BitSet();
    private final Object[][] elements;

    Segments(ModuleInstance instance) {
        definition = instance.definition();
        elements = new Object[definition.elementSegments().size()][];
    }

    /** Gives an element segment its references. */
    public void elements(int segment, Object[] references) {
        elements[segment] = references;
    }

    Object[] elements(int segment) {
        return elements[segment];
    }

    void dropElements(int segment) {
        elements[segment] = NO_ELEMENTS;
    }

    /** The data segments that were dropped, in a new set. */
    BitSet droppedData() {
        return (BitSet) droppedData.clone();
    }

    /** The element segments that were dropped, in a new set. */
    BitSet droppedElements() {
        BitSet dropped = new BitSet();
        for (int i = 0; i < elements.length; i++) {
            dropped.set(i, elements[i] == NO_ELEMENTS);
        }
        return dropped;
    }

    void dropData(int segment) {
        droppedData.set(segment);
    }

    boolean dataDropped(int segment) {
        return droppedData.get(segment);
    }

    void initialize(TableInstance table, int segment, long target, int source, int length) {
        table.init(target, source, length, elements[segment]);
    }

    void initialize(MemoryInstance memory, int segment, long target, int source, int length) {
        DataSegment data = definition.dataSegments().get(segment);
        int present = droppedData.get(segment) ? 0 : data.length();
        memory.init(target, source, length, definition.binary(), data.from(), present);
    }

    /** {@code array.new_data}: an array like {@code prototype}. */
    ArrayObject arrayOfData(ArrayObject prototype, int segment, int source, int length) {
        ByteBuffer data = data(segment, source, length, prototype.elementBytes());
        ArrayObject array = prototype.create(length);
        array.initialize(0, length, data);
        return array;
    }

    /** {@code array.init_data}. */
    void initialize(ArrayObject array, int segment, int target, int source, int length) {
        array.check(target, length);
        array.initialize(target, length, data(segment, source, length, array.elementBytes()));
    }

    private ByteBuffer data(int segment, int source, int length, int elementBytes) {
        DataSegment data = definition.dataSegments().get(segment);
        int present = droppedData.get(segment) ? 0 : data.length();
        long bytes = Integer.toUnsignedLong(length) * elementBytes;
        if (source < 0 || bytes > present - source) {
            throw new Trap(
                    Trap.Kind.OUT_OF_BOUNDS_MEMORY_ACCESS,
                    Trap.Kind.OUT_OF_BOUNDS_MEMORY_ACCESS.message() + ": " + bytes + " bytes at offset "
                            + Integer.toUnsignedString(source) + " of a data segment of " + present);
        }
        return ByteBuffer.wrap(definition.binary(), data.from() + source, (int) bytes)
                .slice()
                .order(ByteOrder.LITTLE_ENDIAN);
    }

    /** {@code array.new_elem}: an array like {@code prototype}. */
    ArrayObject arrayOfElements(ReferenceArray prototype, int segment, int source, int length) {
        check(segment, source, length);
        ReferenceArray array = (ReferenceArray) prototype.create(length);
        array.initialize(0, length, elements[segment], source);
        return array;
    }

    /** {@code array.init_elem}. */
    void initialize(ReferenceArray array, int segment, int target, int source, int length) {
        array.check(target, length);
        check(segment, source, length);
        array.initialize(target, length, elements[segment], source);
    }

    private void check(int segment, int source, int length) {
        TableInstance.check(elements[segment], source, length);
    }
}
