package org.amphora.wasi;

import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.ToIntFunction;
import org.amphora.api.CancelledException;
import org.amphora.api.ExitException;
import org.amphora.api.FunctionType;
import org.amphora.api.HostFunction;
import org.amphora.api.Instance;
import org.amphora.api.InstanceConfig;
import org.amphora.api.Linker;
import org.amphora.api.Trap;
import org.amphora.api.WasmModule;
import org.amphora.wasi.files.Errno;

/**
 * The threads of a program (wasi-threads): each is an instance of the program's module, with the program's memory and
 * process, called by a Java thread. When one fails or exits, all end; when the program ends, so do they. Thread-safe.
 */
final class Threads {
    static final String MODULE = "wasi";
    static final String SPAWN = "thread-spawn";
    static final FunctionType SPAWN_TYPE = FunctionType.parse("i-i");

    private static final String START = "wasi_thread_start";
    private static final int MAX_ID = (1 << 29) - 1;

    /** How long the end of the program waits for that of its threads: they have been cancelled, so it is soon. */
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(10);

    // weak, and threads do not refer to their program: one that nobody closes is not kept
    private static final Map<Instance, Threads> PROGRAMS = Collections.synchronizedMap(new WeakHashMap<>());

    private final WasmModule module;
    private final InstanceConfig config;
    private final ToIntFunction<Instance> limit;
    private final Set<Instance> instances = Collections.newSetFromMap(new WeakHashMap<>());
    private final Set<Thread> running = new HashSet<>();
    private WeakReference<Instance> program = new WeakReference<>(null);
    private Linker linker;
    private int lastId;
    private boolean ended;
    private Throwable cause;

    private Threads(WasmModule module, InstanceConfig config, ToIntFunction<Instance> limit) {
        this.module = module;
        this.config = config;
        this.limit = limit;
    }

    /** What {@code thread-spawn} does in an instance that cannot have threads. */
    static HostFunction none() {
        return (caller, stack) -> stack[0] = -Errno.NOTSUP.code();
    }

    /**
     * Instantiates a program that can have as many threads at a time as {@code limit} says of it.
     *
     * @param programs defines all that it imports
     * @param threads defines the same for its threads
     */
    static Instance instantiate(
            Linker programs,
            UnaryLinker threads,
            WasmModule module,
            InstanceConfig config,
            ToIntFunction<Instance> limit) {
        Threads group = new Threads(module, config, limit);
        HostFunction spawn = new HostFunction() {
            @Override
            public void call(Instance caller, long[] stack) {
                stack[0] = group.spawn(caller, (int) stack[0]);
            }

            @Override
            public HostFunction bind(Instance instance) {
                group.enter(instance, threads, programs, this);
                return this;
            }
        };
        try {
            Instance program = programs.define(MODULE, SPAWN, SPAWN_TYPE, spawn).instantiate(module, config);
            PROGRAMS.put(program, group);
            program.onClose(group::end); // last registered, first closed: before what the threads use
            return program;
        } catch (Throwable e) {
            group.end();
            throw e;
        }
    }

    /** Makes the linker for threads of a program. */
    @FunctionalInterface
    interface UnaryLinker {
        Linker of(Linker linker, Instance program);
    }

    /** The threads of {@code program}, or null. */
    static Threads of(Instance program) {
        return PROGRAMS.get(program);
    }

    /** An instance is linked: the first is the program, the others are threads. */
    private synchronized void enter(Instance instance, UnaryLinker threads, Linker programs, HostFunction spawn) {
        if (ended) {
            throw new IllegalStateException("the program has ended");
        }
        instances.add(instance);
        if (program.get() == null) {
            program = new WeakReference<>(instance);
            linker = threads.of(programs, instance).define(MODULE, SPAWN, SPAWN_TYPE, spawn);
        }
    }

    /** Begins a thread; its number, or an error number below 0. */
    private int spawn(Instance caller, int argument) {
        InstanceConfig limits = config;
        if (caller.remainingNanos() != Long.MAX_VALUE) {
            limits = limits.callTimeout(Duration.ofNanos(Math.max(1, caller.remainingNanos())));
        }
        if (config.fuelLimit().isPresent()) {
            // half of what there is: however threads multiply, together they have no more than the program was given
            limits = limits.fuelLimit(caller.fuelLeft() / 2);
        }
        Thread thread;
        int id;
        synchronized (this) {
            if (ended || running.size() >= limit.applyAsInt(program.get()) || lastId == MAX_ID) {
                return -Errno.AGAIN.code();
            }
            id = ++lastId;
            InstanceConfig own = limits.name(caller.module().name().orElse("wasm") + " thread " + id);
            Instance main = program.get(); // which is not collected, then, as long as a thread runs
            thread = new Thread(null, () -> run(main, id, argument, own), "amphora-wasi-thread-" + id, 0, false);
            thread.setDaemon(true);
            thread.setContextClassLoader(null);
            running.add(thread);
        }
        try {
            thread.start();
        } catch (OutOfMemoryError e) { // the operating system has no more threads
            leave(thread);
            return -Errno.AGAIN.code();
        }
        if (config.fuelLimit().isPresent()) {
            caller.addFuel(-limits.fuelLimit().getAsLong());
        }
        return id;
    }

    private void run(Instance main, int id, int argument, InstanceConfig limits) {
        try (Instance thread = linker.instantiate(module, limits)) {
            thread.function(START).call(id, argument);
        } catch (CancelledException e) {
            // by the end of all, or by the deadline of the call that began it, which ends by itself
        } catch (Throwable e) {
            fail(main, id, e);
        } finally {
            leave(Thread.currentThread());
        }
    }

    private synchronized void leave(Thread thread) {
        running.remove(thread);
    }

    private void fail(Instance main, int id, Throwable thrown) {
        synchronized (this) {
            if (ended) {
                return;
            }
            ended = true;
            cause = thrown;
        }
        main.cancel("its thread " + id + " " + how(thrown));
        main.close();
        closeThreads();
    }

    private static String how(Throwable thrown) {
        if (thrown instanceof ExitException exit) {
            return "exited with " + exit.exitCode();
        }
        return (thrown instanceof Trap ? "trapped: " : "failed: ") + thrown.getMessage();
    }

    /** The exit code that a thread gave, where {@code cancelled} is how the program ended for it. */
    int exitCode(CancelledException cancelled) {
        Throwable ending;
        synchronized (this) {
            ending = cause;
        }
        if (ending instanceof ExitException exit) {
            return exit.exitCode();
        } else if (ending instanceof RuntimeException failure) {
            throw failure;
        } else if (ending instanceof Error failure) {
            throw failure;
        }
        throw cancelled;
    }

    /** Ends all threads, and waits until they have ended. */
    void end() {
        synchronized (this) {
            ended = true;
        }
        closeThreads();
        long start = System.nanoTime();
        boolean interrupted = false;
        for (Thread thread : all(running)) {
            long left = PATIENCE_NANOS - (System.nanoTime() - start);
            while (thread != Thread.currentThread() && thread.isAlive() && left > 0) {
                try {
                    TimeUnit.NANOSECONDS.timedJoin(thread, left);
                } catch (InterruptedException e) {
                    interrupted = true;
                }
                left = PATIENCE_NANOS - (System.nanoTime() - start);
            }
            if (left <= 0) {
                System.getLogger("org.amphora.wasi")
                        .log(System.Logger.Level.WARNING, "A thread of a guest does not end: {0}", thread);
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void closeThreads() {
        Instance main = program.get();
        for (Instance instance : all(instances)) {
            if (instance != main) {
                instance.close();
            }
        }
    }

    private synchronized <T> List<T> all(Set<T> set) {
        return new ArrayList<>(set);
    }
}
