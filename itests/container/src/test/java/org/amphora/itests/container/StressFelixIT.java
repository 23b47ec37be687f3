package org.amphora.itests.container;

import org.amphora.itests.driver.PaxExam;

@PaxExam(FelixSetup.class)
class StressFelixIT extends StressTests {}
