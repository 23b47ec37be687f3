/**
 * The half of the driver that lives in the framework under test. The unique id of a test enters; Jupiter runs it there,
 * and whatever made it fail leaves as the exception that the build's own JVM reports.
 */
package org.amphora.itests.driver.internal;
