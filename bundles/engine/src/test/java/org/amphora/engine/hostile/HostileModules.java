package org.amphora.engine.hostile;

import static org.amphora.engine.hostile.HostileCode.*;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.amphora.binary.WasmBytes;

/**
 * Modules that try to exhaust whoever reads, checks, compiles or runs them. Each is answered by correct work, or by an
 * error that names what was too much; {@link #ALL} says which.
 */
final class HostileModules {
    /**
     * A module and what is to come of it.
     *
     * @param name what is hostile in it
     * @param bytes writes the module
     * @param outcome what {@code run(1)} returns, {@code -} if there is no such function, or the error
     */
    record Hostile(String name, Supplier<byte[]> bytes, String outcome) {
        /** Whether only a time limit ends it. */
        boolean endless() {
            return outcome.equals(CANCELLED);
        }

        @Override
        public String toString() {
            return name;
        }
    }

    static final String CANCELLED =
            "CancelledException: call of wasm was cancelled: it took longer than its callTimeout of 200 ms";

    static final List<Hostile> ALL = new ArrayList<>();

    private static final int MILLION = 1_000_000;

    static {
        nesting();
        sizes();
        counts();
        running();
        ALL.addAll(HostileAggregates.ALL);
        ALL.addAll(HostileExceptions.ALL);
        ALL.addAll(HostileLengths.ALL);
    }

    private HostileModules() {}

    private static void add(String name, Supplier<byte[]> bytes, String outcome) {
        ALL.add(new Hostile(name, bytes, outcome));
    }

    private static HostileCode code() {
        return new HostileCode();
    }

    private static void nesting() {
        add(
                "100,000 blocks in each other",
                () -> code().times(100_000, BLOCK, EMPTY)
                        .times(100_000, END)
                        .add(LOCAL_GET, 0)
                        .module(),
                "1");
        add(
                "100,000 loops in each other",
                () -> code().times(100_000, LOOP, EMPTY)
                        .times(100_000, END)
                        .add(LOCAL_GET, 0)
                        .module(),
                "1");
        add(
                "20,000 ifs in each other",
                () -> code().times(20_000, LOCAL_GET, 0, IF, EMPTY)
                        .constant(5)
                        .add(LOCAL_SET, 0)
                        .times(20_000, END)
                        .add(LOCAL_GET, 0)
                        .module(),
                "5");
        add(
                "100,000 blocks one after the other as operands",
                () -> code().add(LOCAL_GET, 0)
                        .times(100_000, BLOCK, I32, I32_CONST, 1, END, I32_ADD)
                        .module(),
                "100001");
    }

    private static void sizes() {
        add(
                "200,000 operands",
                () -> code().times(200_000, LOCAL_GET, 0)
                        .times(199_999, I32_ADD)
                        .module(),
                "LimitExceededException: function run (#0) of wasm is too large for the JVM: it keeps more than 10000 "
                        + "operands at once, and no more are allowed");
        add(
                "a body of 10 MB",
                () -> code().times(1_400_000, LOCAL_GET, 0, I32_CONST, 3, I32_ADD, LOCAL_SET, 0)
                        .add(LOCAL_GET, 0)
                        .module(),
                "4200001");
        add(
                "a branch table of half a million",
                () -> {
                    HostileCode code = code().times(3, BLOCK, EMPTY)
                            .add(LOCAL_GET, 0, BR_TABLE)
                            .number(500_000);
                    for (int i = 0; i <= 500_000; i++) {
                        code.number(i % 3);
                    }
                    return code.add(END, I32_CONST, 1, 0x0f, END, I32_CONST, 2, 0x0f, END, I32_CONST, 3)
                            .module();
                },
                "2");
        add(
                "a branch table of 30,000 labels",
                () -> {
                    HostileCode code = code().times(30_000, BLOCK, EMPTY)
                            .add(LOCAL_GET, 0, BR_TABLE)
                            .number(29_999);
                    for (int i = 0; i < 30_000; i++) {
                        code.number(i);
                    }
                    return code.times(30_000, END, LOCAL_GET, 0, I32_CONST, 1, I32_ADD, LOCAL_SET, 0)
                            .add(LOCAL_GET, 0)
                            .module();
                },
                "30000");
        add(
                "50,000 locals, all of them used",
                () -> {
                    HostileCode code = code().locals(49_999);
                    for (int i = 1; i < 50_000; i++) {
                        code.add(LOCAL_GET, 0, I32_CONST, 1, I32_ADD, LOCAL_TEE)
                                .number(i)
                                .add(LOCAL_SET, 0);
                    }
                    return code.add(LOCAL_GET, 0).module();
                },
                "LimitExceededException: function run (#0) of wasm is too large for the JVM: it needs a method of 249566 bytes after it was split, and 65535 are allowed");
        add("a thousand parameters and a thousand results", () -> wide(1_000), "-");
    }

    private static byte[] wide(int count) {
        ByteArrayOutputStream types = new ByteArrayOutputStream();
        types.writeBytes(new byte[] {1, 0x60});
        ByteArrayOutputStream code = new ByteArrayOutputStream();
        code.write(0);
        for (int part = 0; part < 2; part++) {
            WasmBytes.leb(types, count);
            types.writeBytes("\u007f".repeat(count).getBytes(StandardCharsets.ISO_8859_1));
        }
        for (int i = 0; i < count; i++) {
            code.write(LOCAL_GET);
            WasmBytes.leb(code, i);
        }
        code.write(END);
        return WasmBytes.module()
                .section(1, types.toByteArray())
                .section(3, "01 00")
                .code(code.toByteArray())
                .toBytes();
    }

    private static byte[] repeated(int prefix, int count, int... bytes) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        if (prefix >= 0) {
            out.write(prefix);
        }
        WasmBytes.leb(out, count);
        byte[] one = new byte[bytes.length];
        for (int i = 0; i < bytes.length; i++) {
            one[i] = (byte) bytes[i];
        }
        for (int i = 0; i < count; i++) {
            out.writeBytes(one);
        }
        return out.toByteArray();
    }

    private static void counts() {
        add(
                "a million functions",
                () -> WasmBytes.module()
                        .section(1, "01 60 00 00")
                        .section(3, repeated(-1, MILLION, 0))
                        .section(10, repeated(-1, MILLION, 2, 0, END))
                        .toBytes(),
                "-");
        add(
                "a million types",
                () -> WasmBytes.module()
                        .section(1, repeated(-1, MILLION, 0x60, 0, 0))
                        .toBytes(),
                "-");
        add(
                "a recursion group of 100,000 types",
                () -> WasmBytes.module().section(1, group(100_000)).toBytes(),
                "-");
        add(
                "a structure of 100,000 fields",
                () -> structure(100_000),
                "InvalidModuleException: too many fields: a type declares 100000, this engine allows 10000");
        add(
                "a million globals",
                () -> WasmBytes.module()
                        .section(6, repeated(-1, MILLION, I32, 1, I32_CONST, 0, END))
                        .toBytes(),
                "-");
        add(
                "a constant expression of a million additions",
                () -> {
                    ByteArrayOutputStream section = new ByteArrayOutputStream();
                    section.writeBytes(new byte[] {1, I32, 0, I32_CONST, 1});
                    for (int i = 0; i < MILLION; i++) {
                        section.writeBytes(new byte[] {I32_CONST, 1, I32_ADD});
                    }
                    section.write(END);
                    return WasmBytes.module().section(6, section.toByteArray()).toBytes();
                },
                "-");
        add(
                "a constant expression of a million operands",
                () -> {
                    ByteArrayOutputStream section = new ByteArrayOutputStream();
                    section.writeBytes(new byte[] {1, I32, 0});
                    for (int i = 0; i < MILLION; i++) {
                        section.writeBytes(new byte[] {I32_CONST, 1});
                    }
                    for (int i = 1; i < MILLION; i++) {
                        section.write(I32_ADD);
                    }
                    section.write(END);
                    return WasmBytes.module().section(6, section.toByteArray()).toBytes();
                },
                "-");
        add(
                "a chain of types that doubles at each of 100,000 links",
                () -> {
                    ByteArrayOutputStream types = new ByteArrayOutputStream();
                    WasmBytes.leb(types, 100_000);
                    types.writeBytes(new byte[] {0x5f, 0});
                    for (int i = 1; i < 100_000; i++) {
                        types.writeBytes(new byte[] {0x5f, 2, 0x64});
                        WasmBytes.signed(types, i - 1);
                        types.writeBytes(new byte[] {0, 0x64});
                        WasmBytes.signed(types, i - 1);
                        types.write(0);
                    }
                    return WasmBytes.module().section(1, types.toByteArray()).toBytes();
                },
                "-");
        add(
                "100,000 data segments",
                () -> WasmBytes.module()
                        .section(5, "01 00 01")
                        .section(11, repeated(-1, 100_000, 0, I32_CONST, 0, END, 1, 7))
                        .toBytes(),
                "-");
        add(
                "100,000 tables",
                () -> WasmBytes.module()
                        .section(4, repeated(-1, 100_000, 0x70, 0, 100))
                        .toBytes(),
                "LimitExceededException: wasm starts with 100 elements in table 10485, but its tableLimit allows 1048576 in all its tables; raise it with InstanceConfig.tableLimit");
        add(
                "a memory of 4 GiB",
                () -> WasmBytes.module().section(5, "01 00 80 80 04").toBytes(),
                "LimitExceededException: wasm starts with 65536 pages in memory 0, but its memoryLimit allows 4096 in all its memories; raise it with InstanceConfig.memoryLimit");
        add(
                "a memory of all bytes that 64 bits can address",
                () -> WasmBytes.module()
                        .section(5, "01 04 80 80 80 80 80 80 40")
                        .toBytes(),
                "LimitExceededException: wasm starts with 281474976710656 pages in memory 0, but a memory of this engine has at most 17179869112 pages");
        add(
                "100,000 memories, each of a page of one byte",
                () -> WasmBytes.module()
                        .section(5, repeated(-1, 100_000, 8, 1, 0))
                        .toBytes(),
                "-");
        add(
                "100,000 memories",
                () -> WasmBytes.module().section(5, repeated(-1, 100_000, 0, 1)).toBytes(),
                "LimitExceededException: wasm starts with 1 pages in memory 4096, but its memoryLimit allows 4096 in all its memories; raise it with InstanceConfig.memoryLimit");
        add(
                "a table of four billion elements",
                () -> WasmBytes.module().section(4, "01 70 00 ff ff ff ff 0f").toBytes(),
                "LimitExceededException: wasm starts with 4294967295 elements in table 0, but a table of this engine has at most 2147483639");
    }

    private static byte[] group(int count) {
        ByteArrayOutputStream types = new ByteArrayOutputStream();
        types.writeBytes(new byte[] {1, 0x4e});
        WasmBytes.leb(types, count);
        for (int i = 0; i < count; i++) {
            types.writeBytes(new byte[] {0x5f, 1, 0x63});
            WasmBytes.signed(types, (i + 1) % count);
            types.write(0);
        }
        return types.toByteArray();
    }

    private static byte[] structure(int fields) {
        ByteArrayOutputStream types = new ByteArrayOutputStream();
        types.write(1);
        types.writeBytes(repeated(0x5f, fields, I32, 0));
        return WasmBytes.module().section(1, types.toByteArray()).toBytes();
    }

    private static void running() {
        add(
                "a loop without end",
                () -> code().add(LOOP, EMPTY, BR, 0, END, UNREACHABLE).module(),
                CANCELLED);
        add("a recursion without end", () -> code().add(LOCAL_GET, 0, CALL, 0).module(), "Trap: call stack exhausted");
        add(
                "tail calls to itself without end",
                () -> code().add(LOCAL_GET, 0, RETURN_CALL, 0).module(),
                CANCELLED);
        add(
                "tail calls through a table without end",
                () -> code().table("00 01")
                        .add(I32_CONST, 0, REF_FUNC, 0, TABLE_SET, 0)
                        .add(LOCAL_GET, 0, I32_CONST, 0, RETURN_CALL_INDIRECT, 0, 0)
                        .module(),
                CANCELLED);
        add(
                "tail calls through a reference without end",
                () -> code().add(LOCAL_GET, 0, REF_FUNC, 0, RETURN_CALL_REF, 0).module(),
                CANCELLED);
        add(
                "memory.grow until there is no more",
                () -> code().memory("00 00")
                        .add(LOOP, EMPTY)
                        .constant(64)
                        .add(MEMORY_GROW, 0, I32_CONST, 0x7f, 0x47, 0x0d, 0, END)
                        .add(LOCAL_GET, 0)
                        .module(),
                "1");
        add(
                "memory.grow by four billion pages",
                () -> code().memory("00 01")
                        .add(I32_CONST, 0x7f, MEMORY_GROW, 0)
                        .module(),
                "4294967295");
        add(
                "memory.grow by all pages that 64 bits can count",
                () -> code().memory("04 01")
                        .add(0x42, 0x7f, MEMORY_GROW, 0, 0x42, 0x7f, 0x51)
                        .module(),
                "1");
        add(
                "memory.grow by a page of one byte until there is no more",
                () -> code().memory("09 00 ff ff 03 00")
                        .add(LOOP, EMPTY)
                        .constant(1)
                        .add(MEMORY_GROW, 0, I32_CONST, 0x7f, 0x47, 0x0d, 0, END)
                        .add(0x3f, 0)
                        .module(),
                "65535");
        add(
                "table.grow until there is no more",
                () -> code().table("00 00")
                        .add(LOOP, EMPTY, 0xd0, 0x70)
                        .constant(100_000)
                        .add(0xfc, 0x0f, 0, I32_CONST, 0x7f, 0x47, 0x0d, 0, END, 0xfc, 0x10, 0)
                        .module(),
                "1000000");
        add(
                "memory.fill of a whole memory again and again",
                () -> code().memory("00 80 20")
                        .add(LOOP, EMPTY, I32_CONST, 0, I32_CONST, 1)
                        .constant(4_096 * 65_536)
                        .add(0xfc, 0x0b, 0, BR, 0, END, UNREACHABLE)
                        .module(),
                CANCELLED);
    }
}
