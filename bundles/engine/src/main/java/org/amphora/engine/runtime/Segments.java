package org.amphora.engine.runtime;

import java.util.BitSet;
import org.amphora.binary.module.DataSegment;
import org.amphora.binary.module.ModuleDefinition;

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

    void dropData(int segment) {
        droppedData.set(segment);
    }

    boolean dataDropped(int segment) {
        return droppedData.get(segment);
    }

    void initialize(TableInstance table, int segment, int target, int source, int length) {
        table.init(target, source, length, elements[segment]);
    }

    void initialize(MemoryInstance memory, int segment, long target, int source, int length) {
        DataSegment data = definition.dataSegments().get(segment);
        int present = droppedData.get(segment) ? 0 : data.length();
        memory.init(target, source, length, definition.binary(), data.from(), present);
    }
}
