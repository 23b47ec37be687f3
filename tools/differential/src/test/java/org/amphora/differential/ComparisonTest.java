package org.amphora.differential;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class ComparisonTest {
    private static Verdict compare(List<String> v8, List<String> amphora) {
        return Comparison.compare(v8, amphora);
    }

    @Test
    void sameLinesAreAlike() {
        assertEquals(
                Verdict.alike(), compare(List.of("compile", "f i32:00000001"), List.of("compile", "f i32:00000001")));
    }

    @Test
    void theFirstLineThatDiffersIsNamed() {
        assertEquals(
                Verdict.different("line 2: V8 \"f = table\", Amphora \"f = memory\""),
                compare(List.of("compile", "f = table", "g"), List.of("compile", "f = memory", "h")));
    }

    @Test
    void aMissingLineIsADifference() {
        assertEquals(
                Verdict.different("line 2: V8 \"f\", Amphora \"nothing\""),
                compare(List.of("compile", "f"), List.of("compile")));
        assertEquals(
                Verdict.different("line 2: V8 \"nothing\", Amphora \"f\""),
                compare(List.of("compile"), List.of("compile", "f")));
    }

    @Test
    void behindAStackThatBothExhaustedNothingIsCompared() {
        assertEquals(
                Verdict.alike(), compare(List.of("f = stack", "g i32:00000001"), List.of("f = stack", "g = memory")));
    }

    @Test
    void aStackThatOneSideExhaustedIsNoDifference() {
        assertEquals(
                Verdict.skipped("stack exhausted on one side"),
                compare(List.of("log i32:00000001", "f"), List.of("f = stack")));
        assertEquals(
                Verdict.skipped("stack exhausted on one side"),
                compare(List.of("caught = stack"), List.of("log i32:00000001")));
    }

    @Test
    void aLimitOfOneSideIsNoDifference() {
        assertEquals(Verdict.skipped("limit of one side"), compare(List.of("f"), List.of("f = limit")));
    }

    @Test
    void aFailureIsADifferenceOfItsOwnKind() {
        assertEquals(
                new Verdict(
                        Verdict.Kind.DIFFERENT,
                        "failure",
                        "line 2: V8 \"f\", Amphora \"failed: java.lang.VerifyError at wasm.Code0\""),
                compare(List.of("compile", "f"), List.of("compile", "failed: java.lang.VerifyError at wasm.Code0")));
    }

    @Test
    void aModuleThatNeitherSideCanLinkIsNotCounted() {
        assertEquals(
                Verdict.skipped("import of a type that the host does not have"),
                compare(List.of("compile", "instantiate = link"), List.of("compile", "instantiate = link")));
    }

    @Test
    void whatDiffersBeforeALimitIsADifference() {
        assertEquals(
                Verdict.different("line 1: V8 \"f\", Amphora \"g\""),
                compare(List.of("f", "h = stack"), List.of("g", "h = stack")));
    }
}
