package org.amphora.text.print;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.amphora.text.TextFormatService;

/** What the tests of this package share. */
final class Printed {
    private static final TextFormatService FORMAT = new TextFormatService();

    private Printed() {}

    static byte[] parse(String text) {
        return FORMAT.toBinary(text.getBytes(StandardCharsets.UTF_8));
    }

    static String print(byte[] binary) {
        return FORMAT.toText(binary);
    }

    /** Checks that {@code text} is how its own module is printed, and how that of each of {@code others} is. */
    static void assertPrinted(String text, String... others) {
        byte[] binary = parse(text);
        assertEquals(text, print(binary));
        for (String other : others) {
            assertArrayEquals(binary, parse(other), other);
        }
    }

    /** Checks how fields are printed that stand alone in a module. */
    static void assertFields(String... lines) {
        assertPrinted("(module\n  " + String.join("\n  ", lines) + "\n)\n");
    }

    /** Checks how instructions are printed in a function without parameters, which need not be valid. */
    static void assertInstructions(String... lines) {
        assertFields("(type (;0;) (func))", "(func (;0;) (type 0)", "  " + String.join("\n    ", lines), ")");
    }

    /** A module of these sections, in hexadecimal. */
    static byte[] module(String sections) {
        return HexFormat.of().parseHex("0061736d01000000" + sections.replace(" ", ""));
    }
}
