package org.amphora.itests.container;

import static org.amphora.itests.driver.ClassPath.bundle;
import static org.ops4j.pax.exam.CoreOptions.frameworkProperty;
import static org.ops4j.pax.exam.CoreOptions.options;
import static org.ops4j.pax.exam.CoreOptions.systemProperty;
import static org.ops4j.pax.exam.CoreOptions.workingDirectory;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Supplier;
import org.ops4j.pax.exam.Option;

/** Plain Felix, in this JVM: what Karaf adds is not here. */
public final class FelixSetup implements Supplier<Option[]> {
    private static Path deploy() {
        try {
            return Files.createDirectories(Path.of("target/felix-deploy").toAbsolutePath());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public Option[] get() {
        return options(
                workingDirectory("target/exam-felix"),
                bundle("org.osgi.util.function"),
                bundle("org.osgi.util.promise"),
                bundle("org.osgi.service.component"),
                bundle("org.apache.felix.configadmin"),
                bundle("org.apache.felix.metatype"),
                bundle("org.apache.felix.scr"),
                bundle("org.apache.felix.eventadmin"),
                bundle("org.apache.felix.gogo.runtime"),
                frameworkProperty("felix.fileinstall.dir").value(deploy().toString()),
                frameworkProperty("felix.fileinstall.poll").value("200"),
                frameworkProperty("felix.fileinstall.noInitialDelay").value("true"),
                systemProperty(Deploy.FOLDER).value(deploy().toString()),
                bundle("org.apache.felix.fileinstall"),
                bundle("org.objectweb.asm"),
                bundle("org.amphora.api"),
                bundle("org.amphora.binary"),
                bundle("org.amphora.text"),
                bundle("org.amphora.engine"),
                bundle("org.amphora.wasi"),
                bundle("org.amphora.host.log"),
                bundle("org.amphora.host.kv"),
                bundle("org.amphora.guests"),
                bundle("org.amphora.deployer"),
                bundle("org.amphora.shell"));
    }
}
