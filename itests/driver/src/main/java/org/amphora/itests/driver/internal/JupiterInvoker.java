package org.amphora.itests.driver.internal;

import static org.junit.platform.engine.discovery.DiscoverySelectors.selectUniqueId;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectOutputStream;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.engine.JupiterTestEngine;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherConfig;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.opentest4j.TestAbortedException;
import org.ops4j.pax.exam.ProbeInvoker;
import org.ops4j.pax.exam.TestContainerException;
import org.ops4j.pax.exam.WrappedTestContainerException;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.wiring.BundleWiring;

/** Runs one test, named by its unique id, with Jupiter in the framework. */
final class JupiterInvoker implements ProbeInvoker {
    private final BundleContext probe;

    JupiterInvoker(BundleContext probe) {
        this.probe = probe;
    }

    @Override
    public void call(Object... args) {
        if (args[0].equals("stop")) {
            try {
                probe.getBundle().stop();
            } catch (BundleException e) {
                throw new TestContainerException(e);
            }
            return;
        }
        awaitKaraf();
        Thread t = Thread.currentThread();
        ClassLoader old = t.getContextClassLoader();
        // Jupiter loads the class of a unique id with the context class loader
        t.setContextClassLoader(probe.getBundle().adapt(BundleWiring.class).getClassLoader());
        try {
            run((String) args[0]);
        } finally {
            t.setContextClassLoader(old);
        }
    }

    /** Karaf may still be refreshing bundles: its features service says when the boot features are all installed. */
    private void awaitKaraf() {
        if (System.getProperty("karaf.base") != null) {
            try {
                for (int i = 0;
                        i < 1200
                                && probe.getAllServiceReferences("org.apache.karaf.features.BootFinished", null)
                                        == null;
                        i++) {
                    Thread.sleep(50);
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } catch (InvalidSyntaxException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    private static void run(String uniqueId) {
        // No ServiceLoader in the framework: everything is named
        LauncherConfig config = LauncherConfig.builder()
                .enableTestEngineAutoRegistration(false)
                .enableLauncherSessionListenerAutoRegistration(false)
                .enableLauncherDiscoveryListenerAutoRegistration(false)
                .enableTestExecutionListenerAutoRegistration(false)
                .enablePostDiscoveryFilterAutoRegistration(false)
                .addTestEngines(new JupiterTestEngine())
                .build();
        AtomicInteger ran = new AtomicInteger();
        AtomicReference<Throwable> failure = new AtomicReference<>();
        LauncherFactory.create(config)
                .execute(
                        LauncherDiscoveryRequestBuilder.request()
                                .selectors(selectUniqueId(uniqueId))
                                .build(),
                        new TestExecutionListener() {
                            @Override
                            public void executionFinished(TestIdentifier id, TestExecutionResult r) {
                                if (id.isTest()) {
                                    ran.incrementAndGet();
                                }
                                r.getThrowable().ifPresent(x -> failure.compareAndSet(null, x));
                            }

                            @Override
                            public void executionSkipped(TestIdentifier id, String reason) {
                                failure.compareAndSet(
                                        null, new TestAbortedException("skipped in the container: " + reason));
                            }
                        });
        Throwable f = failure.get();
        if (f == null && ran.get() != 1) {
            f = new AssertionError(ran + " tests instead of 1 ran in the container for " + uniqueId);
        }
        if (f != null) {
            throw serializable(f)
                    ? new TestContainerException(f.toString(), f)
                    : new WrappedTestContainerException(f.toString(), f);
        }
    }

    private static boolean serializable(Throwable t) {
        try (ObjectOutputStream o = new ObjectOutputStream(new ByteArrayOutputStream())) {
            o.writeObject(t);
            return true;
        } catch (IOException | RuntimeException e) {
            return false;
        }
    }
}
