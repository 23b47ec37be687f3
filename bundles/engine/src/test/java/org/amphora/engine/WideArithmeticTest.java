package org.amphora.engine;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.math.BigInteger;
import java.util.Random;
import java.util.Set;
import java.util.function.BinaryOperator;
import org.amphora.api.Engine;
import org.amphora.api.Feature;
import org.amphora.api.Function;
import org.amphora.api.WasmModule;
import org.amphora.binary.WasmBytes;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Arithmetic on 128 bits, against {@link BigInteger}. */
class WideArithmeticTest {
    private static final long[] EDGES = {0, 1, 2, -1, -2, Long.MAX_VALUE, Long.MIN_VALUE, Long.MIN_VALUE + 1, 1L << 32};

    private final Engine engine = Guests.engine();
    private final WasmModule module = engine.compile(WasmBytes.module()
            .section(1, "02 60 04 7e 7e 7e 7e 02 7e 7e 60 02 7e 7e 02 7e 7e")
            .section(3, "04 00 00 01 01")
            .section(7, "04 03 61 64 64 00 00 03 73 75 62 00 01 01 73 00 02 01 75 00 03")
            .code(
                    "00 20 00 20 01 20 02 20 03 fc 13 0b",
                    "00 20 00 20 01 20 02 20 03 fc 14 0b",
                    "00 20 00 20 01 fc 15 0b",
                    "00 20 00 20 01 fc 16 0b")
            .toBytes());

    @AfterEach
    void closeEngine() {
        engine.close();
    }

    private Function function(String name) {
        return engine.linker().instantiate(module).function(name);
    }

    private static BigInteger unsigned(long low) {
        return new BigInteger(Long.toUnsignedString(low));
    }

    private static BigInteger wide(long low, long high) {
        return BigInteger.valueOf(high).shiftLeft(64).add(unsigned(low));
    }

    private static long[] halves(BigInteger wide) {
        return new long[] {wide.longValue(), wide.shiftRight(64).longValue()};
    }

    private void compare(String name, BinaryOperator<BigInteger> operation) {
        Function function = function(name);
        for (long low1 : EDGES) {
            for (long high1 : EDGES) {
                for (long low2 : EDGES) {
                    for (long high2 : EDGES) {
                        assertArrayEquals(
                                halves(operation.apply(wide(low1, high1), wide(low2, high2))),
                                function.call(low1, high1, low2, high2));
                    }
                }
            }
        }
    }

    @Test
    void carriesFromTheLowHalfIntoTheHighOne() {
        compare("add", BigInteger::add);
    }

    @Test
    void borrowsFromTheHighHalf() {
        compare("sub", BigInteger::subtract);
    }

    @Test
    void multipliesToTwiceTheWidth() {
        Function signed = function("s");
        Function unsigned = function("u");
        Random random = new Random(1);
        for (int i = 0; i < 20_000; i++) {
            long a = i < 81 ? EDGES[i / 9] : random.nextLong();
            long b = i < 81 ? EDGES[i % 9] : random.nextLong();
            assertArrayEquals(halves(BigInteger.valueOf(a).multiply(BigInteger.valueOf(b))), signed.call(a, b));
            assertArrayEquals(halves(unsigned(a).multiply(unsigned(b))), unsigned.call(a, b));
        }
    }

    @Test
    void isNamedAmongTheFeaturesOfAModule() {
        assertEquals(Set.of(Feature.MULTIVALUE, Feature.WIDE_ARITHMETIC), module.features());
    }
}
