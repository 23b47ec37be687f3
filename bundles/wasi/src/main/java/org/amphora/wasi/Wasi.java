package org.amphora.wasi;

import java.lang.ref.WeakReference;
import java.util.Collections;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.WeakHashMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.stream.Stream;
import org.amphora.api.CancelledException;
import org.amphora.api.Engine;
import org.amphora.api.ExitException;
import org.amphora.api.FunctionType;
import org.amphora.api.HostFunction;
import org.amphora.api.ImportType;
import org.amphora.api.Instance;
import org.amphora.api.InstanceConfig;
import org.amphora.api.LimitExceededException;
import org.amphora.api.Limits;
import org.amphora.api.Linker;
import org.amphora.api.MemoryType;
import org.amphora.api.WasmModule;
import org.amphora.wasi.preview1.Preview1;
import org.amphora.wasi.preview1.ProcessSlot;
import org.amphora.wasi.preview1.WasiFunction;
import org.amphora.wasi.preview1.WasiProcess;

/**
 * WASI preview 1 for instances: each instance is a process of its own, with its own descriptors, clocks and randomness.
 * Thread-safe; one serves any number of instances.
 *
 * <pre>{@code
 * Wasi wasi = Wasi.preview1(WasiConfig.defaults().args("hello").stdout(System.out));
 * Instance guest = wasi.defineOn(engine.linker()).instantiate(engine.compile(Path.of("hello.wasm")));
 * int exitCode = Wasi.run(guest);
 * }</pre>
 *
 * <p>Every function of the specification is defined, and every function of its predecessor {@code wasi_unstable}, with the
 * layouts and constants of that. Pointers beyond the memory yield {@code EFAULT}.
 *
 * @see <a href="https://github.com/WebAssembly/WASI/blob/wasi-0.1/preview1/docs.md">The specification</a>
 */
public final class Wasi {
    /** The module name of the imports. */
    public static final String MODULE = "wasi_snapshot_preview1";

    /** The module name of the imports in programs that are older than preview 1. */
    public static final String UNSTABLE_MODULE = "wasi_unstable";

    private final Function<? super Instance, WasiConfig> configs;
    private final boolean beginAtOnce;
    // Weak, because an instance that could not be linked to its end is not necessarily closed.
    private final Map<Instance, ProcessSlot> processes = Collections.synchronizedMap(new WeakHashMap<>());

    private Wasi(Function<? super Instance, WasiConfig> configs, boolean beginAtOnce) {
        this.configs = configs;
        this.beginAtOnce = beginAtOnce;
    }

    /**
     * WASI with the same grants for all instances.
     *
     * @throws IllegalArgumentException if something in {@code config} is not as its setter demands, or a directory does
     *     not exist
     */
    public static Wasi preview1(WasiConfig config) {
        WasiProcess.check(config);
        return new Wasi(instance -> config, true);
    }

    /**
     * WASI with grants for each instance, asked for when the instance first calls one of the functions: grants and instances
     * may come in any order. They are then checked as those of {@link #preview1(WasiConfig)} are; if they are wrong, the call
     * fails.
     */
    public static Wasi preview1(Function<? super Instance, WasiConfig> configs) {
        return new Wasi(Objects.requireNonNull(configs, "configs"), false);
    }

    /** The linker with all functions, under both module names; instances that it makes can have no threads. */
    public Linker defineOn(Linker linker) {
        return define(linker, this::slot).define(Threads.MODULE, Threads.SPAWN, Threads.SPAWN_TYPE, Threads.none());
    }

    /**
     * Instantiates a program that may have threads (wasi-threads), or not. If it imports a shared memory it is given one, no
     * larger than {@code config} allows; if it exports {@code wasi_thread_start} it can begin as many threads at a time as
     * {@link WasiConfig#threads(int)} grants. Each thread is an instance with the limits of {@code config}, but that it ends
     * with the deadline of the call that began it, and has half of the fuel that was left to that.
     *
     * <p>A trap, an exit or a failure in one thread ends the program, which is closed then; {@link #run} throws what the
     * thread threw, or returns its exit code. When the program returns from {@link #run} or is closed, its threads end.
     *
     * @param linker what else it imports
     * @throws LimitExceededException if the memory would start beyond the limit, or as {@link Linker#instantiate} does
     */
    public Instance instantiate(Engine engine, Linker linker, WasmModule module, InstanceConfig config) {
        Optional<ImportType> memory = module.imports().stream()
                .filter(imported -> imported.type() instanceof MemoryType type && type.shared())
                .findFirst();
        Linker defined = defineOn(linker);
        if (memory.isEmpty()) {
            return defined.instantiate(module, config);
        }
        Linker shared = defined.define(
                memory.get().module(), memory.get().name(), engine.newMemory(limited(memory.get(), module, config)));
        return Threads.instantiate(
                shared,
                (programs, program) -> define(programs, thread -> slot(program)),
                module,
                config,
                program -> slot(program).get().threads());
    }

    private static MemoryType limited(ImportType memory, WasmModule module, InstanceConfig config) {
        MemoryType type = (MemoryType) memory.type();
        long most = config.memoryLimit();
        Limits limits = type.limits();
        if (limits.min() > most) {
            String guest = config.name().or(module::name).orElse("wasm");
            throw new LimitExceededException(
                    guest,
                    "memoryLimit",
                    guest + " imports a memory of " + limits.min() + " pages, but its memoryLimit allows " + most
                            + "; raise it with InstanceConfig.memoryLimit");
        }
        return MemoryType.of(
                Limits.of(limits.min(), Math.min(most, limits.max().orElse(most))),
                type.addressType(),
                true,
                type.pageBytes());
    }

    private static Linker define(Linker linker, Function<Instance, ProcessSlot> slots) {
        AtomicReference<Linker> defined = new AtomicReference<>(linker);
        forEach(
                slots,
                (module, name, type, function) -> defined.set(defined.get().define(module, name, type, function)));
        return defined.get();
    }

    /** Calls {@code consumer} with each function, under each module name: for those who publish them in another way. */
    public void forEach(Consumer consumer) {
        forEach(this::slot, consumer);
    }

    private static void forEach(Function<Instance, ProcessSlot> slots, Consumer consumer) {
        Stream.concat(Preview1.FUNCTIONS.stream(), Preview1.UNSTABLE_FUNCTIONS.stream())
                .forEach(function -> function.modules()
                        .forEach(module -> consumer.accept(
                                module, function.name(), function.type(), hostFunction(function, slots))));
    }

    /**
     * Runs a program: calls the export {@code _start}. When it returns, its threads have ended.
     *
     * @return the exit code that the program gave, 0 if it returned without one
     * @throws org.amphora.api.NoSuchExportException if the instance is no program
     */
    public static int run(Instance program) {
        Threads threads = Threads.of(program);
        try {
            program.function("_start").call();
            return 0;
        } catch (ExitException exit) {
            return exit.exitCode();
        } catch (CancelledException cancelled) {
            if (threads == null) {
                throw cancelled;
            }
            return threads.exitCode(cancelled);
        } finally {
            if (threads != null) {
                threads.end();
            }
        }
    }

    private static HostFunction hostFunction(WasiFunction function, Function<Instance, ProcessSlot> slots) {
        return new HostFunction() {
            @Override
            public void call(Instance caller, long[] stack) throws Throwable {
                bind(caller).call(caller, stack); // only an engine that does not bind comes here
            }

            @Override
            public HostFunction bind(Instance instance) {
                return function.boundTo(slots.apply(instance));
            }
        };
    }

    private ProcessSlot slot(Instance instance) {
        ProcessSlot slot;
        synchronized (processes) {
            slot = processes.get(instance);
            if (slot != null) {
                return slot;
            }
            slot = newSlot(instance);
            processes.put(instance, slot);
        }
        ProcessSlot opened = slot;
        instance.onClose(() -> {
            processes.remove(instance);
            opened.close();
        });
        return slot;
    }

    private ProcessSlot newSlot(Instance instance) {
        // held by the map's value: it must not hold the key
        WeakReference<Instance> weak = new WeakReference<>(instance);
        ProcessSlot slot = new ProcessSlot(() -> configs.apply(weak.get()));
        if (beginAtOnce) {
            slot.get();
        }
        return slot;
    }

    /** Takes the functions one by one. */
    @FunctionalInterface
    public interface Consumer {
        /** Takes the function {@code name} of {@code module}. */
        void accept(String module, String name, FunctionType type, HostFunction function);
    }
}
