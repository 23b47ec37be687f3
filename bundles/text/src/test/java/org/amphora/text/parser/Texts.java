package org.amphora.text.parser;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.amphora.api.MalformedModuleException;
import org.amphora.text.lexer.TokenReader;

/** What the tests of this package share. */
final class Texts {
    private static final HexFormat HEX = HexFormat.ofDelimiter(" ");
    private static final int HEADER_BYTES = 8;

    private Texts() {}

    static byte[] binary(String text) {
        return ModuleParser.text(new TokenReader(text.getBytes(StandardCharsets.UTF_8)), false);
    }

    static byte[] binaryWithNames(String text) {
        return ModuleParser.text(new TokenReader(text.getBytes(StandardCharsets.UTF_8)), true);
    }

    /** The sections of a module, without names. */
    static String hex(String text) {
        return hex(binary(text));
    }

    static String hex(byte[] binary) {
        assertEquals("00 61 73 6d 01 00 00 00", HEX.formatHex(binary, 0, HEADER_BYTES));
        return HEX.formatHex(binary, HEADER_BYTES, binary.length);
    }

    /** What the custom section {@code name} holds, behind its own name. */
    static String names(String text) {
        String without = hex(text);
        String with = hex(binaryWithNames(text));
        assertEquals(without, with.substring(0, without.length()));
        String section = with.substring(without.length()).strip();
        assertEquals("00", section.substring(0, 2));
        // a size of one byte, then the name
        String name = "04 6e 61 6d 65 ";
        assertEquals(name, section.substring(6, 6 + name.length()));
        return section.substring(6 + name.length());
    }

    static String fault(String text) {
        return assertThrows(MalformedModuleException.class, () -> binaryWithNames(text), text)
                .getMessage();
    }

    /** Checks that two texts are the same module. */
    static void assertSame(String abbreviated, String whole) {
        assertEquals(hex(whole), hex(abbreviated), abbreviated);
    }
}
