package org.amphora.text.script;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class LaneTest {
    private static final Lane CANONICAL = new Lane(Float.SIZE, 0, Lane.Nan.CANONICAL);
    private static final Lane ARITHMETIC = new Lane(Float.SIZE, 0, Lane.Nan.ARITHMETIC);

    @Test
    void comparesNumbersByTheBitsOfTheirWidth() {
        Lane lane = new Lane(16, 0xfffe, null);
        assertTrue(lane.matches(0x1_fffeL));
        assertFalse(lane.matches(0xfffd));
        assertTrue(new Lane(64, -2, null).matches(-2));
    }

    @Test
    void distinguishesZeros() {
        assertFalse(new Lane(Float.SIZE, 0, null).matches(0x8000_0000L));
    }

    @Test
    void takesAsCanonicalOnlyTheHighestBitOfThePayload() {
        assertTrue(CANONICAL.matches(0x7fc0_0000L));
        assertTrue(CANONICAL.matches(0xffc0_0000L));
        assertFalse(CANONICAL.matches(0x7fc0_0001L));
        assertFalse(CANONICAL.matches(0x7f80_0000L));
    }

    @Test
    void takesAsArithmeticWhateverHasTheHighestBitOfThePayload() {
        assertTrue(ARITHMETIC.matches(0x7fc0_0001L));
        assertTrue(ARITHMETIC.matches(0xffe0_0000L));
        assertFalse(ARITHMETIC.matches(0x7fa0_0000L));
        assertTrue(new Lane(Double.SIZE, 0, Lane.Nan.ARITHMETIC).matches(0xfff8_0000_0000_0001L));
        assertFalse(new Lane(Double.SIZE, 0, Lane.Nan.ARITHMETIC).matches(0x7ff4_0000_0000_0000L));
    }

    @Test
    void findsTheLanesOfAVector() {
        ExpectedValue.Vector vector = new ExpectedValue.Vector(
                List.of(new Lane(32, 1, null), new Lane(32, 2, null), CANONICAL, new Lane(32, 4, null)));
        assertTrue(vector.matches(0x0000_0002_0000_0001L, 0x0000_0004_7fc0_0000L));
        assertFalse(vector.matches(0x0000_0002_0000_0001L, 0x0000_0005_7fc0_0000L));
        assertFalse(vector.matches(0x0000_0003_0000_0001L, 0x0000_0004_7fc0_0000L));
    }
}
