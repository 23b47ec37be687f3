package org.amphora.engine.hostile;

import static org.amphora.engine.hostile.HostileCode.*;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.amphora.engine.hostile.HostileModules.Hostile;

/** Modules that try to exhaust their host by structures and arrays. */
final class HostileAggregates {
    private static final int STRUCT = 0x5f;
    private static final int SUB = 0x50;
    private static final int MUTABLE = 1;
    private static final int STRUCT_NEW = 0x00;
    private static final int STRUCT_NEW_DEFAULT = 0x01;
    private static final int STRUCT_GET = 0x02;
    private static final int STRUCT_SET = 0x05;
    private static final int ARRAY_NEW = 0x06;
    private static final int ARRAY_NEW_FIXED = 0x08;
    private static final int ARRAY_LEN = 0x0f;
    private static final int ARRAY_FILL = 0x10;
    private static final int REF_CAST = 0x16;
    private static final int REF_TEST = 0x14;

    static final List<Hostile> ALL = new ArrayList<>();

    static {
        sizes();
        running();
    }

    private HostileAggregates() {}

    private static void add(String name, Supplier<byte[]> bytes, String outcome) {
        ALL.add(new Hostile(name, bytes, outcome));
    }

    private static HostileCode code() {
        return new HostileCode();
    }

    private static HostileCode structure(int fields) {
        return code().type(STRUCT).typeNumber(fields).typeTimes(fields, I32, MUTABLE);
    }

    private static void sizes() {
        add(
                "a structure of 10,000 fields, of which the last is set",
                () -> structure(10_000)
                        .add(GC, STRUCT_NEW_DEFAULT, 1, DROP)
                        .add(GC, STRUCT_NEW_DEFAULT, 1, LOCAL_GET, 0, GC, STRUCT_SET, 1)
                        .number(9_999)
                        .add(GC, STRUCT_NEW_DEFAULT, 1, GC, STRUCT_GET, 1)
                        .number(9_999)
                        .module(),
                "0");
        add(
                "a structure made of 2,000 operands",
                () -> structure(2_000)
                        .times(2_000, LOCAL_GET, 0)
                        .add(GC, STRUCT_NEW, 1, GC, STRUCT_GET, 1)
                        .number(1_999)
                        .module(),
                "1");
        add(
                "an array made of 2,000 operands",
                () -> code().type(ARRAY, I64, 0)
                        .times(2_000, 0x42, 1)
                        .add(GC, ARRAY_NEW_FIXED, 1)
                        .number(2_000)
                        .add(GC, ARRAY_LEN)
                        .module(),
                "2000");
        add(
                "a chain of 63 supertypes",
                () -> {
                    HostileCode code = code().type(SUB, 0, STRUCT, 0);
                    for (int i = 1; i <= 63; i++) {
                        code.type(SUB, 1, i, STRUCT).typeNumber(i).typeTimes(i, I32, MUTABLE);
                    }
                    return code.add(GC, STRUCT_NEW_DEFAULT)
                            .number(64)
                            .add(GC, REF_CAST, 1, GC, REF_CAST, 0xc0, 0)
                            .add(GC, REF_TEST, 0x3f)
                            .module();
                },
                "1");
    }

    private static void running() {
        add(
                "arrays in each other without end",
                () -> code().type(ARRAY, ANYREF, 0)
                        .local(0x63, 1)
                        .add(LOOP, EMPTY, LOCAL_GET, 1)
                        .constant(10_000_000)
                        .add(GC, ARRAY_NEW, 1, LOCAL_SET, 1, BR, 0, END, UNREACHABLE)
                        .module(),
                "Trap: out of memory");
        add(
                "array.fill of a whole array again and again",
                () -> code().type(ARRAY, I64, MUTABLE)
                        .local(0x63, 1)
                        .constant(10_000_000)
                        .add(GC, ARRAY_NEW_DEFAULT, 1, LOCAL_SET, 1)
                        .add(LOOP, EMPTY, LOCAL_GET, 1, I32_CONST, 0, 0x42, 1)
                        .constant(10_000_000)
                        .add(GC, ARRAY_FILL, 1, BR, 0, END, UNREACHABLE)
                        .module(),
                HostileModules.CANCELLED);
        add(
                "an array of two billion elements",
                () -> code().type(ARRAY, I64, 0)
                        .constant(Integer.MAX_VALUE - 8)
                        .add(GC, ARRAY_NEW_DEFAULT, 1, GC, ARRAY_LEN)
                        .module(),
                "Trap: out of memory");
        add(
                "an array of four billion elements",
                () -> code().type(ARRAY, I64, 0)
                        .add(I32_CONST, 0x7f, GC, ARRAY_NEW_DEFAULT, 1, GC, ARRAY_LEN)
                        .module(),
                "Trap: out of memory: an array of 4294967295 elements, and at most 2147483639 are possible");
    }
}
