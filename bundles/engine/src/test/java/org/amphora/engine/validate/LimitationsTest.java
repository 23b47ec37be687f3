package org.amphora.engine.validate;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.EnumSet;
import java.util.Set;
import org.amphora.api.Feature;
import org.junit.jupiter.api.Test;

class LimitationsTest {
    @Test
    void promisesWhatWorksAndNoMore() {
        Set<Feature> expected = EnumSet.range(Feature.MUTABLE_GLOBALS, Feature.RELAXED_SIMD);
        expected.add(Feature.EXCEPTION_HANDLING);
        expected.add(Feature.LEGACY_EXCEPTION_HANDLING);
        expected.add(Feature.FUNCTION_REFERENCES);
        expected.add(Feature.ATOMICS);
        expected.add(Feature.GC);
        expected.addAll(Set.of(Feature.MULTIMEMORY, Feature.MEMORY64, Feature.CUSTOM_PAGE_SIZES));
        expected.add(Feature.WIDE_ARITHMETIC);
        assertEquals(expected, Limitations.supported());
    }
}
