package org.amphora.benchmarks.swaps;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class EndiveSideTest {
    @Test
    void anUpdateOfTheBundleReplacesTheGuest() throws Exception {
        try (Side side = new EndiveSide()) {
            assertThrows(Side.NoGuestException.class, side::stamp);
            side.swap(1);
            assertArrayEquals(new long[] {1, 1, 1}, side.stamp());
            side.swap(770);
            side.awaitGuest();
            assertArrayEquals(new long[] {770, 770, 770}, side.stamp());
        }
    }
}
