package org.amphora.itests.container;

import static org.ops4j.pax.exam.CoreOptions.options;
import static org.ops4j.pax.exam.CoreOptions.systemProperty;
import static org.ops4j.pax.exam.CoreOptions.systemTimeout;
import static org.ops4j.pax.exam.CoreOptions.vmOption;
import static org.ops4j.pax.exam.karaf.options.KarafDistributionOption.configureConsole;
import static org.ops4j.pax.exam.karaf.options.KarafDistributionOption.editConfigurationFilePut;
import static org.ops4j.pax.exam.karaf.options.KarafDistributionOption.features;
import static org.ops4j.pax.exam.karaf.options.KarafDistributionOption.karafDistributionConfiguration;
import static org.ops4j.pax.exam.karaf.options.KarafDistributionOption.keepRuntimeFolder;
import static org.ops4j.pax.exam.karaf.options.KarafDistributionOption.logLevel;
import static org.ops4j.pax.exam.karaf.options.KarafDistributionOption.replaceConfigurationFile;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.ops4j.pax.exam.Option;
import org.ops4j.pax.exam.OptionUtils;
import org.ops4j.pax.exam.karaf.options.LogLevelOption.LogLevel;

/** A whole Karaf, unpacked and forked; no network: mvn: is answered from two folders that Maven filled. */
public final class KarafSetup implements Supplier<Option[]> {
    @Override
    public Option[] get() {
        String version = System.getProperty("amphora.karaf.version");
        String mvn = "etc/org.ops4j.pax.url.mvn.cfg";
        String repos = Stream.of(new File(System.getProperty("amphora.features.repo")), new File("target/exam-repo"))
                .map(f -> f.getAbsoluteFile().toURI() + "@id=" + f.getName() + "@snapshots")
                .reduce((a, b) -> a + ", " + b)
                .get();
        return OptionUtils.combine(
                OptionUtils.combine(java9(version), java24(version)),
                options(
                        karafDistributionConfiguration()
                                .frameworkUrl(new File("target/karaf/apache-karaf.tar.gz")
                                        .toURI()
                                        .toString())
                                .name("Apache Karaf")
                                .karafVersion(version)
                                .unpackDirectory(new File("target/exam-karaf"))
                                .useDeployFolder(false),
                        configureConsole().ignoreLocalConsole().ignoreRemoteShell(),
                        logLevel(LogLevel.INFO),
                        keepRuntimeFolder(),
                        systemProperty("amphora.project")
                                .value(new File("../..")
                                        .getAbsoluteFile()
                                        .toPath()
                                        .normalize()
                                        .toString()),
                        systemProperty("amphora.stress.swaps").value(System.getProperty("amphora.stress.swaps", "60")),
                        systemProperty("amphora.stress.updates")
                                .value(System.getProperty("amphora.stress.updates", "6")),
                        systemTimeout(120_000),
                        editConfigurationFilePut(
                                mvn,
                                "org.ops4j.pax.url.mvn.defaultRepositories",
                                "${karaf.home.uri}${karaf.default.repository}@id=system.repository@snapshots, "
                                        + repos),
                        editConfigurationFilePut(mvn, "org.ops4j.pax.url.mvn.repositories", ""),
                        editConfigurationFilePut(
                                mvn,
                                "org.ops4j.pax.url.mvn.localRepository",
                                new File("target/karaf-m2").getAbsolutePath()),
                        features(
                                new File(System.getProperty("amphora.features"))
                                        .toURI()
                                        .toString(),
                                "amphora")));
    }

    /** What bin/karaf passes; Pax Exam starts Karaf's main class without that script. */
    private static Option[] java9(String version) {
        return Stream.of(
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-Xshare:auto",
                        "--add-reads=java.xml=java.logging",
                        "--add-exports=java.base/org.apache.karaf.specs.locator=java.xml,ALL-UNNAMED",
                        "--patch-module=java.base=lib/endorsed/org.apache.karaf.specs.locator-" + version + ".jar",
                        "--patch-module=java.xml=lib/endorsed/org.apache.karaf.specs.java.xml-" + version + ".jar",
                        "--add-opens=java.base/java.security=ALL-UNNAMED",
                        "--add-opens=java.base/java.net=ALL-UNNAMED",
                        "--add-opens=java.base/java.lang=ALL-UNNAMED",
                        "--add-opens=java.base/java.util=ALL-UNNAMED",
                        "--add-opens=java.naming/javax.naming.spi=ALL-UNNAMED",
                        "--add-opens=java.rmi/sun.rmi.transport.tcp=ALL-UNNAMED",
                        "--add-exports=java.base/sun.net.www.protocol.http=ALL-UNNAMED",
                        "--add-exports=java.base/sun.net.www.protocol.https=ALL-UNNAMED",
                        "--add-exports=java.base/sun.net.www.protocol.jar=ALL-UNNAMED",
                        "--add-exports=jdk.naming.rmi/com.sun.jndi.url.rmi=ALL-UNNAMED",
                        "--add-exports=java.rmi/sun.rmi.registry=ALL-UNNAMED")
                .map(o -> vmOption(o))
                .toArray(Option[]::new);
    }

    /**
     * Karaf 4.4.10's EventAdmin calls Subject.getSubject, which Java 24 and later refuse: Felix's is put in its place.
     * Outside Pax Exam, bin/karaf also needs JAVA_OPTS set, or it passes -Djava.security.manager=allow and the JVM refuses that.
     */
    private static Option[] java24(String version) {
        if (Runtime.version().feature() < 24) {
            return options();
        }
        try {
            String karafs = "org.apache.karaf.services/org.apache.karaf.services.eventadmin/" + version;
            String felix = "org.apache.felix/org.apache.felix.eventadmin/"
                    + System.getProperty("amphora.felix.eventadmin.version");
            Path startup = Path.of("target/karaf/apache-karaf-" + version + "/etc/startup.properties");
            Path patched = Files.writeString(
                    Path.of("target/startup.properties"),
                    Files.readString(startup).replace(karafs, felix));
            Path processing =
                    Files.writeString(Path.of("target/org.apache.karaf.features.xml"), """
                    <featuresProcessing xmlns="http://karaf.apache.org/xmlns/features-processing/v1.0.0">
                      <bundleReplacements><bundle originalUri="mvn:%s" replacement="mvn:%s" mode="maven"/></bundleReplacements>
                    </featuresProcessing>
                    """.formatted(karafs, felix));
            return options(
                    replaceConfigurationFile("etc/startup.properties", patched.toFile()),
                    replaceConfigurationFile("etc/org.apache.karaf.features.xml", processing.toFile()),
                    editConfigurationFilePut(
                            "etc/config.properties",
                            "bundle.locations",
                            "../../exam-repo") /* relative to karaf.base */);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
