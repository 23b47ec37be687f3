package org.amphora.guests;

import java.lang.reflect.Proxy;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.amphora.api.CancelledException;
import org.amphora.api.ExportType;
import org.amphora.api.Extern;
import org.amphora.api.Function;
import org.amphora.api.FunctionType;
import org.amphora.api.Global;
import org.amphora.api.Instance;
import org.amphora.api.InstanceConfig;
import org.amphora.api.Memory;
import org.amphora.api.NoSuchExportException;
import org.amphora.api.Snapshot;
import org.amphora.api.Table;
import org.amphora.api.Tag;
import org.amphora.api.Trap;

/** An instance of {@link FakeEngine}. Two threads inside it at once are an {@link AssertionError}. */
final class FakeInstance implements Instance {
    private final FakeModule module;
    private final InstanceConfig config;
    private final AtomicReference<Thread> inside = new AtomicReference<>();
    private int depth;
    private volatile String cancelReason;
    private volatile boolean closed;
    final AtomicInteger initialized = new AtomicInteger();
    final AtomicInteger facades = new AtomicInteger();

    FakeInstance(FakeModule module, InstanceConfig config) {
        this.module = module;
        this.config = config;
    }

    @Override
    public String name() {
        return config.name().orElseThrow();
    }

    InstanceConfig config() {
        return config;
    }

    @Override
    public FakeModule module() {
        return module;
    }

    @Override
    public Function function(String export) {
        if (export.equals("_initialize") && module.has("reactor")) {
            return new FakeFunction(export, (instance, parameters) -> {
                if (module.has("fault initialize")) {
                    throw new Trap(Trap.Kind.INTEGER_DIVIDE_BY_ZERO);
                }
                initialized.incrementAndGet();
                return parameters;
            });
        }
        FakeEngine.Behaviour behaviour = module.engine().functions.get(export);
        if (behaviour == null || module.has("without " + export)) {
            throw new NoSuchExportException("instance " + name() + " has no function " + export);
        }
        return new FakeFunction(export, behaviour);
    }

    /** Waits until {@link #cancel} is called, as a guest does that loops for ever. */
    long[] loop() {
        while (true) {
            check();
            Thread.onSpinWait();
        }
    }

    /** What guest code does at its back-edges. */
    void check() {
        String reason = cancelReason;
        if (reason != null) {
            throw new CancelledException(name(), reason);
        }
    }

    private long[] enter(FakeEngine.Behaviour behaviour, long[] parameters) {
        Thread thread = Thread.currentThread();
        if (closed) {
            throw new IllegalStateException("instance " + name() + " is closed");
        }
        if (!inside.compareAndSet(null, thread) && inside.get() != thread) {
            throw new AssertionError("two threads are inside one instance");
        }
        if (depth++ == 0) {
            cancelReason = null;
        }
        try {
            return behaviour.run(this, parameters);
        } finally {
            if (--depth == 0) {
                inside.set(null);
            }
        }
    }

    private final class FakeFunction implements Function {
        private final String name;
        private final FakeEngine.Behaviour behaviour;

        FakeFunction(String name, FakeEngine.Behaviour behaviour) {
            this.name = name;
            this.behaviour = behaviour;
        }

        @Override
        public FunctionType type() {
            return FunctionType.parse("-I");
        }

        @Override
        public String name() {
            return name;
        }

        @Override
        public long[] call(long... parameters) {
            return enter(behaviour, parameters);
        }

        @Override
        public void callWithStack(long[] stack) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Object[] apply(Object... arguments) {
            throw new UnsupportedOperationException();
        }
    }

    @Override
    public Memory memory() {
        throw new NoSuchExportException("no memory");
    }

    @Override
    public Memory memory(String export) {
        throw new NoSuchExportException("no memory");
    }

    @Override
    public Table table(String export) {
        throw new NoSuchExportException("no table");
    }

    @Override
    public Global global(String export) {
        throw new NoSuchExportException("no global");
    }

    @Override
    public Tag tag(String export) {
        throw new NoSuchExportException("no tag");
    }

    @Override
    public Extern export(String export) {
        return function(export);
    }

    @Override
    public List<ExportType> exports() {
        return module.exports();
    }

    @Override
    public <T> T as(Class<T> type) {
        for (java.lang.reflect.Method method : type.getMethods()) {
            if (java.lang.reflect.Modifier.isAbstract(method.getModifiers())) {
                Function unused = function(method.getName());
            }
        }
        facades.incrementAndGet();
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(), new Class<?>[] {type}, (proxy, method, given) -> {
                    if (method.isDefault()) {
                        return java.lang.invoke.MethodHandles.lookup()
                                .findSpecial(
                                        type,
                                        method.getName(),
                                        java.lang.invoke.MethodType.methodType(
                                                method.getReturnType(), method.getParameterTypes()),
                                        type)
                                .bindTo(proxy)
                                .invokeWithArguments(given == null ? List.of() : List.of(given));
                    }
                    long[] parameters = new long[given == null ? 0 : given.length];
                    for (int i = 0; i < parameters.length; i++) {
                        parameters[i] = ((Number) given[i]).longValue();
                    }
                    long[] results = function(method.getName()).call(parameters);
                    if (method.getReturnType() == int.class) {
                        return (int) results[0];
                    }
                    return method.getReturnType() == void.class ? null : (Object) results[0];
                }));
    }

    @Override
    public Object reference(long handle) {
        throw new IllegalArgumentException();
    }

    @Override
    public long handle(Object reference) {
        return 0;
    }

    @Override
    public void cancel(String reason) {
        if (inside.get() != null) {
            cancelReason = reason;
        }
    }

    @Override
    public boolean cancelled() {
        return cancelReason != null;
    }

    @Override
    public long remainingNanos() {
        return Long.MAX_VALUE;
    }

    @Override
    public Snapshot snapshot() {
        throw new UnsupportedOperationException("snapshot");
    }

    @Override
    public long fuelLeft() {
        return Long.MAX_VALUE;
    }

    @Override
    public long fuelUsed() {
        throw new UnsupportedOperationException("fuelUsed");
    }

    @Override
    public void addFuel(long units) {
        throw new UnsupportedOperationException("addFuel");
    }

    @Override
    public void onClose(AutoCloseable resource) {}

    @Override
    public boolean closed() {
        return closed;
    }

    @Override
    public void close() {
        cancel("closed");
        closed = true;
    }
}
