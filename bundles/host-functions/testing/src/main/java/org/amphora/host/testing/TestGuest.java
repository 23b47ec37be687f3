package org.amphora.host.testing;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import org.amphora.api.ExportType;
import org.amphora.api.Extern;
import org.amphora.api.Function;
import org.amphora.api.FunctionType;
import org.amphora.api.Global;
import org.amphora.api.HostFunction;
import org.amphora.api.Instance;
import org.amphora.api.NoSuchExportException;
import org.amphora.api.Snapshot;
import org.amphora.api.Table;
import org.amphora.api.Tag;
import org.amphora.api.WasmModule;

/**
 * A caller for host functions: an instance with a name and a memory, without code and exports.
 *
 * <pre>{@code
 * TestGuest guest = new TestGuest("greet", 32);
 * guest.memory().put(1, "key");
 * long[] results = guest.call(get, FunctionType.parse("iiii-i"), 1, 3, 8, 16);
 * }</pre>
 *
 * Not thread-safe, but for {@link #cancel}.
 */
public final class TestGuest implements Instance {
    private final String name;
    private final TestMemory memory;
    private final List<Object> handles = new ArrayList<>();
    private final Deque<AutoCloseable> resources = new ArrayDeque<>();
    private volatile boolean cancelled;
    private long fuelUsed;
    private boolean closed;

    /** A guest whose memory has {@code memoryBytes} bytes. */
    public TestGuest(String name, int memoryBytes) {
        this(name, new TestMemory(memoryBytes));
    }

    /** A guest with {@code memory}. */
    public TestGuest(String name, TestMemory memory) {
        this.name = Objects.requireNonNull(name, "name");
        this.memory = Objects.requireNonNull(memory, "memory");
    }

    /**
     * Calls a host function as an engine does: bound to this guest, with a stack as long as {@code type} says and upper
     * bits of i32 parameters that are zero.
     *
     * @param parameters the slots of the parameters
     * @return the slots of the results
     */
    public long[] call(HostFunction function, FunctionType type, long... parameters) throws Throwable {
        if (parameters.length != type.parameterSlots()) {
            throw new IllegalArgumentException(
                    type + " takes " + type.parameterSlots() + " slots, not " + parameters.length);
        }
        long[] stack = new long[type.stackSlots()];
        for (int slot = 0; slot < parameters.length; slot++) {
            // with a v128 slots and types part ways; its halves have no upper bits to clear
            boolean narrow = type.parameterSlots() == type.parameters().size()
                    && "if".indexOf(type.parameters().get(slot).letter()) >= 0;
            stack[slot] = narrow ? parameters[slot] & 0xFFFF_FFFFL : parameters[slot];
        }
        function.bind(this).call(this, stack);
        long[] results = new long[type.resultSlots()];
        System.arraycopy(stack, 0, results, 0, results.length);
        return results;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public TestMemory memory() {
        return memory;
    }

    /** {@inheritDoc} A test guest has none. */
    @Override
    public WasmModule module() {
        throw new UnsupportedOperationException(name + " is a test guest: it has no module");
    }

    @Override
    public Function function(String export) {
        throw noExport(export);
    }

    @Override
    public TestMemory memory(String export) {
        throw noExport(export);
    }

    @Override
    public Table table(String export) {
        throw noExport(export);
    }

    @Override
    public Global global(String export) {
        throw noExport(export);
    }

    @Override
    public Tag tag(String export) {
        throw noExport(export);
    }

    @Override
    public Extern export(String export) {
        throw noExport(export);
    }

    @Override
    public List<ExportType> exports() {
        return List.of();
    }

    @Override
    public <T> T as(Class<T> type) {
        throw new NoSuchExportException(
                name + " is a test guest: it exports nothing, so it cannot be a " + type.getName());
    }

    private NoSuchExportException noExport(String export) {
        return new NoSuchExportException(name + " is a test guest: it exports nothing, so no " + export);
    }

    @Override
    public Object reference(long handle) {
        if (handle < 0 || handle > handles.size()) {
            throw new IllegalArgumentException("handle " + handle + " was never given to " + name);
        }
        return handle == 0 ? null : handles.get((int) handle - 1);
    }

    @Override
    public long handle(Object reference) {
        if (reference == null) {
            return 0;
        }
        handles.add(reference);
        return handles.size();
    }

    @Override
    public void cancel(String reason) {
        cancelled = true;
    }

    @Override
    public boolean cancelled() {
        return cancelled;
    }

    /** {@inheritDoc} A test guest has no deadline; once cancelled, no time is left. */
    @Override
    public long remainingNanos() {
        return cancelled ? 0 : Long.MAX_VALUE;
    }

    @Override
    public Snapshot snapshot() {
        throw new UnsupportedOperationException("a TestGuest has no state to clone");
    }

    @Override
    public long fuelLeft() {
        return Long.MAX_VALUE - fuelUsed;
    }

    /** What host functions took with {@link #addFuel}, less what they gave. */
    @Override
    public long fuelUsed() {
        return fuelUsed;
    }

    @Override
    public void addFuel(long units) {
        fuelUsed -= units;
    }

    @Override
    public void onClose(AutoCloseable resource) {
        if (closed) {
            close(resource);
        } else {
            resources.push(resource);
        }
    }

    @Override
    public boolean closed() {
        return closed;
    }

    @Override
    public void close() {
        closed = true;
        while (!resources.isEmpty()) {
            close(resources.pop());
        }
    }

    private static void close(AutoCloseable resource) {
        try {
            resource.close();
        } catch (Exception e) {
            throw new AssertionError("a resource of a test guest could not be closed", e);
        }
    }
}
