package org.amphora.engine.hostile;

import static org.amphora.engine.hostile.HostileCode.*;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.amphora.engine.hostile.HostileModules.Hostile;

/** Modules that try to exhaust their host by throwing and catching. */
final class HostileExceptions {
    private static final int TRY = 0x06;
    private static final int THROW = 0x08;
    private static final int BR_IF = 0x0d;
    private static final int DELEGATE = 0x18;
    private static final int CATCH_ALL = 0x19;
    private static final int TRY_TABLE = 0x1f;
    private static final int CLAUSE_ALL = 2;
    private static final int CLAUSE_ALL_REF = 3;
    private static final int EXNREF = 0x69;
    private static final int I64_CONST = 0x42;
    private static final int I32_WRAP_I64 = 0xa7;

    /** A function type without parameters and results. */
    private static final int[] NOTHING = {0x60, 0, 0};

    static final List<Hostile> ALL = new ArrayList<>();

    static {
        nesting();
        running();
    }

    private HostileExceptions() {}

    private static void add(String name, Supplier<byte[]> bytes, String outcome) {
        ALL.add(new Hostile(name, bytes, outcome));
    }

    private static HostileCode code() {
        return new HostileCode().type(NOTHING).tag("01");
    }

    private static void nesting() {
        add(
                "10,000 handlers in each other, each of which throws",
                () -> code().times(10_000, BLOCK, EMPTY, TRY_TABLE, EMPTY, 1, CLAUSE_ALL, 0)
                        .add(THROW, 0)
                        .times(9_999, END, END, THROW, 0)
                        .add(END, END, LOCAL_GET, 0)
                        .module(),
                "1");
        add(
                "20,000 bodies in each other that delegate outwards",
                () -> code().add(TRY, EMPTY)
                        .times(20_000, TRY, EMPTY)
                        .add(THROW, 0)
                        .times(20_000, DELEGATE, 0)
                        .add(CATCH_ALL, END, LOCAL_GET, 0)
                        .module(),
                "1");
        add("30 bodies that 30 branches leave with a value", () -> leaving(30), "5");
        add("400 bodies that 400 branches leave with a value", () -> leaving(400), "5");
        add("10,000 bodies that 10,000 branches leave with a value", () -> leaving(10_000), "5");
    }

    /** Bodies in each other; what branches carry out of all of them has another type than the operand below them. */
    private static byte[] leaving(int count) {
        HostileCode code = code().add(BLOCK, I64, I32_CONST, 1, BLOCK, EMPTY)
                .times(count, TRY_TABLE, EMPTY, 1, CLAUSE_ALL, 0)
                .add(LOCAL_GET, 0, I32_CONST, 1, 0x47, IF, EMPTY, THROW, 0, END);
        for (int i = 0; i < count; i++) {
            code.add(I64_CONST, 5, LOCAL_GET, 0, BR_IF).number(count + 1).add(DROP);
        }
        return code.times(count, END)
                .add(END, DROP, I64_CONST, 6, END, I32_WRAP_I64)
                .module();
    }

    private static void running() {
        add(
                "exceptions without end, all caught",
                () -> code().add(LOOP, EMPTY, BLOCK, EMPTY, TRY_TABLE, EMPTY, 1, CLAUSE_ALL, 0, THROW, 0, END, END)
                        .add(BR, 0, END, UNREACHABLE)
                        .module(),
                HostileModules.CANCELLED);
        add(
                "exceptions in each other without end, each with an array",
                () -> new HostileCode()
                        .type(0x60, 2, EXNREF, ANYREF, 0)
                        .type(ARRAY, I64, 0)
                        .tag("01")
                        .local(EXNREF)
                        .add(LOOP, EMPTY, BLOCK, EXNREF, TRY_TABLE, EMPTY, 1, CLAUSE_ALL_REF, 0, LOCAL_GET, 1)
                        .constant(10_000_000)
                        .add(GC, ARRAY_NEW_DEFAULT, 2, THROW, 0, END, UNREACHABLE, END)
                        .add(LOCAL_SET, 1, BR, 0, END, UNREACHABLE)
                        .module(),
                "Trap: out of memory");
        add(
                "a recursion without end, in bodies whose handlers catch all",
                () -> code().add(BLOCK, EMPTY, TRY_TABLE, EMPTY, 1, CLAUSE_ALL, 0)
                        .add(LOCAL_GET, 0, CALL, 0, DROP, END, END, LOCAL_GET, 0)
                        .module(),
                "Trap: call stack exhausted");
    }
}
