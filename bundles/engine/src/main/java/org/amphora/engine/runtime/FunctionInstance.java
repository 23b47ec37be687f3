package org.amphora.engine.runtime;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.amphora.api.DefinedType;
import org.amphora.api.Function;
import org.amphora.api.FunctionType;
import org.amphora.api.HostFunction;
import org.amphora.api.HostFunctionException;
import org.amphora.api.ReferenceType;
import org.amphora.api.Trap;
import org.amphora.api.ValueType;
import org.amphora.api.WasmException;

/**
 * A function of an instance, or a host function as a reference (WebAssembly 3.0, section 4.2.4). What two references to
 * one function share is this object. Immutable; calls are for one thread at a time.
 */
public final class FunctionInstance implements Function {
    private static final int[] NONE = {};

    /** The instance whose code it is, or null for a host function. */
    public final ModuleInstance owner;

    /** Its index in the module of {@link #owner}, imports counted first; -1 for a host function. */
    public final int index;

    /** Its type, as {@code call_indirect} and casts compare it. */
    public final DefinedType definedType;

    /** What a host function runs, or null for a function of an instance. */
    public final HostFunction host;

    private final FunctionType type;
    private final HostName hostName;
    private final HostHandles hostHandles;
    // which instance's handles references travel in when Java calls; null for a host function of no instance
    private final ModuleInstance home;
    private final int[] referenceParameters;
    private final int[] referenceResults;
    private volatile MethodHandle handle;

    /** A function that the module of {@code owner} defines. */
    FunctionInstance(ModuleInstance owner, int index, DefinedType type) {
        this(owner, index, type, null, null, null, owner);
    }

    private FunctionInstance(
            ModuleInstance owner,
            int index,
            DefinedType definedType,
            HostFunction host,
            HostName hostName,
            HostHandles hostHandles,
            ModuleInstance home) {
        this.owner = owner;
        this.index = index;
        this.definedType = definedType;
        this.host = host;
        this.type = definedType.functionType();
        this.hostName = hostName;
        this.hostHandles = hostHandles;
        this.home = home;
        this.referenceParameters = references(type.parameters());
        this.referenceResults = references(type.results());
    }

    /**
     * A host function.
     *
     * @param home the instance that imports it: the caller, if Java calls it; null if no instance does
     */
    public static FunctionInstance ofHost(
            HostName name, DefinedType type, HostFunction function, HostHandles handles, ModuleInstance home) {
        return new FunctionInstance(null, -1, type, Objects.requireNonNull(function), name, handles, home);
    }

    private static int[] references(List<ValueType> types) {
        int slot = 0;
        int[] slots = NONE;
        for (ValueType type : types) {
            if (type instanceof ReferenceType) {
                slots = Arrays.copyOf(slots, slots.length + 1);
                slots[slots.length - 1] = slot;
            }
            slot += type.slots();
        }
        return slots;
    }

    /**
     * What guest code calls.
     *
     * @return of type {@code (P..., ModuleInstance caller)R}, where {@code P} are the parameters and {@code R} the first
     *     result or void; further results are left in the caller; always the same
     */
    public MethodHandle handle() {
        MethodHandle made = handle;
        if (made == null) {
            made = makeHandle();
            handle = made;
        }
        return made;
    }

    private MethodHandle makeHandle() {
        MethodHandle open = owner != null ? owner.code().compiled().handle(index) : hostHandles.handle(type);
        Object bound = owner != null ? owner : this;
        return MethodHandles.insertArguments(open, open.type().parameterCount() - 1, bound);
    }

    @Override
    public FunctionType type() {
        return type;
    }

    @Override
    public String name() {
        return owner != null ? owner.definition().functionName(index) : hostName.name();
    }

    /** The host function's name, or null for a function of an instance. */
    public HostName hostName() {
        return hostName;
    }

    /** The instance that a host function was bound for, null if none; the owner of any other function. */
    public ModuleInstance home() {
        return home;
    }

    private String qualifiedName() {
        return owner != null ? owner.name() + "." + name() : hostName.qualified();
    }

    @Override
    public long[] call(long... parameters) {
        if (parameters.length != type.parameterSlots()) {
            throw new IllegalArgumentException(qualifiedName() + " expects "
                    + count(type.parameterSlots(), "slot") + " for " + parameterList() + ", but got "
                    + parameters.length);
        }
        long[] stack = new long[type.stackSlots()];
        System.arraycopy(parameters, 0, stack, 0, parameters.length);
        run(stack);
        if (stack.length == type.resultSlots()) {
            return stack;
        }
        long[] results = new long[type.resultSlots()];
        System.arraycopy(stack, 0, results, 0, results.length);
        return results;
    }

    @Override
    public void callWithStack(long[] stack) {
        if (stack.length < type.stackSlots()) {
            throw new IllegalArgumentException(qualifiedName() + " needs a stack of " + count(type.stackSlots(), "slot")
                    + " for " + type + ", but got " + stack.length);
        }
        run(stack);
    }

    @Override
    public Object[] apply(Object... arguments) {
        List<ValueType> parameters = type.parameters();
        if (arguments.length != parameters.size()) {
            throw new IllegalArgumentException(qualifiedName() + " expects "
                    + count(parameters.size(), "argument") + " for " + parameterList() + ", but got "
                    + arguments.length);
        }
        for (int i = 0; i < arguments.length; i++) {
            if (!Values.matches(arguments[i], parameters.get(i))) {
                throw new IllegalArgumentException(qualifiedName() + " expects " + parameters.get(i) + " as argument "
                        + i + ", but got " + Values.describe(arguments[i]));
            }
        }
        requireHandles();
        long[] stack = new long[type.stackSlots()];
        int slot = 0;
        for (int i = 0; i < arguments.length; i++) {
            Values.store(parameters.get(i), arguments[i], stack, slot, home);
            slot += parameters.get(i).slots();
        }
        run(stack);
        List<ValueType> types = type.results();
        Object[] results = new Object[types.size()];
        slot = 0;
        for (int i = 0; i < results.length; i++) {
            results[i] = Values.load(types.get(i), stack, slot, home);
            slot += types.get(i).slots();
        }
        return results;
    }

    private static String count(int n, String noun) {
        return n + " " + noun + (n == 1 ? "" : "s");
    }

    private String parameterList() {
        String signature = type.toString();
        return signature.substring(0, signature.lastIndexOf(" -> ("));
    }

    private void run(long[] stack) {
        if (home == null) {
            requireHandles();
            runHost(null, stack);
        } else {
            home.run(this, stack);
        }
    }

    /** Checks what travels as handles before anything runs. */
    void checkReferences(long[] stack) {
        int next = 0;
        int slot = 0;
        for (int i = 0; next < referenceParameters.length; i++) {
            ValueType parameter = type.parameters().get(i);
            if (referenceParameters[next] == slot) {
                next++;
                Object reference = home.resolve(stack[slot]);
                if (!References.matches(reference, (ReferenceType) parameter)) {
                    throw new IllegalArgumentException(qualifiedName() + " expects " + parameter + " as argument " + i
                            + ", but got " + Values.describe(reference));
                }
            }
            slot += parameter.slots();
        }
    }

    boolean takesReferences() {
        return referenceParameters.length != 0;
    }

    /** The slots of results that hold handles. */
    int[] referenceResults() {
        return referenceResults;
    }

    private void requireHandles() {
        if (home == null && (referenceParameters.length != 0 || referenceResults.length != 0)) {
            throw new IllegalStateException("host function " + hostName + " of type " + type
                    + " belongs to no instance whose handles its references could travel in: only guests can call it");
        }
    }

    /** Runs a host function for {@code caller} with the parameters in {@code stack}. */
    void runHost(ModuleInstance caller, long[] stack) {
        // an array of its own: the contract promises the length, and a nested call may reuse the caller's
        long[] own = Arrays.copyOf(stack, type.stackSlots());
        clean(type.parameters(), own, own);
        for (int slot : referenceParameters) {
            // the handles that Java gave belong to no call yet
            own[slot] = caller.handle(caller.resolve(own[slot]));
        }
        try {
            host.call(caller, own);
        } catch (Throwable thrown) {
            throw Traps.located(hostFailure(thrown));
        }
        int slot = 0;
        for (int i = 0; i < type.results().size(); i++) {
            ValueType result = type.results().get(i);
            if (result instanceof ReferenceType) {
                checkedReference(caller, i, own[slot]);
            }
            slot += result.slots();
        }
        clean(type.results(), own, stack);
    }

    /** Runs a host function for {@code caller} with the arguments of the tail call that it has noted. */
    void runNoted(ModuleInstance caller) {
        int handles = caller.handleTop;
        long[] stack = new long[type.stackSlots()];
        System.arraycopy(caller.notedNumbers, 0, stack, 0, type.parameterSlots());
        for (int slot : referenceParameters) {
            stack[slot] = caller.handle(caller.notedReferences[slot]);
            caller.notedReferences[slot] = null;
        }
        try {
            host.call(caller, stack);
            System.arraycopy(stack, 0, caller.results, 0, type.resultSlots());
            int slot = 0;
            for (int i = 0; i < type.results().size(); i++) {
                ValueType result = type.results().get(i);
                if (result instanceof ReferenceType) {
                    caller.referenceResults[slot] = checkedReference(caller, i, stack[slot]);
                }
                slot += result.slots();
            }
        } catch (Throwable thrown) {
            throw hostFailure(thrown);
        } finally {
            caller.handleTop = handles;
        }
    }

    private static void clean(List<ValueType> types, long[] from, long[] to) {
        int slot = 0;
        for (ValueType type : types) {
            for (int end = slot + type.slots(); slot < end; slot++) {
                to[slot] = Values.clean(type, from[slot]);
            }
        }
    }

    /**
     * What to throw when this host function has thrown {@code thrown}: it itself if it is a {@link WasmException}, a
     * trap if the stack or the heap was exhausted, else a {@link HostFunctionException} that names function and provider.
     */
    public RuntimeException hostFailure(Throwable thrown) {
        if (thrown instanceof WasmException exception) {
            return exception;
        }
        if (thrown instanceof StackOverflowError) {
            return new Trap(Trap.Kind.CALL_STACK_EXHAUSTED);
        }
        if (thrown instanceof OutOfMemoryError) {
            return new Trap(
                    Trap.Kind.OUT_OF_MEMORY,
                    Trap.Kind.OUT_OF_MEMORY.message() + " in host function " + hostName,
                    thrown);
        }
        if (thrown instanceof InterruptedException) {
            // whoever interrupted the thread is still to find it out
            Thread.currentThread().interrupt();
        }
        return fault("threw " + text(thrown), thrown);
    }

    private static String text(Throwable thrown) {
        try {
            return thrown.toString();
        } catch (RuntimeException e) {
            return thrown.getClass().getName();
        }
    }

    /**
     * The reference that this host function left as a result.
     *
     * @param caller for which it ran: whose handle it is
     * @param result the index of the result
     * @throws HostFunctionException if the handle is not valid, or what it stands for is not of the result's type
     */
    public Object checkedReference(ModuleInstance caller, int result, long handle) {
        if (!caller.isValid(handle)) {
            throw fault(
                    "left handle " + Long.toUnsignedString(handle) + " as result " + result
                            + ", which was not made in this call",
                    null);
        }
        Object reference = caller.resolve(handle);
        ReferenceType expected = (ReferenceType) type.results().get(result);
        if (!References.matches(reference, expected)) {
            throw fault(
                    "left " + Values.describe(reference) + " as result " + result + ", which must be " + expected,
                    null);
        }
        return reference;
    }

    private HostFunctionException fault(String fault, Throwable cause) {
        return new HostFunctionException(
                hostName.module(), hostName.name(), "host function " + hostName + " " + fault, cause);
    }

    /** Such as {@code greet.add (i32, i32) -> (i32)}. */
    @Override
    public String toString() {
        return qualifiedName() + " " + type;
    }
}
