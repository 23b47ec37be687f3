package org.amphora.engine;

import static org.amphora.binary.WasmBytes.module;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.amphora.api.Engine;
import org.amphora.api.Function;
import org.amphora.api.FunctionType;
import org.amphora.api.Instance;
import org.amphora.api.Trap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Typed function references. */
class FunctionReferencesTest {
    /** Type 0 is {@code (i32) -> (i32)}; most functions take a reference to such a function, or null. */
    private static final byte[] MODULE = module().section(
                    1, "04 60 01 7f 01 7f 60 02 7f 63 00 01 7f 60 01 63 00 01 7f 60 00 01 64 00")
            .section(3, "08 00 01 00 02 02 02 02 03")
            .section(4, "01 40 00 64 00 00 02 d2 00 0b")
            .section(
                    7,
                    "09 03 696e63 00 00 05 6170706c79 00 01 05 7477696365 00 02 06 69734e756c6c 00 03 04 656c7365 00 04"
                            + " 06 617373657274 00 05 06 72657475726e 00 06 05 6669727374 00 07 05 7461626c65 01 00")
            .code(
                    // inc
                    "00 20 00 41 01 6a 0b",
                    // apply: calls its second parameter with the first
                    "00 20 00 20 01 14 00 0b",
                    // twice: by a local that cannot be null
                    "01 01 64 00 d2 00 21 01 20 00 20 01 14 00 20 01 14 00 0b",
                    // isNull: a block that takes nothing along
                    "00 02 40 20 00 d5 00 1a 41 00 0f 0b 41 01 0b",
                    // else: calls inc unless there is another
                    "00 41 0a 02 64 00 20 00 d6 00 d2 00 0b 14 00 0b",
                    // assert
                    "00 20 00 d4 1a 41 01 0b",
                    // return: leaves the function with what lies below the reference
                    "00 41 07 20 00 d5 00 1a 1a 41 08 0b",
                    // first: of the table
                    "00 41 00 25 00 0b")
            .toBytes();

    private final Engine engine = Guests.engine();
    private final Instance guest = engine.linker().instantiate(engine.compile(MODULE));

    @AfterEach
    void closeEngine() {
        engine.close();
    }

    private Object[] call(String function, Object... arguments) {
        return guest.function(function).apply(arguments);
    }

    @Test
    void callsWhatAReferencePointsTo() {
        assertArrayEquals(new Object[] {6}, call("apply", 5, guest.function("inc")));
        assertArrayEquals(new Object[] {7}, call("twice", 5));
    }

    @Test
    void callsFunctionsOfOthers() {
        Instance other = engine.linker().instantiate(engine.compile(MODULE));
        Function negate =
                engine.newFunction("negate", FunctionType.parse("i-i"), (caller, stack) -> stack[0] = -stack[0]);
        assertArrayEquals(new Object[] {6}, call("apply", 5, other.function("inc")));
        assertArrayEquals(new Object[] {-5}, call("apply", 5, negate));
    }

    @Test
    void trapsOnNull() {
        Trap call = assertThrows(Trap.class, () -> call("apply", 5, null));
        assertEquals("null function reference", call.getMessage());
        Trap assertion = assertThrows(Trap.class, () -> call("assert", new Object[] {null}));
        assertEquals("null reference", assertion.getMessage());
        assertArrayEquals(new Object[] {1}, call("assert", guest.function("inc")));
    }

    @Test
    void branchesOnNull() {
        assertArrayEquals(new Object[] {1}, call("isNull", new Object[] {null}));
        assertArrayEquals(new Object[] {0}, call("isNull", guest.function("inc")));
        assertArrayEquals(new Object[] {7}, call("return", new Object[] {null}));
        assertArrayEquals(new Object[] {8}, call("return", guest.function("inc")));
    }

    @Test
    void branchesOnWhatIsNotNull() {
        assertArrayEquals(new Object[] {11}, call("else", new Object[] {null}));
        assertArrayEquals(new Object[] {12}, call("else", guest.function("twice")));
    }

    @Test
    void fillsATableWhoseElementsAreNeverNull() {
        assertArrayEquals(new Object[] {guest.function("inc")}, call("first"));
        IllegalArgumentException e = assertThrows(
                IllegalArgumentException.class, () -> guest.table("table").set(0, null));
        assertEquals("table 2 (ref (func (param i32) (result i32))) cannot hold null", e.getMessage());
    }
}
