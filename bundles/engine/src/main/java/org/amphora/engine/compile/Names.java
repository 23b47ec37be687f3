package org.amphora.engine.compile;

import java.util.Arrays;
import java.util.BitSet;
import org.amphora.binary.module.ModuleDefinition;

/**
 * Names of generated classes and methods. A function's class and method follow from its index alone, so that a caller can
 * be written before the callee. Names of the name section become method names: stack traces, profilers and debuggers
 * show them.
 */
final class Names {
    /** All generated classes are in this package of a class loader of their own. */
    static final String PACKAGE = "wasm/";

    /** The instance's class. */
    static final String GUEST = PACKAGE + "Guest";

    static final String GUEST_DESCRIPTOR = "L" + GUEST + ";";

    /** The package of what generated code calls. */
    static final String RUNTIME = "org/amphora/engine/runtime/";

    static final String INSTANCE = RUNTIME + "ModuleInstance";
    static final String INSTANCE_DESCRIPTOR = "L" + INSTANCE + ";";
    static final String INSTANCE_PARTS_DESCRIPTOR = "L" + RUNTIME + "InstanceParts;";
    static final String FUNCTION = RUNTIME + "FunctionInstance";
    static final String FUNCTION_DESCRIPTOR = "L" + FUNCTION + ";";
    static final String TABLE = RUNTIME + "TableInstance";
    static final String TABLE_DESCRIPTOR = "L" + TABLE + ";";
    static final String MEMORY = RUNTIME + "MemoryInstance";
    static final String MEMORY_DESCRIPTOR = "L" + MEMORY + ";";
    static final String GLOBAL = RUNTIME + "GlobalInstance";
    static final String TAG = RUNTIME + "TagInstance";
    static final String EXCEPTION = RUNTIME + "ExceptionInstance";
    static final String ATOMIC_ACCESS = RUNTIME + "AtomicAccess";
    static final String NUMERICS = RUNTIME + "Numerics";
    /** What the names of the classes for the shapes of vectors begin with. */
    static final String SIMD = RUNTIME + "simd/";

    /** What the names of the classes of structures and arrays begin with. */
    static final String GC = RUNTIME + "gc/";

    static final String STRUCT = GC + "StructObject";
    static final String ARRAY = GC + "ArrayObject";
    static final String REFERENCES = RUNTIME + "References";
    static final String VALUES = RUNTIME + "Values";
    static final String SUPPORT = RUNTIME + "GuestSupport";
    static final String FUEL = RUNTIME + "FuelTank";
    static final String FUEL_DESCRIPTOR = "L" + FUEL + ";";
    static final String BOOTSTRAPS = "org/amphora/engine/compile/Bootstraps";

    /** How many bytes C2 inlines where generated code calls a static method of {@code owner}, about. */
    static int inlinedBytes(String owner) {
        if (!owner.startsWith(RUNTIME)) {
            return 0;
        }
        if (owner.equals(FUEL)) {
            return INLINED_FUEL;
        }
        return owner.endsWith("Access") ? INLINED_ACCESS : INLINED_METHOD;
    }

    /** Functions that share a class. */
    static final int CHUNK = 64;

    /**
     * With what comes with a {@link java.lang.invoke.VarHandle}: fewer bytes, but C2 makes some 209 nodes of them, and inlines
     * nothing more into a method once it has 18,000.
     */
    private static final int INLINED_ACCESS = 80;

    private static final int INLINED_METHOD = 12;
    private static final int INLINED_FUEL = 25;

    private static final String CODE = PACKAGE + "Code";
    private static final String LARGE = PACKAGE + "Large";
    private static final char REGION_SEPARATOR = '|';
    private static final String BODY = REGION_SEPARATOR + "body";
    private static final char PART_SEPARATOR = 'x';
    private static final int REGIONS_PER_CLASS = 64;
    private static final int MAX_METHOD_NAME = 1_000;

    private final ModuleDefinition module;
    private final SplitLimits limits;
    private final GuestTypes types;
    private final TailCalls tailCalls;

    Names(ModuleDefinition module, SplitLimits limits) {
        this.module = module;
        this.limits = limits;
        this.types = new GuestTypes(module);
        this.tailCalls = new TailCalls(module);
    }

    /** The classes of the module's structures and arrays. */
    GuestTypes types() {
        return types;
    }

    /** How the module's functions make tail calls. */
    TailCalls tailCalls() {
        return tailCalls;
    }

    SplitLimits limits() {
        return limits;
    }

    /** Whether a function's body is large enough for a class of its own. */
    boolean large(int functionIndex) {
        var body = module.body(functionIndex);
        return body.to() - body.from() > limits.largeBodyBytes();
    }

    /** The class that holds a function which the module defines. */
    String functionClass(int functionIndex) {
        return large(functionIndex) ? LARGE + functionIndex : CODE + functionIndex / CHUNK;
    }

    /** The name of the source file in stack traces: that of the module. */
    String sourceFile() {
        return module.name().orElse("module") + ".wasm";
    }

    /**
     * The method of a function. Unique in its class: the function with the lowest index has the name alone, others of the
     * same name get their index too, as do names that the JVM does not allow.
     */
    String method(int functionIndex) {
        String name = module.functionName(functionIndex);
        String legal = legal(name);
        if (large(functionIndex)) {
            return legal;
        }
        if (name.endsWith("$" + functionIndex)) {
            return legal;
        }
        if (!legal.equals(name) || endsLikeAnIndex(name)) {
            return legal + "$" + functionIndex;
        }
        int first = functionIndex / CHUNK * CHUNK;
        for (int other = Math.max(first, module.importedFunctionCount()); other < functionIndex; other++) {
            if (module.functionName(other).equals(name)) {
                return legal + "$" + functionIndex;
            }
        }
        return legal;
    }

    /** Whether a name is one that {@link #method} could make of another: a {@code $} and digits are its end. */
    private static boolean endsLikeAnIndex(String name) {
        int digits = name.length();
        while (digits > 0 && name.charAt(digits - 1) >= '0' && name.charAt(digits - 1) <= '9') {
            digits--;
        }
        return digits > 0 && digits < name.length() && name.charAt(digits - 1) == '$';
    }

    /** The class of a part of a large function that was split off: a class cannot hold any number of them. */
    String regionClass(int functionIndex, int number) {
        int part = number / REGIONS_PER_CLASS;
        return functionClass(functionIndex) + (part == 0 ? "" : PART_SEPARATOR + "" + part);
    }

    /** The method of a part of a function that was split off. */
    static String region(String method, int number) {
        return method + REGION_SEPARATOR + number;
    }

    /** The method of the body of a function that notes tail calls; {@code method} is its entry. */
    static String body(String method) {
        return method + BODY;
    }

    /** The method to call in place of a function, so that tail calls that it notes are for the caller. */
    String callee(int functionIndex) {
        String method = method(functionIndex);
        return tailCalls.notes(functionIndex) ? body(method) : method;
    }

    /**
     * Whether a method stands for a call of its function in a stack trace: a region does not, for the method that it was
     * split from stands there as well; nor does the entry of a function that has a body.
     */
    boolean isCall(int functionIndex, String method) {
        int separator = method.indexOf(REGION_SEPARATOR);
        return separator < 0 ? !tailCalls.notes(functionIndex) : method.endsWith(BODY);
    }

    private static String legal(String name) {
        StringBuilder legal = new StringBuilder(name.length());
        for (int i = 0; i < Math.min(name.length(), MAX_METHOD_NAME); i++) {
            char c = name.charAt(i);
            legal.append(".;[/<>|".indexOf(c) >= 0 ? '_' : c);
        }
        return legal.isEmpty() ? "_" : legal.toString();
    }

    /** The function that {@code method} of {@code className} (with dots) is, or was split from; -1 if none. */
    int functionOf(String className, String method) {
        String internal = className.replace('.', '/');
        int separator = method.indexOf(REGION_SEPARATOR);
        String name = separator < 0 ? method : method.substring(0, separator);
        if (internal.startsWith(LARGE)) {
            return largeOf(internal);
        }
        if (internal.startsWith(CODE)) {
            int first = number(internal, CODE) * CHUNK;
            for (int i = Math.max(first, module.importedFunctionCount());
                    i < Math.min(first + CHUNK, module.functionCount());
                    i++) {
                if (!large(i) && method(i).equals(name)) {
                    return i;
                }
            }
        }
        return -1;
    }

    /** The members of {@code set} from {@code from} on and below {@code to}, in their order. */
    static int[] members(BitSet set, int from, int to) {
        int[] members = new int[set.cardinality()];
        int count = 0;
        for (int member = set.nextSetBit(from); member >= 0 && member < to; member = set.nextSetBit(member + 1)) {
            members[count++] = member;
        }
        return Arrays.copyOf(members, count);
    }

    /** The number behind {@code prefix} in a class name; -1 if there is none. */
    static int number(String name, String prefix) {
        if (!name.startsWith(prefix) || name.length() == prefix.length()) {
            return -1;
        }
        try {
            return Integer.parseInt(name.substring(prefix.length()));
        } catch (NumberFormatException e) {
            return -1;
        }
    }

    static int chunkOf(String className) {
        return number(className, CODE);
    }

    /** The function whose class, or one of whose classes, this is; -1 if it is no such class. */
    static int largeOf(String className) {
        int part = className.lastIndexOf(PART_SEPARATOR);
        return number(part < LARGE.length() ? className : className.substring(0, part), LARGE);
    }
}
