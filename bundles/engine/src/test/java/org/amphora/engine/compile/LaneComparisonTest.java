package org.amphora.engine.compile;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.amphora.api.Engine;
import org.amphora.api.Function;
import org.amphora.api.Instance;
import org.amphora.engine.Guests;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A comparison of lanes that is only tested is written in another way than one whose result is kept. */
class LaneComparisonTest {
    private static final List<String> COMPARISONS =
            List.of("eq", "ne", "lt_s", "lt_u", "gt_s", "gt_u", "le_s", "le_u", "ge_s", "ge_u");
    private static final long[] EDGES = {
        0,
        -1,
        1,
        0x8080_8080_8080_8080L,
        0x7f7f_7f7f_7f7f_7f7fL,
        0x8000_8000_8000_8000L,
        0x7fff_ffff_8000_0000L,
        0x0001_0000_0100_00ffL
    };

    @ParameterizedTest
    @ValueSource(strings = {"i8x16", "i16x8", "i32x4"})
    void whatIsTestedIsWhatWouldBeKept(String shape) {
        List<String> tests = List.of("v128.any_true", shape + ".all_true", shape + ".bitmask");
        StringBuilder module = new StringBuilder("(module");
        for (String comparison : COMPARISONS) {
            for (int test = 0; test < tests.size(); test++) {
                String compared = "(" + shape + "." + comparison + " (local.get 0) (local.get 1))";
                function(module, comparison + test + " tested", "(" + tests.get(test) + " " + compared + ")");
                function(
                        module,
                        comparison + test + " kept",
                        "(" + tests.get(test) + " (local.tee 2 " + compared + "))");
                function(
                        module,
                        comparison + test + " branched on",
                        "(if (result i32) (" + tests.get(test) + " " + compared + ") (then (i32.const 1))"
                                + " (else (i32.const 0)))");
            }
        }
        try (Engine engine = Guests.engine()) {
            Instance guest = engine.linker().instantiate(engine.compile(Guests.assemble(module + ")")));
            List<long[]> values = values();
            for (String comparison : COMPARISONS) {
                for (int test = 0; test < tests.size(); test++) {
                    Function tested = guest.function(comparison + test + " tested");
                    Function kept = guest.function(comparison + test + " kept");
                    Function branched = guest.function(comparison + test + " branched on");
                    for (long[] value : values) {
                        String what = shape + "." + comparison + ", " + tests.get(test) + ", "
                                + List.of(value[0], value[1], value[2], value[3]);
                        assertArrayEquals(kept.call(value), tested.call(value), what);
                        assertEquals(kept.call(value)[0] == 0 ? 0 : 1, branched.call(value)[0], what);
                    }
                }
            }
        }
    }

    private static void function(StringBuilder module, String name, String body) {
        module.append("\n(func (export \"")
                .append(name)
                .append("\") (param v128 v128) (result i32) (local v128) ")
                .append(body)
                .append(")");
    }

    /** Two vectors each, by halves: edges, and pairs of which some lanes are the same. */
    private static List<long[]> values() {
        List<long[]> values = new ArrayList<>();
        for (long a : EDGES) {
            for (long b : EDGES) {
                values.add(new long[] {a, b, b, a});
                values.add(new long[] {a, a, b, a});
            }
        }
        Random random = new Random(7);
        for (int i = 0; i < 200; i++) {
            long low = random.nextLong();
            long high = random.nextLong();
            long mask = random.nextLong() & 0x00ff_0001_ff00_8000L;
            values.add(new long[] {low, high, low ^ mask, high ^ (mask << 8)});
        }
        return values;
    }
}
