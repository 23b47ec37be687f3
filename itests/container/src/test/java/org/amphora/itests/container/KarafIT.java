package org.amphora.itests.container;

import static org.junit.jupiter.api.Assertions.assertTrue;

import org.amphora.itests.driver.OsgiService;
import org.amphora.itests.driver.PaxExam;
import org.apache.karaf.features.FeaturesService;
import org.junit.jupiter.api.Test;

@PaxExam(KarafSetup.class)
class KarafIT extends ContainerTests {
    @Test
    void theFeatureIsInstalled(@OsgiService FeaturesService features) throws Exception {
        assertTrue(features.isInstalled(features.getFeature("amphora")));
    }
}
