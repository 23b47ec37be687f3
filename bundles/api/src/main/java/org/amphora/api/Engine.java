package org.amphora.api;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Compiles modules and links instances. Thread-safe.
 *
 * <pre>{@code
 * try (Engine engine = Engine.create()) {
 *     WasmModule module = engine.compile(Path.of("add.wasm"));
 *     Instance guest = engine.linker().instantiate(module);
 *     long sum = guest.function("add").call(1, 2)[0];
 * }
 * }</pre>
 *
 * In OSGi the engine is a service; {@link #create()} is for plain Java.
 */
@ProviderType
public interface Engine extends AutoCloseable {
    /**
     * A new engine, from the first {@link org.amphora.api.spi.EngineProvider} that the class path or module path has.
     *
     * @throws IllegalStateException if there is none
     */
    static Engine create() {
        return create(EngineConfig.defaults());
    }

    /**
     * As {@link #create()}, with a configuration.
     *
     * @throws IllegalStateException if there is no provider
     */
    static Engine create(EngineConfig config) {
        return org.amphora.api.spi.Engines.create(Objects.requireNonNull(config, "config"));
    }

    /**
     * Decodes and validates a module. Code for the JVM is generated when its functions are first called.
     *
     * @param bytes the module in the binary format or, if a {@link TextFormat} is there, in the text format; not kept, so it
     *     may change afterwards
     * @throws MalformedModuleException if the bytes are no module
     * @throws InvalidModuleException if the module is not valid
     * @throws IllegalStateException if the engine is closed
     */
    WasmModule compile(byte[] bytes);

    /**
     * As {@link #compile(byte[])}, of a module whose classes were generated before. It is not validated then, and starts
     * sooner. What another engine generated, or for another module, is passed over, and generated anew.
     *
     * @param classes what {@link WasmModule#generate} wrote
     */
    WasmModule compile(byte[] bytes, ClassSource classes);

    /**
     * Reads and compiles a file: a module, or the {@link ModuleBundle} of one.
     *
     * @throws IOException if the file cannot be read
     */
    default WasmModule compile(Path file) throws IOException {
        return ModuleBundle.is(file) ? ModuleBundle.compile(this, file) : compile(Files.readAllBytes(file));
    }

    /** A linker that knows nothing yet but, in OSGi, the host functions that are registered as services. */
    Linker linker();

    /**
     * Host functions of the methods of {@code host} that have a {@link WasmExport}. For each a class is generated, which
     * calls the method without reflection: they are as fast as those written in raw stack form.
     *
     * <pre>{@code
     * public final class Dice {
     *     @WasmExport
     *     public int roll(Instance caller, int sides) { … }          // (i32) -> i32
     * }
     *
     * Linker linker = engine.linker().define("dice", engine.hostFunctions(new Dice()));
     * }</pre>
     *
     * Parameters and result map to Wasm as for {@link Instance#as}: {@code int} to i32, {@code long} to i64, {@code float}
     * to f32, {@code double} to f64, {@link Function} to funcref, {@link Object} to externref; {@code void} is no result.
     * A first parameter of type {@link Instance} is no parameter of the function: it is the caller. What a method throws is
     * treated as what {@link HostFunction} says of it.
     *
     * @return in the order of their names
     * @throws IllegalArgumentException if the class or one of the methods is not public or not exported by its module, no
     *     method has a {@link WasmExport}, two have the same name, or one has types that Wasm has not
     */
    List<TypedHostFunction> hostFunctions(Object host);

    /**
     * As {@link #hostFunctions(Object)}, with an object for each instance that imports any of the functions: state kept in it
     * needs no look-up. If it is {@link AutoCloseable}, it is closed after the instance.
     *
     * @param type the class of the objects
     * @param host gives the object for an instance; called when the instance is linked, see {@link HostFunction#bind}
     */
    <T> List<TypedHostFunction> hostFunctions(Class<T> type, java.util.function.Function<Instance, ? extends T> host);

    /**
     * A memory of the host's own, to be imported by instances; a {@link SharedMemory} if the type is shared.
     *
     * @throws IllegalArgumentException if the type is not valid
     * @throws LimitExceededException if it does not fit the engine
     */
    Memory newMemory(MemoryType type);

    /**
     * A table of the host's own, each element set to {@code initial}.
     *
     * @throws IllegalArgumentException if the type is not valid or {@code initial} is not of it
     * @throws LimitExceededException if it does not fit the engine
     */
    Table newTable(TableType type, Object initial);

    /**
     * A global of the host's own.
     *
     * @param initial in the form of {@link Global#get()}
     * @throws IllegalArgumentException if {@code initial} is not of the type
     */
    Global newGlobal(GlobalType type, Object initial);

    /**
     * A tag of the host's own, different from all others.
     *
     * @throws IllegalArgumentException if the type has results
     */
    Tag newTag(TagType type);

    /**
     * A host function as a function reference, for tables, globals and arguments.
     *
     * @param name for messages
     */
    Function newFunction(String name, FunctionType type, HostFunction function);

    /**
     * Refuses further work and closes the instances that it made. Idempotent.
     *
     * @throws UnsupportedOperationException if the engine is a service: others use it as well, and it is closed when its
     *     bundle stops
     */
    @Override
    void close();
}
