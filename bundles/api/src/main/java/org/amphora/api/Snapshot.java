package org.amphora.api;

import org.osgi.annotation.versioning.ProviderType;

/**
 * The state of an instance at one moment, from {@link Instance#snapshot()}: the content of the memories, tables and globals
 * that it defines, and which of its segments were dropped. {@link Linker#instantiate(Snapshot, InstanceConfig)} makes any
 * number of instances that go on from there. Immutable and thread-safe; it does not hold the instance.
 */
@ProviderType
public interface Snapshot {
    /** What it is the state of an instance of. */
    WasmModule module();

    /** How many bytes the memories in it have. */
    long memoryBytes();
}
