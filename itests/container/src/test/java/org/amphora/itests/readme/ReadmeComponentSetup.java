package org.amphora.itests.readme;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Supplier;
import org.amphora.itests.container.FelixSetup;
import org.ops4j.pax.exam.CoreOptions;
import org.ops4j.pax.exam.Option;
import org.ops4j.pax.exam.OptionUtils;

/** Plain Felix with the components of README.md. */
public final class ReadmeComponentSetup implements Supplier<Option[]> {
    @Override
    public Option[] get() {
        try {
            Path folder = Files.createDirectories(Path.of("target/readme").toAbsolutePath());
            Path deploy = Files.createDirectories(folder.resolve("deploy"));
            return OptionUtils.combine(
                    new FelixSetup().get(),
                    // not those of the other tests, whose framework runs in this JVM too
                    CoreOptions.workingDirectory("target/exam-readme"),
                    CoreOptions.frameworkProperty("felix.fileinstall.dir").value(deploy.toString()),
                    CoreOptions.bundle(ComponentBundle.build(folder).toUri().toString()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
