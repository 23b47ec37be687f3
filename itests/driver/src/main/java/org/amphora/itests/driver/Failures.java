package org.amphora.itests.driver;

import java.util.Set;
import org.opentest4j.TestAbortedException;

final class Failures {
    private static final Set<String> WRAPPERS = Set.of(
            "org.ops4j.pax.exam.TestContainerException",
            "java.lang.reflect.InvocationTargetException",
            "java.lang.RuntimeException",
            "java.rmi.ServerException");

    private Failures() {}

    static Throwable unwrap(Throwable t) {
        Throwable x = t;
        while (WRAPPERS.contains(x.getClass().getName()) && x.getCause() != null && x.getCause() != x) {
            x = x.getCause();
        }
        // The container's class, of another class loader
        return x.getClass().getName().equals(TestAbortedException.class.getName())
                        && !(x instanceof TestAbortedException)
                ? new TestAbortedException(x.getMessage(), x)
                : x;
    }
}
