package org.amphora.benchmarks.swaps;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;

class OutcomeTest {
    @Test
    void anOutcomeIsReadAsItWasWritten() throws Exception {
        Outcome read = Outcome.read(new Outcome(5, 2, 1, -3, latencies(1_000_000), latencies(7_000_000)).line());
        assertEquals(5, read.started());
        assertEquals(2, read.failed());
        assertEquals(1, read.mixed());
        assertEquals(-3, read.classes());
        assertEquals(latencies(1_000_000), read.quiet());
        assertEquals(latencies(7_000_000), read.busy());
    }

    @Test
    void callsOfTwoRunsAddUpAndOfTheirClassesTheMoreAreTold() {
        Outcome both = new Outcome(5, 2, 1, 40, latencies(1_000_000), latencies(7_000_000))
                .and(new Outcome(6, 0, 0, 30, latencies(1_000_000), latencies(9_000_000)));
        assertEquals(11, both.started());
        assertEquals(2, both.failed());
        assertEquals(1, both.mixed());
        assertEquals(40, both.classes());
        assertEquals(2, both.quiet().getTotalCount());
        assertEquals("7.012 ms, 9.0 ms, 9.0 ms", Outcome.milliseconds(both.busy()));
    }

    private static Histogram latencies(long nanos) {
        Histogram latencies = new ConcurrentHistogram(1_000_000_000, 2);
        latencies.recordValue(nanos);
        return latencies;
    }
}
