package org.amphora.engine;

import static org.amphora.binary.WasmBytes.module;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.amphora.api.Engine;
import org.amphora.api.Function;
import org.amphora.api.Instance;
import org.amphora.api.Trap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** Table 0 has 64-bit indices and holds function {@code wide} at 0 and {@code answer} at 1; table 1 has 32-bit indices. */
class Table64Test {
    /** More parameters than a method of the JVM takes: such calls pass the index another way. */
    private static final int MANY = 130;

    private final Engine engine = Guests.engine();
    private final Instance guest = engine.linker()
            .instantiate(engine.compile(module().section(
                            1,
                            "09 60 00 01 7f  60 01 7e 01 7f  60 01 7e 01 7e  60 00 01 7e  60 02 7e 7e 00"
                                    + " 60 03 7f 7e 7f 00  60 03 7e 7f 7f 00  60 01 7e 00"
                                    + " 60 82 01" + " 7e".repeat(MANY) + " 01 7e")
                    .section(3, "0b 00 01 01 02 03 04 05 06 07 08 02")
                    .section(4, "02 70 05 02 0a 70 00 02")
                    .section(
                            7,
                            "0a" + export("call", 1) + export("null", 2) + export("grow", 3) + export("size", 4)
                                    + export("fill", 5) + export("copy", 6) + export("init", 7) + export("sets", 8)
                                    + export("many", 10) + "04 74 77 6f 21 01 01")
                    .section(9, "02 00 42 00 0b 02 09 00 01 00 02 00 00")
                    .code(
                            "00 41 2a 0b",
                            "00 20 00 11 00 00 0b",
                            "00 20 00 25 00 d1 0b",
                            "00 d0 70 20 00 fc 0f 00 0b",
                            "00 fc 10 00 0b",
                            "00 20 00 d0 70 20 01 fc 11 00 0b",
                            "00 20 00 20 01 20 02 fc 0e 01 00 0b",
                            "00 20 00 20 01 20 02 fc 0c 01 00 0b",
                            "00 20 00 d2 00 26 00 0b",
                            "00 20 81 01 0b",
                            "00" + " 42 00".repeat(MANY - 1) + " 42 09 20 00 11 08 00 0b")
                    .toBytes()));

    private static String export(String name, int function) {
        StringBuilder hex = new StringBuilder("04");
        name.chars().forEach(c -> hex.append(Integer.toHexString(c)));
        return hex.append("00").append(String.format("%02x", function)).toString();
    }

    @AfterEach
    void closeEngine() {
        engine.close();
    }

    private long call(String function, long... arguments) {
        long[] results = guest.function(function).call(arguments);
        return results.length == 0 ? 0 : results[0];
    }

    private static void assertTrap(String message, Executable call) {
        assertEquals(message, assertThrows(Trap.class, call).getMessage());
    }

    @Test
    void callsByAnIndexOf64Bits() {
        assertEquals(42, call("call", 1));
        assertEquals(9, call("many", 0));
        assertTrap("undefined element 2 of a table of 2", () -> call("call", 2));
        assertTrap("undefined element 4294967297 of a table of 2", () -> call("call", (1L << 32) + 1));
        assertTrap("undefined element 18446744073709551615 of a table of 2", () -> call("many", -1));
    }

    @Test
    void growsAndSaysItsSizeIn64Bits() {
        assertEquals(2, call("size"));
        assertEquals(2, call("grow", 3));
        assertEquals(-1, call("grow", 6));
        assertEquals(-1, call("grow", 1L << 32));
        assertEquals(-1, call("grow", -1));
        assertEquals(5, call("size"));
        assertEquals(1, call("null", 4));
    }

    @Test
    void setsFillsAndInitializesAtAnIndexOf64Bits() {
        call("sets", 0);
        assertEquals(42, call("call", 0));
        call("fill", 1, 1);
        assertEquals(1, call("null", 1));
        call("init", 1, 1, 1);
        assertEquals(42, call("call", 1));
        String beyond = "out of bounds table access: ";
        assertTrap(beyond + "index 4294967296 of a table of 2", () -> call("null", 1L << 32));
        assertTrap(beyond + "index 18446744073709551615 of a table of 2", () -> call("sets", -1));
        assertTrap(beyond + "4294967296 elements at index 0 of a table of 2", () -> call("fill", 0, 1L << 32));
        assertTrap(beyond + "0 elements at index 4294967296 of a table of 2", () -> call("init", 1L << 32, 0, 0));
    }

    @Test
    void copiesToATableWith32BitIndices() {
        call("copy", 1, 1, 1);
        assertEquals(42, ((Function) guest.table("two!").get(1)).call()[0]);
        assertTrap(
                "out of bounds table access: 1 elements at index 4294967296 of a table of 2",
                () -> call("copy", 0, 1L << 32, 1));
    }
}
