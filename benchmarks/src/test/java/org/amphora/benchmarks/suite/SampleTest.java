package org.amphora.benchmarks.suite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

/** What workers print is read, or refused. */
class SampleTest {
    @Test
    void theShellSaysWhatTheProcessTook() {
        assertEquals(
                1_150_000_000L,
                Sample.parse("checksum=1 differing=1 process=0 first=0 best=0 rounds=1\nuser=1.120 system=0.030\n")
                        .processNanos());
        assertEquals(
                "the shell printed 'late', which are no times",
                assertThrows(
                                IllegalArgumentException.class,
                                () -> Sample.parse("checksum=1 differing=1 process=0 first=0 best=0 rounds=1\nlate"))
                        .getMessage());
    }

    @Test
    void aLineIsReadInAnyOrder() {
        assertEquals(
                new Sample(-1, -6, 2, 3, 4, 5),
                Sample.parse("rounds=5 differing=-6 checksum=-1 best=4 first=3 process=2\n"));
    }

    @Test
    void otherOutputIsRefused() {
        IllegalArgumentException e =
                assertThrows(IllegalArgumentException.class, () -> Sample.parse("out of memory\n"));
        assertEquals("a worker printed 'out of memory', which is no sample", e.getMessage());
    }

    @Test
    void aWrongAnswerIsToldEvenIfItCameLate() {
        assertNull(new Sample(7, 7, 0, 0, 0, 3).wrong(7));
        assertEquals("answers 8 instead of 7", new Sample(8, 7, 0, 0, 0, 3).wrong(7));
        assertEquals("answers 9 in a later round instead of 7", new Sample(7, 9, 0, 0, 0, 3).wrong(7));
    }

    @Test
    void aMissingFigureIsNamed() {
        IllegalArgumentException e = assertThrows(
                IllegalArgumentException.class,
                () -> Sample.parse("checksum=1 differing=1 process=2 first=3 rounds=5"));
        assertEquals(
                "a worker printed 'checksum=1 differing=1 process=2 first=3 rounds=5', in which best is missing",
                e.getMessage());
    }

    @Test
    void theFigureOfACellIsTheMedian() {
        Cell cell = new Cell();
        assertEquals(Double.NaN, cell.nanos());
        for (long best : new long[] {9, 1, 5}) {
            cell.add(new Sample(0, 0, 0, 0, best, 1));
        }
        assertEquals(5, cell.nanos());
        cell.add(new Sample(0, 0, 0, 0, 6, 1));
        assertEquals(5.5, cell.nanos());
        cell.fail("not done after 180 s");
        assertEquals(Double.NaN, cell.nanos());
    }
}
