package org.amphora.itests.driver;

import java.util.Arrays;
import org.osgi.framework.BundleContext;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;

/** Looks services up, with a bounded wait. */
public final class Services {
    private Services() {}

    public static <T> T await(BundleContext ctx, Class<T> type, String filter, long timeout) {
        try {
            long end = System.nanoTime() + timeout * 1_000_000;
            do {
                ServiceReference<T> best = ctx.getServiceReferences(type, filter.isEmpty() ? null : filter).stream()
                        .max(java.util.Comparator.naturalOrder())
                        .orElse(null);
                T s = best == null ? null : ctx.getService(best);
                if (s != null) {
                    return s;
                }
                Thread.sleep(20);
            } while (System.nanoTime() < end);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (InvalidSyntaxException e) {
            throw new IllegalArgumentException(e);
        }
        throw new AssertionError("no service " + type.getName() + " " + filter + " within " + timeout + " ms; bundles: "
                + Arrays.stream(ctx.getBundles())
                        .map(b -> b.getSymbolicName() + "=" + b.getState())
                        .toList());
    }
}
