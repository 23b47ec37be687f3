package org.amphora.api;

import java.util.List;
import org.osgi.annotation.versioning.ProviderType;

/**
 * A module that was given its imports, memories, tables and globals: a running guest (WebAssembly 3.0, section 4.2.3).
 *
 * <p>An instance serves one call at a time: it is for the owner to keep threads apart. Only {@link #cancel}, {@link
 * #cancelled}, {@link #name}, {@link #module} and {@link #closed} may be called from any thread at any time.
 */
@ProviderType
public interface Instance extends AutoCloseable {
    /** The name from its configuration, else that of the module, else {@code wasm}; stands in all messages. */
    String name();

    /** What it is an instance of. */
    WasmModule module();

    /**
     * The exported function {@code export}.
     *
     * @throws NoSuchExportException if there is none, or the export is no function; the message lists those there are
     */
    Function function(String export);

    /**
     * The first memory of the instance, exported or not: what host functions read and write.
     *
     * @throws NoSuchExportException if it has no memory
     */
    Memory memory();

    /**
     * The exported memory {@code export}.
     *
     * @throws NoSuchExportException if there is none
     */
    Memory memory(String export);

    /**
     * The exported table {@code export}.
     *
     * @throws NoSuchExportException if there is none
     */
    Table table(String export);

    /**
     * The exported global {@code export}.
     *
     * @throws NoSuchExportException if there is none
     */
    Global global(String export);

    /**
     * The exported tag {@code export}.
     *
     * @throws NoSuchExportException if there is none
     */
    Tag tag(String export);

    /**
     * Whatever is exported as {@code export}; the same object at each call.
     *
     * @throws NoSuchExportException if there is none
     */
    Extern export(String export);

    /** All exports, in the order of the module. */
    List<ExportType> exports();

    /**
     * The exported functions as a Java interface. Every abstract method names an export, by its own name or by {@link
     * WasmExport}, and has its types: {@code int}, {@code long}, {@code float}, {@code double}, {@link Function} for
     * references to functions, {@link Object} for all other references, {@code void} or one of them as result. Default methods are kept. The class
     * is generated: a call costs what {@link Function#callWithStack} costs.
     *
     * @throws NoSuchExportException if a method has no export of its name and type; the message lists all such methods
     * @throws IllegalArgumentException if {@code type} is no interface, or not accessible, or has a method whose types
     *     cannot be mapped
     */
    <T> T as(Class<T> type);

    /**
     * What a local handle stands for.
     *
     * <p>Handles exist because a {@code long[]} holds no Java objects. One made during a host call is valid until that
     * host call returns. One made outside of any call is valid until the next outermost call into this instance has
     * taken its parameters; the handles among the results of that call then stay valid until the call after it.
     *
     * @throws IllegalArgumentException if {@code handle} is not valid
     */
    Object reference(long handle);

    /** A local handle for {@code reference}; 0 for null. */
    long handle(Object reference);

    /**
     * Ends the running call, or none: guest code stops at its next back-edge or call, or where it waits for a
     * notification, a host function when it next looks at {@link #cancelled()} or calls the guest. The outermost call then throws a {@link CancelledException}. Later calls
     * are not affected. Callable from any thread.
     */
    void cancel(String reason);

    /** Whether the running call was cancelled: a host function that waits looks at this, and throws or returns. */
    boolean cancelled();

    /**
     * Time left of the running call's deadline, in nanoseconds, {@link Long#MAX_VALUE} if it has none, never below 0. A
     * host function that waits, waits no longer than this.
     */
    long remainingNanos();

    /**
     * How much fuel the running call, or the last one, has left; {@link Long#MAX_VALUE} if the instance counts none. See
     * {@link InstanceConfig#fuelLimit(long)}. While another instance's call runs in this one, it is that call's fuel.
     */
    long fuelLeft();

    /**
     * How much fuel the running call, or the last one, has used.
     *
     * @throws IllegalStateException if the instance counts none
     */
    long fuelUsed();

    /**
     * Gives the running call more fuel, until it ends. A negative number takes some away: so a host function charges for
     * its work.
     *
     * @throws Trap if more is to be taken than is left; then nothing is left
     * @throws IllegalStateException if the instance counts none
     */
    void addFuel(long units);

    /**
     * The present state, of which further instances can be made: an instance that took long to get ready is a model for
     * others.
     *
     * <p>In the snapshot is what the instance defines: its memories, tables, mutable and immutable globals, and which of its
     * segments were dropped. What it imports is not, for that belongs to others; nor is what host functions keep for it,
     * such as the files that it has opened.
     *
     * @throws IllegalStateException if a call runs, the instance is closed, or something in it cannot be in two instances:
     *     a shared memory; in a table or a global, a reference to anything but a function of the instance, a function that
     *     it imports, or a number ({@link I31}). The message names it
     */
    Snapshot snapshot();

    /**
     * What it is called for at the moment. A host function asks for it that must not do something on behalf of an instance that
     * may never serve.
     */
    default Phase phase() {
        return Phase.SERVE;
    }

    /** Registers something to be closed after the instance, last registered first; at once if it is closed already. */
    void onClose(AutoCloseable resource);

    /** Whether {@link #close()} was called. */
    boolean closed();

    /**
     * Ends the instance: a running call is cancelled, later ones are refused, and what was registered with {@link
     * #onClose} is closed. Idempotent.
     */
    @Override
    void close();
}
