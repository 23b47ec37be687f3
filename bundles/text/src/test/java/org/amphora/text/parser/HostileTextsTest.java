package org.amphora.text.parser;

import static org.amphora.text.parser.Texts.binary;
import static org.amphora.text.parser.Texts.fault;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.concurrent.TimeUnit;
import org.amphora.binary.BinaryDecoder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Texts that are large or deep where that is unusual: work or a clear error, soon, and no error of the JVM. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class HostileTextsTest {
    private static final int MANY = 200_000;

    @Test
    void instructionsMayNestAsDeepAsTheyLike() {
        String deep = "(func (result i32) " + "(i32.eqz ".repeat(MANY) + "(i32.const 0)" + ")".repeat(MANY) + ")";
        var body = BinaryDecoder.decode(binary(deep)).body(0);
        assertEquals(MANY + "41 00 0b".split(" ", -1).length, body.to() - body.from());
    }

    @Test
    void blocksMayNestAsDeepAsTheyLike() {
        for (String open :
                new String[] {"(block $l ", "(if (i32.const 0) (then ", "(try_table (catch_all 0) ", "(try (do "}) {
            String close = open.contains("(then") || open.contains("(do") ? "))" : ")";
            binary("(func " + open.repeat(MANY) + close.repeat(MANY) + ")");
        }
        binary("(func " + "block $l ".repeat(MANY) + "br $l " + "end $l ".repeat(MANY) + ")");
    }

    @Test
    void constantExpressionsMayBeAsLongAsTheyLike() {
        String one = "(i32.const 1)";
        binary("(global i32 " + ("(i32.add " + one).repeat(MANY) + one + ")".repeat(MANY) + ")");
        binary("(global i32 " + one + "i32.const 1 i32.add ".repeat(1_000_000) + ")");
    }

    @Test
    void aMillionFunctionsAreRead() {
        assertEquals(
                1_000_000,
                BinaryDecoder.decode(binary("(func)".repeat(1_000_000))).functionCount());
    }

    @Test
    void aGroupOfManyTypesIsReadSoon() {
        StringBuilder text = new StringBuilder("(rec ");
        for (int i = 0; i < MANY; i++) {
            text.append("(type $t").append(i).append(" (struct (field (ref null $t");
            text.append((i + 1) % MANY).append("))))");
        }
        binary(text.append(')').toString());
    }

    @Test
    void parenthesesThatMeanNothingAreRefused() {
        assertEquals(
                "unexpected token: ( where a field of a module should be (at line 1, column 2)",
                fault("(".repeat(MANY)));
        assertEquals(
                "unexpected token: the text ends before a ) that is due (at line 1, column 1)",
                fault("(func " + "(".repeat(MANY)));
        assertEquals(
                "unexpected token: ( where an instruction or ) should be (at line 1, column 8)",
                fault("(func " + "(".repeat(MANY) + ")".repeat(MANY) + ")"));
    }

    @Test
    void manyNamesAreFoundSoon() {
        StringBuilder text = new StringBuilder("(func ");
        for (int i = 0; i < MANY; i++) {
            text.append("(local $l").append(i).append(" i32)");
        }
        for (int i = 0; i < MANY; i++) {
            text.append("local.get $l").append(i).append(' ');
        }
        binary(text.append(')').toString());
    }

    @Test
    void manyLabelsOfOneNameAreFoundSoon() {
        binary("(func " + "(block $l (br $l) ".repeat(MANY) + ")".repeat(MANY) + ")");
        StringBuilder text = new StringBuilder("(func block $outermost ");
        for (int i = 0; i < MANY; i++) {
            text.append("block $l").append(i).append(" br $outermost ");
        }
        binary(text.append("end ".repeat(MANY + 1)).append(')').toString());
    }

    @Test
    void functionsOfATypeWithManyParametersAreReadSoon() {
        binary("(type $t (func (param" + " i32".repeat(MANY) + ")))" + "(func (type $t))".repeat(MANY));
    }

    @Test
    void manyTypesThatAreOnlyUsedAreFoundSoon() {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 20_000; i++) {
            text.append("(func (param");
            for (int bits = i; bits > 0; bits >>= 1) {
                text.append((bits & 1) == 0 ? " i32" : " i64");
            }
            text.append("))");
        }
        binary(text.toString());
    }

    @Test
    void longNumbersAreRead() {
        String digits = "1".repeat(1_000_000);
        assertEquals(
                "constant out of range: " + "1".repeat(60) + "... (at line 1, column 17)",
                fault("(func f64.const " + digits + ")"));
        assertEquals(
                "constant out of range: " + "1".repeat(60) + "... (at line 1, column 17)",
                fault("(func i32.const " + digits + ")"));
        binary("(func f64.const 0." + digits + " f32.const 0x0." + digits + " f64.const 1e-" + digits
                + " f32.const 0x1p-" + digits + " i32.const " + "0".repeat(1_000_000) + "1 drop)");
    }

    @Test
    void longStringsAndNamesAreRead() {
        String name = "x".repeat(5_000_000);
        binary("(module $" + name + " (func $" + name + " (export \"" + name + "\") (call $\"" + name + "\")))");
    }

    @Test
    void manyAnnotationsAreReadSoon() {
        binary("(@custom \"a\") ".repeat(MANY) + "(func " + "(@a)".repeat(MANY) + ")");
        binary("(func " + "(@metadata.code.branch_hint \"\\01\") if end ".repeat(MANY) + ")");
    }
}
