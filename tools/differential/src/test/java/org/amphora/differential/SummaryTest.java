package org.amphora.differential;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class SummaryTest {
    private final Summary summary = new Summary("seeds");

    @Test
    void countsVerdictsAndWhySomeWereSkipped() {
        summary.add(Verdict.alike());
        summary.add(Verdict.alike());
        summary.add(Verdict.skipped("stack exhausted on one side"));
        summary.add(Verdict.skipped("limit of one side"));
        summary.add(Verdict.skipped("stack exhausted on one side"));
        assertEquals(
                "5 seeds: 2 alike, 0 different, 3 skipped (limit of one side: 1, stack exhausted on one side: 2)",
                summary.toString());
        assertTrue(summary.passed());
    }

    @Test
    void oneDifferenceIsAFailure() {
        summary.add(Verdict.alike());
        summary.add(Verdict.different("line 1"));
        assertEquals("2 seeds: 1 alike, 1 different, 0 skipped", summary.toString());
        assertFalse(summary.passed());
    }

    @Test
    void nothingComparedIsAFailure() {
        summary.add(Verdict.skipped("no answer of V8 in time"));
        assertFalse(summary.passed());
    }
}
