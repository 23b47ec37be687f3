package org.amphora.text.lexer;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.amphora.api.MalformedModuleException;
import org.junit.jupiter.api.Test;

class TokenReaderTest {
    private static TokenReader read(String text) {
        return new TokenReader(text.getBytes(StandardCharsets.UTF_8));
    }

    private static List<TokenKind> kinds(String text) {
        TokenReader in = read(text);
        List<TokenKind> kinds = new ArrayList<>();
        for (; !in.at(TokenKind.END); in.next()) {
            kinds.add(in.kind());
        }
        return kinds;
    }

    /** The message of the error that comes when all of {@code text} is read. */
    private static String fault(String text) {
        return assertThrows(MalformedModuleException.class, () -> kinds(text)).getMessage();
    }

    private static String faultOf(byte... text) {
        return assertThrows(MalformedModuleException.class, () -> new TokenReader(text))
                .getMessage();
    }

    @Test
    void tellsTheKindsOfTokensApart() {
        assertEquals(
                List.of(
                        TokenKind.LEFT,
                        TokenKind.KEYWORD,
                        TokenKind.IDENTIFIER,
                        TokenKind.STRING,
                        TokenKind.NATURAL,
                        TokenKind.INTEGER,
                        TokenKind.FLOAT,
                        TokenKind.OFFSET,
                        TokenKind.ALIGNMENT,
                        TokenKind.RIGHT),
                kinds("(module $x \"s\" 0x1_f -12 1.5 offset=4 align=0x8)"));
    }

    @Test
    void knowsEveryFormOfFloat() {
        for (String number :
                "1. 1.5 1e3 1E-3 +1.5e+3 0x1. 0x1.8 0x1p3 0x1.8P-3 inf -inf nan +nan nan:0x1_2".split(" ", -1)) {
            assertEquals(List.of(TokenKind.FLOAT), kinds(number), number);
        }
    }

    @Test
    void refusesWhatIsAlmostANumber() {
        for (String word : "1_ _1 1__0 0x 0x_1 +x 1e 1e+ 0x1p 0x1.p_1 1._5 +_1 .5 nan:1 nan:0x 0b1 1x".split(" ", -1)) {
            assertEquals("unknown operator " + word + " (at line 1, column 1)", fault(word), word);
        }
    }

    @Test
    void wordsAreTheLongestThatCanBe() {
        assertEquals("unknown operator i32.const0 (at line 1, column 2)", fault("(i32.const0)"));
        assertEquals("unknown operator 0$l (at line 1, column 1)", fault("0$l"));
        assertEquals("unknown operator \"a\"\"b\" (at line 1, column 6)", fault("data \"a\"\"b\""));
        assertEquals("unknown operator $\"l\"0 (at line 1, column 1)", fault("$\"l\"0"));
        assertEquals("unknown operator align=-1 (at line 1, column 1)", fault("align=-1"));
    }

    @Test
    void namesTheWordThatIsUnknown() {
        assertEquals("unknown operator get_local (at line 2, column 3)", fault("(func\n  get_local 0)"));
    }

    @Test
    void cutsALongWordInItsMessage() {
        assertEquals("unknown operator " + "x".repeat(60) + "... (at line 1, column 1)", fault("x".repeat(1_000_000)));
    }

    @Test
    void commentsNest() {
        assertEquals(List.of(TokenKind.KEYWORD, TokenKind.KEYWORD), kinds("nop(; (; ;) ;; ;)nop;;nop"));
        assertEquals("unclosed comment (at line 1, column 5)", fault("nop (; (; ;)"));
    }

    @Test
    void aLineEndsWithAnyOfTheThreeNewlines() {
        assertEquals("unknown operator a (at line 4, column 2)", fault(";;1\r;;2\n;;3\r\n a"));
        assertEquals(List.of(TokenKind.KEYWORD), kinds(";;1\rnop"));
    }

    @Test
    void columnsCountCharacters() {
        assertEquals("unknown operator a (at line 1, column 9)", fault("(;äλ😀;) a"));
    }

    @Test
    void manyNestedCommentsTakeNoStack() {
        assertEquals(List.of(), kinds("(;".repeat(200_000) + ";)".repeat(200_000)));
        assertEquals(List.of(), kinds("(@a " + "(".repeat(200_000) + ")".repeat(200_000) + ")"));
    }

    @Test
    void annotationsAreSkipped() {
        assertEquals(
                List.of(TokenKind.LEFT, TokenKind.KEYWORD),
                kinds("(@a x-y$z\"a\" (@) ,;[ (;c;) \")\" ) ( (@\"b c\") nop"));
        assertEquals("unclosed annotation (at line 1, column 2)", fault(" (@x (y (z))"));
        assertEquals("empty annotation id (at line 1, column 1)", fault("(@ x)"));
        assertEquals("empty annotation id (at line 1, column 1)", fault("(@\"\")"));
        assertEquals("empty annotation id (at line 1, column 1)", fault("(@\"\n\")"));
        assertEquals("malformed UTF-8 encoding of an annotation id (at line 1, column 3)", fault("(@\"\\ef\")"));
        assertEquals("unclosed string literal (at line 1, column 7)", fault("(@x \")"));
        assertEquals("illegal character 0xb (at line 1, column 5)", fault("(@x \u000b)"));
        assertEquals("illegal character ß (at line 1, column 5)", fault("(@x ß)"));
    }

    @Test
    void identifiersMayBeQuoted() {
        TokenReader in = read("$a $\"a\" $\"\\61 b\\u{3bb}\" $!#$%&'*+-./:<=>?@\\^_`|~");
        assertEquals("a", in.identifier());
        assertEquals("a", in.identifier());
        assertEquals("a bλ", in.identifier());
        assertEquals("!#$%&'*+-./:<=>?@\\^_`|~", in.identifier());
        assertNull(in.takeIdentifier());
    }

    @Test
    void identifiersAreNotEmpty() {
        assertEquals("empty identifier (at line 1, column 1)", fault("$"));
        assertEquals("empty identifier (at line 1, column 1)", fault("$ \"a\""));
        assertEquals("empty identifier (at line 1, column 1)", fault("$\"\""));
        assertEquals("empty identifier (at line 1, column 1)", fault("$\"a\nb\""));
        assertEquals("empty identifier (at line 1, column 1)", fault("$(@a)"));
    }

    @Test
    void stringsKnowAllEscapes() {
        TokenReader in = read("\"\\t\\n\\r\\\"\\'\\\\\\00\\fF\\u{1_F600}é\" \"\" \"b\" 0");
        assertArrayEquals(
                new byte[] {
                    '\t', '\n', '\r', '"', '\'', '\\', 0, -1, -16, -97, -104, -128, (byte) 0xc3, (byte) 0xa9, 'b'
                },
                in.strings());
        assertTrue(in.at(TokenKind.NATURAL));
    }

    @Test
    void saysWhatIsWrongWithAString() {
        assertEquals("unclosed string literal (at line 1, column 3)", fault("\"a"));
        assertEquals("unclosed string literal (at line 1, column 3)", fault("\"a\n\""));
        assertEquals(
                "illegal control character 0x9 in string literal: write \\09 (at line 1, column 2)", fault("\"\t\""));
        for (String escape :
                List.of("\\x", "\\0", "\\0g", "\\u", "\\u{}", "\\u{110000}", "\\u{d800}", "\\u{1_}", "\\u{1")) {
            assertEquals(
                    "illegal escape in a string literal (at line 1, column 2)", fault("\"" + escape + "\""), escape);
        }
    }

    @Test
    void namesAreUtf8() {
        TokenReader in = read("\"\\ff\"");
        assertEquals(
                "malformed UTF-8 encoding of a name (at line 1, column 1)",
                assertThrows(MalformedModuleException.class, in::name).getMessage());
    }

    @Test
    void textsAreUtf8() {
        assertEquals(
                "malformed UTF-8 encoding (at line 2, column 3)",
                faultOf((byte) '\n', (byte) ' ', (byte) ' ', (byte) 0xc0));
        assertEquals("malformed UTF-8 encoding (at line 1, column 1)", faultOf((byte) 0xed, (byte) 0xa0, (byte) 0x80));
        assertEquals(
                "malformed UTF-8 encoding (at line 1, column 1)",
                faultOf((byte) 0xf4, (byte) 0x90, (byte) 0x80, (byte) 0x80));
        assertEquals("malformed UTF-8 encoding (at line 1, column 1)", faultOf((byte) 0xe0, (byte) 0x80, (byte) 0x80));
        assertEquals("malformed UTF-8 encoding (at line 1, column 1)", faultOf((byte) 0xc3));
    }

    @Test
    void wholeNumbersMayBeSignedOrNot() {
        TokenReader in = read("0xffff_ffff -0x8000_0000 4294967295 +1 0x1_0000_0000 -2147483649");
        assertEquals(-1, in.integer(32, "range"));
        assertEquals(-0x8000_0000L, in.integer(32, "range"));
        assertEquals(-1, in.integer(32, "range"));
        assertEquals(1, in.integer(32, "range"));
        assertEquals(
                "range: 0x1_0000_0000 (at line 1, column 40)",
                assertThrows(MalformedModuleException.class, () -> in.integer(32, "range"))
                        .getMessage());
        in.next();
        assertEquals(
                "range: -2147483649 (at line 1, column 54)",
                assertThrows(MalformedModuleException.class, () -> in.integer(32, "range"))
                        .getMessage());
    }

    @Test
    void wholeNumbersOf64Bits() {
        TokenReader in = read("0xffffffffffffffff -0x8000000000000000 18446744073709551615 0000000000000000000000000001"
                + " 18446744073709551616 -9223372036854775809");
        assertEquals(-1, in.integer(64, "range"));
        assertEquals(Long.MIN_VALUE, in.integer(64, "range"));
        assertEquals(-1, in.integer(64, "range"));
        assertEquals(1, in.integer(64, "range"));
        assertThrows(MalformedModuleException.class, () -> in.integer(64, "range"));
        in.next();
        assertThrows(MalformedModuleException.class, () -> in.integer(64, "range"));
    }

    @Test
    void floatsRoundToNearestTiesToEven() {
        // halfway between two numbers; just above; and a decimal that rounds twice if it goes through f64
        TokenReader in = read("0x1.000001p0 0x1.00000100000000001p0 1.00000017881393432617187500001");
        assertEquals(0x3f80_0000, in.f32());
        assertEquals(0x3f80_0001, in.f32());
        assertEquals(0x3f80_0002, in.f32());
    }

    @Test
    void floatsOfAllForms() {
        TokenReader in =
                read("1 -0 0x10 1_0.5_0e0_1 0x1.fp+1 inf -inf nan -nan nan:0x200000 -nan:0x1 0x0.0000000001p40");
        int[] bits = {
            0x3f80_0000,
            0x8000_0000,
            0x4180_0000,
            0x42d2_0000,
            0x4078_0000,
            0x7f80_0000,
            0xff80_0000,
            0x7fc0_0000,
            0xffc0_0000,
            0x7fa0_0000,
            0xff80_0001,
            0x3f80_0000
        };
        for (int expected : bits) {
            assertEquals(Integer.toHexString(expected), Integer.toHexString(in.f32()));
        }
    }

    @Test
    void doublesOfAllForms() {
        TokenReader in = read("1.5 -0x1p-1074 1e308 nan:0xf_ffff_ffff_ffff -nan 0x1p-99999999999 1e-99999999999");
        assertEquals(Double.doubleToRawLongBits(1.5), in.f64());
        assertEquals(Double.doubleToRawLongBits(-Double.MIN_VALUE), in.f64());
        assertEquals(Double.doubleToRawLongBits(1e308), in.f64());
        assertEquals(0x7fff_ffff_ffff_ffffL, in.f64());
        assertEquals(0xfff8_0000_0000_0000L, in.f64());
        assertEquals(0, in.f64());
        assertEquals(0, in.f64());
    }

    @Test
    void floatsBeyondTheGreatestAreOutOfRange() {
        for (String number : "1e39 0x1p128 -340282356779733661637539395458142568448 nan:0x0 nan:0x800000 1e99999999999"
                .split(" ", -1)) {
            assertEquals(
                    "constant out of range: " + number + " (at line 1, column 1)",
                    assertThrows(
                                    MalformedModuleException.class,
                                    () -> read(number).f32())
                            .getMessage());
        }
    }

    @Test
    void wordsAreAlwaysTheSameObject() {
        TokenReader in = read("i32.add i32.add (i32.add");
        String first = in.keyword();
        in.next();
        assertSame(first, in.keyword());
        in.next();
        assertSame(first, in.wordAhead());
        assertTrue(in.atLeft("i32.add"));
        assertFalse(in.takeLeft("i32.sub"));
        assertTrue(in.takeLeft("i32.add"));
        assertTrue(in.at(TokenKind.END));
    }

    @Test
    void goesBackToATokenByItsOffset() {
        TokenReader in = read("(func (nop) \")\") nop");
        in.expectLeft();
        int body = in.start();
        in.skipToRight();
        assertEquals("nop", in.keyword());
        assertEquals(16, in.previousEnd());
        in.position(body);
        assertEquals("func", in.keyword());
    }

    @Test
    void saysWhereAParenthesisIsMissing() {
        TokenReader in = read("((func");
        in.expectLeft();
        assertEquals(
                "unexpected token: the text ends before a ) that is due (at line 1, column 2)",
                assertThrows(MalformedModuleException.class, in::skipToRight).getMessage());
    }

    @Test
    void saysWhatIsThereAndWhatShouldBe() {
        TokenReader in = read("func");
        assertEquals(
                "unexpected token: func where ) should be (at line 1, column 1)",
                assertThrows(MalformedModuleException.class, in::expectRight).getMessage());
        in.next();
        assertEquals(
                "unexpected token: the end of the text where (param should be (at line 1, column 5)",
                assertThrows(MalformedModuleException.class, () -> in.expectLeft("param"))
                        .getMessage());
    }

    @Test
    void aPartOfATextCountsLinesFromTheStart() {
        byte[] text = "(module\n (foo) nop".getBytes(StandardCharsets.UTF_8);
        TokenReader in = new TokenReader(text, 8, 14);
        assertEquals(
                "unknown operator foo (at line 2, column 3)",
                assertThrows(MalformedModuleException.class, in::expectLeft).getMessage());
        in.next();
        in.expectRight();
        assertTrue(in.at(TokenKind.END));
    }
}
