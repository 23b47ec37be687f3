package org.amphora.differential;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import org.amphora.api.CancelledException;
import org.amphora.api.Engine;
import org.amphora.api.Instance;
import org.amphora.api.InstanceConfig;
import org.amphora.api.InvalidModuleException;
import org.amphora.api.LimitExceededException;
import org.amphora.api.LinkException;
import org.amphora.api.MalformedModuleException;
import org.amphora.api.Memory;
import org.amphora.api.MemoryType;
import org.amphora.api.ReferenceType;
import org.amphora.api.TagException;
import org.amphora.api.Trap;
import org.amphora.api.ValueType;
import org.amphora.api.WasmException;
import org.amphora.api.WasmModule;

/** The Amphora side: runs a subject and writes down what it sees, a line each, as {@code v8.mjs} does. */
final class AmphoraSide {
    private final Engine engine;
    private final Duration timeout;

    AmphoraSide(Engine engine, Duration timeout) {
        this.engine = engine;
        this.timeout = timeout;
    }

    /** Runs a subject and adds what it sees to {@code lines}. */
    void run(Subject subject, Lines lines) {
        try (WasmModule module = engine.compile(subject.binary())) {
            lines.add("compile");
            HostSide host = new HostSide(engine, subject, lines);
            try (Instance instance = host.linker(module)
                    .instantiate(module, InstanceConfig.defaults().callTimeout(timeout))) {
                lines.add("instantiate");
                host.instance(instance);
                for (Call call : subject.calls()) {
                    if (call.isMemory()) {
                        memory(instance, call, lines);
                    } else {
                        call(instance, host, call, lines);
                    }
                }
            } catch (WasmException e) {
                lines.add("instantiate = " + kind(e));
            }
        } catch (InvalidModuleException | MalformedModuleException e) {
            lines.add("compile = " + e.getMessage());
        }
    }

    private static void call(Instance instance, HostSide host, Call call, Lines lines) {
        host.newBudget();
        StringBuilder line = new StringBuilder(call.export());
        try {
            long[] results = invoke(instance, call);
            for (int i = 0; i < results.length; i++) {
                line.append(' ').append(Values.text(call.results().get(i), results[i]));
            }
        } catch (WasmException e) {
            line.append(" = ").append(kind(e));
        }
        lines.add(line.toString());
    }

    /** Makes a call of the subject. */
    static long[] invoke(Instance instance, Call call) {
        long[] slots = new long[call.parameters().size()];
        for (int i = 0; i < slots.length; i++) {
            ValueType type = call.parameters().get(i);
            long argument = call.arguments().get(i);
            boolean host = type instanceof ReferenceType && argument != 0;
            slots[i] = host ? instance.handle(HostSide.OBJECT) : argument;
        }
        return instance.function(call.export()).call(slots);
    }

    private static void memory(Instance instance, Call call, Lines lines) {
        Memory memory = instance.memory(call.export());
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (long page = 0; page < memory.pages(); page++) {
                digest.update(memory.read(page * MemoryType.PAGE_BYTES, MemoryType.PAGE_BYTES));
            }
            lines.add(call.export() + " " + memory.pages() + " pages "
                    + HexFormat.of().formatHex(digest.digest()));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java platform has SHA-256", e);
        }
    }

    /** The kind of what was thrown, in the words that both sides share. */
    static String kind(WasmException thrown) {
        if (thrown instanceof Trap trap) {
            return switch (trap.kind()) {
                case UNREACHABLE -> "unreachable";
                case OUT_OF_BOUNDS_MEMORY_ACCESS -> "memory";
                case OUT_OF_BOUNDS_TABLE_ACCESS, UNDEFINED_ELEMENT -> "table";
                case OUT_OF_BOUNDS_ARRAY_ACCESS -> "array";
                case INTEGER_DIVIDE_BY_ZERO -> "divide";
                case INTEGER_OVERFLOW, INVALID_CONVERSION_TO_INTEGER -> "number";
                case UNINITIALIZED_ELEMENT, INDIRECT_CALL_TYPE_MISMATCH -> "indirect";
                case NULL_REFERENCE,
                        NULL_FUNCTION_REFERENCE,
                        NULL_EXCEPTION_REFERENCE,
                        NULL_STRUCTURE_REFERENCE,
                        NULL_ARRAY_REFERENCE,
                        NULL_I31_REFERENCE -> "null";
                case CAST_FAILURE -> "cast";
                case CALL_STACK_EXHAUSTED -> Comparison.STACK;
                case OUT_OF_MEMORY -> Comparison.LIMIT;
                default -> "unexpected " + thrown;
            };
        } else if (thrown instanceof TagException) {
            return "exception";
        } else if (thrown instanceof LinkException) {
            return "link";
        } else if (thrown instanceof LimitExceededException) {
            return Comparison.LIMIT;
        } else if (thrown instanceof CancelledException) {
            return "no answer in time";
        }
        return "unexpected " + thrown;
    }
}
