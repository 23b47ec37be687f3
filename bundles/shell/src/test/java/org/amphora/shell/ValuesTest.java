package org.amphora.shell;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.amphora.api.FunctionType;
import org.junit.jupiter.api.Test;

class ValuesTest {
    @Test
    void readsSignedUnsignedAndHexadecimalIntegers() {
        assertArrayEquals(
                new Object[] {-1, -1, Integer.MIN_VALUE, 255, -16},
                parse("iiiii-", "-1", "4294967295", "-2147483648", "0xff", "-0x10"));
        assertArrayEquals(
                new Object[] {Long.MIN_VALUE, -1L}, parse("II-", "-9223372036854775808", "18446744073709551615"));
    }

    @Test
    void readsFloatsVectorsAndNull() {
        Object[] values = parse("fFve-", "1.5", "NaN", "0x000102030405060708090a0b0c0d0e0f", "null");

        assertEquals(1.5f, values[0]);
        assertEquals(Double.NaN, values[1]);
        assertArrayEquals(new byte[] {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15}, (byte[]) values[2]);
        assertEquals(null, values[3]);
        assertEquals("1.5\nNaN\n0x000102030405060708090a0b0c0d0e0f\nnull", Values.print(values));
    }

    @Test
    void saysWhichArgumentIsWrongAndWhatWouldBeRight() {
        assertRefused(
                "argument 2 of run (i32, i32) -> () is \"x\", must be an i32, decimal or hexadecimal after 0x",
                "ii-",
                "1",
                "x");
        assertRefused(
                "argument 1 of run (i32) -> () is \"4294967296\", must be an i32, decimal or hexadecimal after 0x",
                "i-",
                "4294967296");
        assertRefused(
                "argument 1 of run (i32) -> () is \"-2147483649\", must be an i32, decimal or hexadecimal after 0x",
                "i-",
                "-2147483649");
        assertRefused(
                "argument 1 of run (i64) -> () is \"--1\", must be an i64, decimal or hexadecimal after 0x",
                "I-",
                "--1");
        assertRefused("argument 1 of run (f32) -> () is \"one\", must be an f32, as in 1.5 or NaN", "f-", "one");
        assertRefused(
                "argument 1 of run (v128) -> () is \"0x00\", must be a v128, 32 hexadecimal digits after 0x, first byte first",
                "v-",
                "0x00");
        assertRefused(
                "argument 1 of run (funcref) -> () is \"f\", must be null, the only funcref there is here", "r-", "f");
        assertRefused("run (i32) -> (i32) takes 1 arguments, not 2", "i-i", "1", "2");
    }

    private static void assertRefused(String message, String signature, String... words) {
        assertEquals(
                message,
                assertThrows(IllegalArgumentException.class, () -> parse(signature, words))
                        .getMessage());
    }

    private static Object[] parse(String signature, String... words) {
        return Values.parse("run", FunctionType.parse(signature), words);
    }
}
