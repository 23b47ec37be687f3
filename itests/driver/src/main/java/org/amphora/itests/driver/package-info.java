/**
 * Runs the methods of Jupiter test classes inside an OSGi framework: Pax Exam starts the container, and has no released
 * driver for JUnit 5, so this is one.
 *
 * <p>The jar is loaded twice. In the test JVM it starts containers and replaces each test by a call into one; as a bundle
 * in the container it runs that one test with Jupiter. Test classes see {@link
 * org.amphora.itests.driver.PaxExam @PaxExam} and {@link org.amphora.itests.driver.OsgiService @OsgiService}; what they
 * throw comes back to the test JVM as it was thrown.
 */
@Export
@Version("0.1.0")
package org.amphora.itests.driver;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
