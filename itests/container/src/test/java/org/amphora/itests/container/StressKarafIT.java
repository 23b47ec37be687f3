package org.amphora.itests.container;

import org.amphora.itests.driver.PaxExam;

@PaxExam(KarafSetup.class)
class StressKarafIT extends StressTests {}
