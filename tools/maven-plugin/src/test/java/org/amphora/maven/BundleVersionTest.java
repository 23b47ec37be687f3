package org.amphora.maven;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BundleVersionTest {
    @ParameterizedTest
    @CsvSource({
        "1, 1.0.0",
        "1.2, 1.2.0",
        "1.2.3, 1.2.3",
        "1.2-SNAPSHOT, 1.2.0.SNAPSHOT",
        "1.2.3.Final, 1.2.3.Final",
        "1.2.3-rc.1, 1.2.3.rc_1",
        "1.2.3.4, 1.2.3.4",
        "main, 0.0.0.main"
    })
    void becomesAVersionOfOsgi(String maven, String osgi) {
        assertEquals(osgi, BundleVersion.of(maven));
    }
}
