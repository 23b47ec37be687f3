package org.amphora.itests.driver.internal;

import java.util.Map;
import org.ops4j.pax.exam.ProbeInvokerFactory;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkUtil;

/** Container side: the invoker "junit5" for Pax Exam's extender. */
public final class Activator implements BundleActivator {
    @Override
    public void start(BundleContext ctx) {
        ctx.registerService(
                ProbeInvokerFactory.class,
                (probe, expression) -> new JupiterInvoker((BundleContext) probe),
                FrameworkUtil.asDictionary(Map.of("driver", "junit5")));
    }

    @Override
    public void stop(BundleContext ctx) {}
}
