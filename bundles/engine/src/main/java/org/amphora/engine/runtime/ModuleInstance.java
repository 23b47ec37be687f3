package org.amphora.engine.runtime;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.amphora.api.ExportType;
import org.amphora.api.Extern;
import org.amphora.api.Function;
import org.amphora.api.Global;
import org.amphora.api.HostFunction;
import org.amphora.api.Instance;
import org.amphora.api.Memory;
import org.amphora.api.NoSuchExportException;
import org.amphora.api.Phase;
import org.amphora.api.Snapshot;
import org.amphora.api.Table;
import org.amphora.api.Tag;
import org.amphora.api.WasmModule;
import org.amphora.binary.module.Export;
import org.amphora.binary.module.ModuleDefinition;
import org.amphora.engine.facade.Facades;

/**
 * An instance: the base of the class that is generated for each module (WebAssembly 3.0, section 4.2.3).
 *
 * <p>Generated code reads the public fields and calls the public and protected methods that are not part of {@link
 * Instance}; nothing else does. It serves one call at a time.
 */
public abstract class ModuleInstance extends RegionFrame implements Instance {
    /** The imported functions. */
    public final FunctionInstance[] importedFunctions;

    /** For each imported function what to call: the host function as it was bound to this instance, or null. */
    public final HostFunction[] hostFunctions;

    /** The memories, imported ones first. */
    public final MemoryInstance[] memories;

    /** The tables, imported ones first. */
    public final TableInstance[] tables;

    /** The globals, imported ones first. */
    public final GlobalInstance[] globals;

    /** The tags, imported ones first. */
    public final TagInstance[] tags;

    /** Numbers that functions with several results return, by place of the result; the first result is not here. */
    public final long[] results;

    /** References that functions with several results return, by place of the result. */
    public final Object[] referenceResults;

    /** What the code uses if it was generated to count fuel, else null; that of the caller while it runs for another instance. */
    public FuelTank fuel;

    private static final int[] NO_SLOTS = {};

    private final ModuleCode code;
    private final ModuleDefinition definition;
    private final LoadedModule module;
    private final String name;
    private final FunctionInstance[] functions;
    private final Segments segments;
    private final Watchdog watchdog;
    private final CallState callState;
    private final Resources resources;
    private final Supplier<Phase> phase;
    // the latest departure when the running call began
    private long began = Departures.latest;
    private volatile boolean linked;
    private volatile boolean closed;

    /** An instance of {@code parts}, whose arrays are filled before {@link #link} is called. */
    protected ModuleInstance(InstanceParts parts) {
        super(parts.code().mostParameterSlots());
        code = parts.code();
        definition = code.compiled().definition();
        module = parts.module;
        name = parts.name;
        watchdog = parts.watchdog;
        fuel = parts.fuel;
        importedFunctions = parts.importedFunctions;
        hostFunctions = parts.hostFunctions;
        memories = parts.memories;
        tables = parts.tables;
        globals = parts.globals;
        tags = parts.tags;
        results = new long[code.mostResultSlots()];
        referenceResults = new Object[code.mostResultSlots()];
        functions = new FunctionInstance[definition.functionCount()];
        segments = new Segments(this);
        callState = new CallState(this, watchdog, parts.timeoutNanos);
        resources = new Resources(name);
        phase = parts.phase;
        if (parts.timeoutNanos != 0) {
            watchdog.watch(this);
        }
        code.register(getClass().getClassLoader());
    }

    /** Copies what the arrays hold into fields of the generated class. */
    protected abstract void link();

    /**
     * Calls a function among {@link ModuleDefinition#declaredFunctions()}: parameters stand in {@code stack} from index 0,
     * results overwrite them from index 0, references are local handles of this instance.
     */
    protected abstract void invoke(int functionIndex, long[] stack);

    // ---- for generated code ----

    /** {@code ref.func}: the one object that stands for the function, imported functions included. */
    public final FunctionInstance function(int functionIndex) {
        if (functionIndex < importedFunctions.length) {
            return importedFunctions[functionIndex];
        }
        FunctionInstance function = functions[functionIndex];
        return function != null ? function : newFunction(functionIndex);
    }

    private synchronized FunctionInstance newFunction(int functionIndex) {
        if (functions[functionIndex] == null) {
            functions[functionIndex] =
                    new FunctionInstance(this, functionIndex, definition.functionDefinedType(functionIndex));
        }
        return functions[functionIndex];
    }

    /** The index of one of its own functions, or of one that it imports; -1 of any other. */
    final int indexOf(FunctionInstance function) {
        if (function.owner == this) {
            return function.index;
        }
        for (int i = 0; i < importedFunctions.length; i++) {
            if (importedFunctions[i] == function) {
                return i;
            }
        }
        return -1;
    }

    /** {@code memory.init}. */
    public final void memoryInit(int data, int memory, long target, int source, int length) {
        segments.initialize(memories[memory], data, target, source, length);
    }

    /** {@code data.drop}. */
    public final void dataDrop(int data) {
        segments.dropData(data);
    }

    /** {@code table.init}. */
    public final void tableInit(int element, int table, long target, int source, int length) {
        segments.initialize(tables[table], element, target, source, length);
    }

    /** {@code elem.drop}. */
    public final void elementDrop(int element) {
        segments.dropElements(element);
    }

    /** The elements of a segment, none if it was dropped; not to be changed. */
    public final Object[] elements(int element) {
        return segments.elements(element);
    }

    /** Whether a data segment was dropped. */
    public final boolean dataDropped(int data) {
        return segments.dataDropped(data);
    }

    /** What to throw when the host function behind an import has thrown; see {@link FunctionInstance#hostFailure}. */
    public final RuntimeException hostFailure(int importIndex, Throwable thrown) {
        return importedFunctions[importIndex].hostFailure(thrown);
    }

    /** The reference that the host function behind an import left; see {@link FunctionInstance#checkedReference}. */
    public final Object checkedReference(int importIndex, int result, long handle) {
        return importedFunctions[importIndex].checkedReference(this, result, handle);
    }

    /** Throws a {@link org.amphora.api.CancelledException} if the current thread's call was cancelled. */
    public final void poll() {
        Cancellation.poll();
    }

    // ---- calls from Java ----

    /** Calls a function whose {@link FunctionInstance#home()} this is. */
    final void run(FunctionInstance function, long[] stack) {
        int depth = callState.depth;
        if (depth == 0) {
            runOutermost(function, stack);
        } else {
            runNested(function, stack, depth);
        }
    }

    private void runOutermost(FunctionInstance function, long[] stack) {
        refuseIfNotReady();
        if (function.takesReferences()) {
            function.checkReferences(stack);
        }
        callState.begin();
        FuelTank used = fuel;
        if (used != null && used.active++ == 0) {
            // no calls: whatever is counted here must be counted down, and the stack may be exhausted
            used.left = used.limit;
            used.added = 0;
        }
        boolean returned = false;
        try {
            // after the call counts as running: who departs and then sees none run has rarely missed one
            began = Departures.latest;
            beginCall();
            execute(function, stack);
            returned = true;
        } catch (Throwable thrown) {
            throw Traps.translated(thrown, function);
        } finally {
            // first, and without a call: after a stack overflow there may be no room for one
            callState.depth = 0;
            if (used != null) {
                used.active--;
            }
            end(function, stack, returned);
        }
    }

    private void runNested(FunctionInstance function, long[] stack, int depth) {
        callState.nest();
        refuseIfNotReady();
        if (function.takesReferences()) {
            function.checkReferences(stack);
        }
        int handles = handleTop;
        callState.depth = depth + 1;
        boolean returned = false;
        try {
            execute(function, stack);
            returned = true;
        } catch (Throwable thrown) {
            throw Traps.translated(thrown, function);
        } finally {
            callState.depth = depth;
            if (!returned) {
                handleTop = handles;
            }
        }
    }

    private void execute(FunctionInstance function, long[] stack) {
        if (function.host == null) {
            invoke(function.index, stack);
        } else {
            function.runHost(this, stack);
        }
    }

    private void end(FunctionInstance function, long[] stack, boolean returned) {
        endCall(returned ? function.referenceResults() : NO_SLOTS, stack);
        Cancellation cancellation = callState.end();
        if (closed) {
            resources.close();
        }
        if (returned && cancellation != null) {
            throw cancellation.exception();
        }
    }

    private void refuseIfNotReady() {
        if (closed) {
            throw new IllegalStateException("instance " + name + " is closed");
        }
        if (!linked) {
            throw new IllegalStateException("instance " + name + " is not linked yet: its exports cannot be used");
        }
    }

    final CallState callState() {
        return callState;
    }

    // ---- for providers of host functions that come and go ----

    /** Whether the call that runs on this thread began before the departure of that number. */
    public final boolean beganBefore(long departure) {
        return began < departure;
    }

    /**
     * The thread whose call runs, if that began before the departure of that number, else null. A call that begins at this
     * very moment may be missed: a call does not pay for a fence.
     */
    public final Thread callerSince(long departure) {
        Thread caller = callState.caller();
        return began < departure ? caller : null;
    }

    // ---- for instantiation ----

    /** Links the generated class: from now on functions can be called. */
    public final void finishLinking() {
        link();
        linked = true;
    }

    /** What the instance knows of the module's element and data segments. */
    public final Segments segments() {
        return segments;
    }

    /** Runs the start function. */
    public final void runStart(int functionIndex) {
        function(functionIndex).call();
    }

    /** The code that the instance shares with others of its module. */
    public final ModuleCode code() {
        return code;
    }

    /** What the instance is an instance of. */
    public final ModuleDefinition definition() {
        return definition;
    }

    /** Whether no call can run any more. */
    final boolean retired() {
        return closed && !callState.isRunning();
    }

    // ---- the api ----

    @Override
    public final String name() {
        return name;
    }

    @Override
    public final WasmModule module() {
        return module;
    }

    @Override
    public final Phase phase() {
        return phase.get();
    }

    @Override
    public final Function function(String export) {
        return as(Function.class, export, "function");
    }

    @Override
    public final Memory memory() {
        if (memories.length == 0) {
            throw new NoSuchExportException(name + " has no memory");
        }
        return memories[0];
    }

    @Override
    public final Memory memory(String export) {
        return as(Memory.class, export, "memory");
    }

    @Override
    public final Table table(String export) {
        return as(Table.class, export, "table");
    }

    @Override
    public final Global global(String export) {
        return as(Global.class, export, "global");
    }

    @Override
    public final Tag tag(String export) {
        return as(Tag.class, export, "tag");
    }

    private <T extends Extern> T as(Class<T> kind, String export, String word) {
        Extern found = find(export);
        if (kind.isInstance(found)) {
            return kind.cast(found);
        }
        String have = code.exports().keySet().stream()
                .filter(other -> kind.isInstance(find(other)))
                .collect(Collectors.joining(", "));
        throw new NoSuchExportException((found == null
                        ? name + " exports no " + word + " " + export
                        : "export " + export + " of " + name + " is a " + kindOf(found) + ", not a " + word)
                + (have.isEmpty() ? "; it exports no " + word : "; it exports " + have));
    }

    private static String kindOf(Extern item) {
        return item instanceof Function ? "function" : item.type().kind();
    }

    @Override
    public final Extern export(String export) {
        Extern found = find(export);
        if (found == null) {
            Map<String, Export> exports = code.exports();
            throw new NoSuchExportException(name + " has no export " + export
                    + (exports.isEmpty()
                            ? "; it exports nothing"
                            : "; it exports " + String.join(", ", exports.keySet())));
        }
        return found;
    }

    private Extern find(String name) {
        Export export = code.exports().get(name);
        if (export == null) {
            return null;
        }
        return switch (export.kind()) {
            case FUNCTION -> function(export.index());
            case TABLE -> tables[export.index()];
            case MEMORY -> memories[export.index()];
            case GLOBAL -> globals[export.index()];
            case TAG -> tags[export.index()];
        };
    }

    @Override
    public final List<ExportType> exports() {
        return module.exports();
    }

    @Override
    public final <T> T as(Class<T> type) {
        return Facades.facade(this, type);
    }

    @Override
    public final Object reference(long handle) {
        return resolveInCall(handle);
    }

    @Override
    public final void cancel(String reason) {
        callState.cancel(Objects.requireNonNull(reason, "reason"));
    }

    @Override
    public final boolean cancelled() {
        return callState.cancelled() || Cancellation.pending();
    }

    @Override
    public final long remainingNanos() {
        return watchdog.remainingNanos();
    }

    @Override
    public final long fuelLeft() {
        return fuel == null ? Long.MAX_VALUE : fuel.left;
    }

    @Override
    public final long fuelUsed() {
        return countedFuel().used();
    }

    @Override
    public final void addFuel(long units) {
        countedFuel().add(units);
    }

    private FuelTank countedFuel() {
        if (fuel == null) {
            throw new IllegalStateException(
                    "instance " + name + " counts no fuel: InstanceConfig.fuelLimit makes it count");
        }
        return fuel;
    }

    @Override
    public final Snapshot snapshot() {
        refuseIfNotReady();
        if (callState.isRunning()) {
            throw new IllegalStateException("instance " + name + " cannot be cloned while a call runs in it");
        }
        return new InstanceSnapshot(module, this);
    }

    @Override
    public final void onClose(AutoCloseable resource) {
        resources.add(Objects.requireNonNull(resource, "resource"));
    }

    @Override
    public final boolean closed() {
        return closed;
    }

    @Override
    public final void close() {
        if (closed) {
            return;
        }
        closed = true;
        resources.refuse();
        callState.cancel("the instance was closed");
        if (!callState.isRunning()) {
            resources.close();
        }
    }

    /** Such as {@code instance greet}. */
    @Override
    public final String toString() {
        return "instance " + name;
    }
}
