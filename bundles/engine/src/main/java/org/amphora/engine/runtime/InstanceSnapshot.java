package org.amphora.engine.runtime;

import java.util.BitSet;
import org.amphora.api.I31;
import org.amphora.api.Snapshot;
import org.amphora.binary.module.ModuleDefinition;
import org.amphora.binary.module.NameKind;

/**
 * The state of an instance. Functions are kept by their indices, so that each clone gets its own; everything else that a
 * reference may point to would be shared with the instance, and is refused. Immutable.
 */
public final class InstanceSnapshot implements Snapshot {
    private final LoadedModule module;
    private final MemoryImage[] memories;
    private final Object[] globals;
    private final Object[][] tables;
    private final BitSet droppedData;
    private final BitSet droppedElements;

    /** Stands for the function of an instance with this index. */
    private record FunctionIndex(int index) {}

    /** The state of {@code instance}, in which no call runs. */
    InstanceSnapshot(LoadedModule module, ModuleInstance instance) {
        this.module = module;
        ModuleDefinition definition = instance.definition();
        globals = new Object[definition.globalCount()];
        for (int i = definition.importedGlobalCount(); i < globals.length; i++) {
            globals[i] = kept(instance, instance.globals[i].get(), NameKind.GLOBAL, i, -1);
        }
        tables = new Object[definition.tableCount()][];
        for (int i = definition.importedTableCount(); i < tables.length; i++) {
            Object[] elements = instance.tables[i].content();
            for (int j = 0; j < elements.length; j++) {
                elements[j] = kept(instance, elements[j], NameKind.TABLE, i, j);
            }
            tables[i] = elements;
        }
        memories = new MemoryImage[definition.memoryCount()];
        for (int i = definition.importedMemoryCount(); i < memories.length; i++) {
            if (definition.memory(i).shared()) {
                throw refused(
                        instance,
                        definition.describe(NameKind.MEMORY, i) + " is shared: other threads may write to it");
            }
            memories[i] = instance.memories[i].image();
        }
        droppedData = instance.segments().droppedData();
        droppedElements = instance.segments().droppedElements();
    }

    private static Object kept(ModuleInstance instance, Object value, NameKind kind, int item, int element) {
        if (value == null || value instanceof Number || value instanceof byte[] || value instanceof I31) {
            return value;
        }
        if (value instanceof FunctionInstance function) {
            int index = instance.indexOf(function);
            if (index >= 0) {
                return new FunctionIndex(index);
            }
        }
        throw refused(
                instance,
                instance.definition().describe(kind, item) + (element < 0 ? "" : ", element " + element + ",")
                        + " holds "
                        + Values.describe(value)
                        + ", which a clone would share with it; only null, i31 and functions of the instance or of"
                        + " its imports can be cloned");
    }

    private static IllegalStateException refused(ModuleInstance instance, String why) {
        return new IllegalStateException("instance " + instance.name() + " cannot be cloned: " + why);
    }

    /** The value of a global, as {@code clone} has it. */
    public Object global(int global, ModuleInstance clone) {
        return restored(globals[global], clone);
    }

    private static Object restored(Object kept, ModuleInstance clone) {
        return kept instanceof FunctionIndex function ? clone.function(function.index()) : kept;
    }

    /** A table of {@code clone}; null if {@code budget} is too small. */
    public TableInstance table(int table, ModuleInstance clone, Budget budget) {
        Object[] elements = tables[table].clone();
        for (int i = 0; i < elements.length; i++) {
            elements[i] = restored(elements[i], clone);
        }
        return TableInstance.restore(clone.definition().table(table), elements, budget);
    }

    /** How many elements a table has. */
    public long tableSize(int table) {
        return tables[table].length;
    }

    /** A memory of a clone; null if {@code budget} is too small. */
    public MemoryInstance memory(int memory, Budget budget) {
        return MemoryInstance.restore(module.definition().memory(memory), memories[memory], budget);
    }

    /** How many bytes a memory has. */
    public long memoryBytes(int memory) {
        return memories[memory].byteSize();
    }

    /** Drops what was dropped. */
    public void dropSegments(ModuleInstance clone) {
        droppedData.stream().forEach(clone::dataDrop);
        droppedElements.stream().forEach(clone::elementDrop);
    }

    /** Whether an element segment was dropped. */
    public boolean elementsDropped(int segment) {
        return droppedElements.get(segment);
    }

    @Override
    public LoadedModule module() {
        return module;
    }

    @Override
    public long memoryBytes() {
        long bytes = 0;
        for (MemoryImage memory : memories) {
            bytes += memory == null ? 0 : memory.byteSize();
        }
        return bytes;
    }

    /** Such as {@code snapshot of module greet}. */
    @Override
    public String toString() {
        return "snapshot of " + module;
    }
}
