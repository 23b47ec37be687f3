package org.amphora.benchmarks.suite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** Whole reports, in each form. */
class ReportTest {
    @Test
    void aTerminalSeesTablesAndTheSummaryLast() throws IOException {
        assertEquals(expected("full.txt"), TextReport.plain(Reports.full()));
    }

    @Test
    void whatWasNotRunIsLeftOut() throws IOException {
        assertEquals(expected("alone.txt"), TextReport.plain(Reports.alone()));
    }

    @Test
    void markdownHasTheSameTables() throws IOException {
        assertEquals(expected("full.md"), TextReport.markdown(Reports.full()));
    }

    @Test
    void jsonHasEachSample() throws IOException {
        assertEquals(expected("full.json"), JsonReport.write(Reports.full()));
    }

    @Test
    void theChartHasADotForEachRatio() throws IOException {
        Report report = Reports.full();
        assertEquals(expected("full.svg"), SvgChart.draw(report.steady(), report.baseline()));
    }

    @Test
    void onlyAWrongChecksumOrAFailureOfAmphoraSpoilsAReport() {
        Report report = Reports.full(); // in which V8 failed
        assertFalse(report.spoilt());
        Workload guest = report.steady().guests().get(0);
        report.steady().cell(guest, "endive").differ("answers 3 instead of 1");
        assertTrue(report.spoilt());
        Report other = Reports.alone();
        other.steady().cell(guest, "amphora").fail("ended with 1: no message");
        assertTrue(other.spoilt());
    }

    private static String expected(String name) throws IOException {
        try (InputStream in = ReportTest.class.getResourceAsStream(name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
