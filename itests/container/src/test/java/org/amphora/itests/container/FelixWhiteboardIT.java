package org.amphora.itests.container;

import static org.junit.jupiter.api.Assertions.assertNull;

import org.amphora.itests.driver.PaxExam;
import org.junit.jupiter.api.Test;

@PaxExam(FelixSetup.class)
class FelixWhiteboardIT extends WhiteboardTests {
    @Test
    void guestsWriteToThePlatformLoggingWhereThereIsNoLogService() {
        assertNull(context.getServiceReference("org.amphora.host.log.Sink"));
    }
}
