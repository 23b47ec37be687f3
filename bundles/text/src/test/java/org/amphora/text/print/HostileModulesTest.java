package org.amphora.text.print;

import static org.amphora.text.print.Printed.module;
import static org.amphora.text.print.Printed.parse;
import static org.amphora.text.print.Printed.print;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.amphora.api.InvalidModuleException;
import org.amphora.api.MalformedModuleException;
import org.amphora.text.TextFormatService;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Modules that are faulty, or large or deep where that is unusual: a text or a clear error, soon, and none of the JVM's. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class HostileModulesTest {
    private static final int MANY = 200_000;

    @Test
    void blocksMayNestAsDeepAsTheyLike() {
        byte[] binary = parse("(func " + "block $l ".repeat(MANY) + "br $l " + "end ".repeat(MANY) + ")");
        String text = print(binary);
        assertEquals(100, longestIndentation(text));
        assertArrayEquals(binary, parse(text));
    }

    private static int longestIndentation(String text) {
        return text.lines()
                .mapToInt(line -> line.length() - line.stripLeading().length())
                .max()
                .orElseThrow();
    }

    @Test
    void aTextThatWouldBeMuchLongerThanItsModuleIsRefused() {
        // two thousand functions with 50,000 locals each, half a million characters in seven bytes
        byte[] locals = module("01 04 01 60 00 00  03 d2 0f d0 0f" + " 00".repeat(2_000) + " 0a b2 6d d0 0f"
                + " 06 01 d0 86 03 6f 0b".repeat(2_000));
        assertEquals(
                "text too long: of a module of this size, at most 71211008 characters are written", refusal(locals));

        String name = "n".repeat(100_000);
        byte[] calls = parse("(func $" + name + " " + "call 0 ".repeat(MANY) + ")");
        assertEquals(
                "text too long: of a module of this size, at most 195120640 characters are written", refusal(calls));
    }

    private static String refusal(byte[] binary) {
        return assertThrows(
                        InvalidModuleException.class, () -> new TextFormatService().toText(binary, Writer.nullWriter()))
                .getMessage();
    }

    @Test
    void saysWhatIsWrongWithAMalformedModule() {
        assertEquals(
                "magic header not detected: a module begins with the bytes 00 61 73 6d, not with 28 6d 6f 64 (at offset 0x0)",
                fault("(module)".getBytes(StandardCharsets.UTF_8)));
        assertEquals(
                "illegal opcode ff (at offset 0x17)",
                fault(module("01 04 01 60 00 00  03 02 01 00  0a 05 01 03 00 ff 0b")));
    }

    private static String fault(byte[] binary) {
        return assertThrows(MalformedModuleException.class, () -> print(binary)).getMessage();
    }

    @Test
    void whatDoesNotExistAppearsByItsIndex() {
        String function = "01 04 01 60 00 00  03 02 01 00 ";
        assertEquals(
                """
                (module
                  (type (;0;) (func))
                  (func (;0;) (type 0)
                    local.get 7
                    call 4294967295
                    br 3
                    struct.get 9 8
                  )
                )
                """,
                print(module(function
                        + "0a 13 01 11 00 20 07 10 ff ff ff ff 0f 0c 03 fb 02 09 08 0b"
                                .replace("13 01 11", "12 01 10"))));
    }

    @Test
    void aTypeThatHasToBeKnownAndIsNotIsNamed() {
        assertEquals(
                "unknown type 5: up to here there are 1 (offset 0x17)",
                assertThrows(
                                InvalidModuleException.class,
                                () -> print(module("01 04 01 60 00 00  03 02 01 00  0a 07 01 05 00 02 05 0b 0b")))
                        .getMessage());
    }

    @Test
    void whatTheTargetThrowsComesThrough() {
        Writer full = new Writer() {
            @Override
            public void write(char[] text, int from, int count) throws IOException {
                throw new IOException("no space left");
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
        byte[] binary = parse("(module)");
        assertEquals(
                "no space left",
                assertThrows(IOException.class, () -> new TextFormatService().toText(binary, full))
                        .getMessage());
    }
}
