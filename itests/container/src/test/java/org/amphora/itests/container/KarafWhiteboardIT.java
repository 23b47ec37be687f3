package org.amphora.itests.container;

import static org.junit.jupiter.api.Assertions.assertNotNull;

import org.amphora.itests.driver.PaxExam;
import org.junit.jupiter.api.Test;

@PaxExam(KarafSetup.class)
class KarafWhiteboardIT extends WhiteboardTests {
    @Test
    void guestsWriteToTheLogServiceOfKaraf() {
        assertNotNull(context.getServiceReference("org.amphora.host.log.Sink"));
    }
}
