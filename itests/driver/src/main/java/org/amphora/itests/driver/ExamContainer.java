package org.amphora.itests.driver;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.ops4j.pax.exam.CoreOptions;
import org.ops4j.pax.exam.ExamSystem;
import org.ops4j.pax.exam.Option;
import org.ops4j.pax.exam.OptionUtils;
import org.ops4j.pax.exam.TestAddress;
import org.ops4j.pax.exam.TestContainer;
import org.ops4j.pax.exam.TestContainerFactory;
import org.ops4j.pax.exam.TestProbeBuilder;
import org.ops4j.pax.exam.karaf.container.internal.KarafTestContainerFactory;
import org.ops4j.pax.exam.karaf.options.KarafDistributionBaseConfigurationOption;
import org.ops4j.pax.exam.karaf.options.KarafExamSystemConfigurationOption;
import org.ops4j.pax.exam.karaf.options.libraries.OverrideJUnitBundlesOption;
import org.ops4j.pax.exam.nat.internal.NativeTestContainerFactory;
import org.ops4j.pax.exam.spi.PaxExamRuntime;

/** Driver side: a running Pax Exam test container. */
final class ExamContainer implements AutoCloseable {
    /** For the container side, instead of a unique id. */
    static final String STOP = "stop";

    private final ExamSystem system;
    private final TestContainer container;

    private ExamContainer(ExamSystem system, TestContainer container) {
        this.system = system;
        this.container = container;
    }

    static ExamContainer start(Class<?> config) {
        try {
            @SuppressWarnings("unchecked")
            Supplier<Option[]> s =
                    (Supplier<Option[]>) config.getDeclaredConstructor().newInstance();
            Option[] user = OptionUtils.expand(s.get());
            boolean karaf = OptionUtils.filter(KarafDistributionBaseConfigurationOption.class, user).length > 0;
            List<Option> all = new ArrayList<>(Arrays.asList(driverBundles(karaf)));
            all.add(CoreOptions.systemProperty("org.ops4j.pax.logging.DefaultServiceLog.level")
                    .value("WARN"));
            all.addAll(Arrays.asList(user));
            if (karaf) {
                all.add(new KarafExamSystemConfigurationOption("junit5"));
                all.add(new OverrideJUnitBundlesOption());
            } else {
                all.add(CoreOptions.systemProperty("pax.exam.invoker").value("junit5"));
            }
            ExamSystem system = PaxExamRuntime.createTestSystem(all.toArray(new Option[0]));
            // not getTestContainerFactory(): it allows one factory on the class path only
            TestContainerFactory f = PaxExamRuntime.getTestContainerFactory(
                    karaf ? KarafTestContainerFactory.class : NativeTestContainerFactory.class);
            TestContainer c = f.create(system)[0];
            c.start();
            return new ExamContainer(system, c);
        } catch (IOException | ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Option[] driverBundles(boolean karaf) {
        // Karaf opens its URLs itself, and reference: has no handler; the native container gives them to the framework
        return Stream.of(
                        "org.opentest4j",
                        "junit-platform-commons",
                        "junit-platform-engine",
                        "junit-platform-launcher",
                        "junit-jupiter-api",
                        "junit-jupiter-params",
                        "junit-jupiter-engine",
                        "org.amphora.itests.driver")
                .map(n -> CoreOptions.bundle((karaf ? "" : "reference:") + ClassPath.url(n)))
                .toArray(Option[]::new);
    }

    Probe probe(Class<?> testClass) throws IOException {
        TestProbeBuilder b = system.createProbe();
        TestAddress a = b.addTest(testClass, "junit5");
        // A location of its own: for a second bundle of the same location, a framework returns the first
        container.install("probe:" + testClass.getName(), b.build().getStream());
        return new Probe(a);
    }

    @Override
    public void close() {
        container.stop();
    }

    final class Probe implements AutoCloseable {
        private final TestAddress address;

        Probe(TestAddress address) {
            this.address = address;
        }

        void call(String uniqueId) throws Throwable {
            try {
                container.call(new Call(address, uniqueId));
            } catch (Throwable t) {
                throw Failures.unwrap(t);
            }
        }

        /** Stops the probe. Not uninstallProbe(): with it, a remote container's stop() fails (it uninstalls twice). */
        @Override
        public void close() {
            container.call(new Call(address, STOP));
        }
    }

    /** The probe's address with an argument of its own. */
    private record Call(TestAddress root, String uniqueId) implements TestAddress {
        @Override
        public String identifier() {
            return root.identifier();
        }

        @Override
        public String caption() {
            return uniqueId;
        }

        @Override
        public Object[] arguments() {
            return new Object[] {uniqueId};
        }
    }
}
