package org.amphora.itests.driver;

import java.lang.reflect.Field;
import java.lang.reflect.Method;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.InvocationInterceptor;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.jupiter.api.extension.ReflectiveInvocationContext;
import org.junit.jupiter.api.extension.TestInstancePostProcessor;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkUtil;

/**
 * Loaded twice: by the test JVM (driver side: every test and lifecycle method is skipped and the test is called by its
 * unique id in the container) and by the framework (container side: Jupiter runs the method for real).
 */
public final class PaxExamExtension
        implements BeforeAllCallback,
                AfterAllCallback,
                InvocationInterceptor,
                ParameterResolver,
                TestInstancePostProcessor {
    private static final Namespace NS = Namespace.create(PaxExamExtension.class);

    private static Bundle bundle(ExtensionContext c) {
        return FrameworkUtil.getBundle(c.getRequiredTestClass());
    }

    private static boolean driver(ExtensionContext c) {
        return bundle(c) == null;
    }

    @Override
    public void beforeAll(ExtensionContext c) throws Exception {
        if (driver(c)) {
            Class<?> top = top(c);
            Class<?> config = top.getAnnotation(PaxExam.class).value();
            ExamContainer container = c.getRoot()
                    .getStore(NS)
                    .getOrComputeIfAbsent(config, k -> ExamContainer.start((Class<?>) k), ExamContainer.class);
            if (c.getRequiredTestClass() == top) {
                c.getStore(NS).put(ExamContainer.Probe.class, container.probe(top));
            }
        }
    }

    /** The class that the engine was asked to run: not the enclosing one, which may be a base class. */
    private static Class<?> top(ExtensionContext c) {
        Class<?> k = c.getRequiredTestClass();
        for (ExtensionContext x = c; x != null; x = x.getParent().orElse(null)) {
            k = x.getTestClass().orElse(k);
        }
        return k;
    }

    @Override
    public void afterAll(ExtensionContext c) {
        if (driver(c) && c.getRequiredTestClass() == top(c)) {
            ExamContainer.Probe p = c.getStore(NS).remove(ExamContainer.Probe.class, ExamContainer.Probe.class);
            if (p != null) {
                p.close();
            }
        }
    }

    private static void test(Invocation<?> i, ExtensionContext c) throws Throwable {
        if (driver(c)) {
            i.skip();
            c.getStore(NS)
                    .get(ExamContainer.Probe.class, ExamContainer.Probe.class)
                    .call(c.getUniqueId());
        } else {
            i.proceed();
        }
    }

    private static <T> T lifecycle(Invocation<T> i, ExtensionContext c) throws Throwable {
        if (driver(c)) {
            i.skip();
            return null;
        }
        return i.proceed();
    }

    @Override
    public void interceptTestMethod(Invocation<Void> i, ReflectiveInvocationContext<Method> m, ExtensionContext c)
            throws Throwable {
        test(i, c);
    }

    @Override
    public void interceptTestTemplateMethod(
            Invocation<Void> i, ReflectiveInvocationContext<Method> m, ExtensionContext c) throws Throwable {
        test(i, c);
    }

    /** Its dynamic tests would run in the test JVM: refused, not silently done outside. */
    @Override
    public <T> T interceptTestFactoryMethod(Invocation<T> i, ReflectiveInvocationContext<Method> m, ExtensionContext c)
            throws Throwable {
        if (driver(c)) {
            i.skip();
            throw new UnsupportedOperationException("@TestFactory in a @PaxExam class");
        }
        return i.proceed();
    }

    @Override
    public void interceptBeforeAllMethod(Invocation<Void> i, ReflectiveInvocationContext<Method> m, ExtensionContext c)
            throws Throwable {
        lifecycle(i, c);
    }

    @Override
    public void interceptBeforeEachMethod(Invocation<Void> i, ReflectiveInvocationContext<Method> m, ExtensionContext c)
            throws Throwable {
        lifecycle(i, c);
    }

    @Override
    public void interceptAfterEachMethod(Invocation<Void> i, ReflectiveInvocationContext<Method> m, ExtensionContext c)
            throws Throwable {
        lifecycle(i, c);
    }

    @Override
    public void interceptAfterAllMethod(Invocation<Void> i, ReflectiveInvocationContext<Method> m, ExtensionContext c)
            throws Throwable {
        lifecycle(i, c);
    }

    @Override
    public boolean supportsParameter(ParameterContext p, ExtensionContext c) {
        return p.getParameter().getType() == BundleContext.class || p.isAnnotated(OsgiService.class);
    }

    @Override
    public Object resolveParameter(ParameterContext p, ExtensionContext c) {
        if (driver(c)) {
            return null;
        }
        OsgiService s = p.findAnnotation(OsgiService.class).orElse(null);
        return lookup(c, p.getParameter().getType(), s);
    }

    @Override
    public void postProcessTestInstance(Object test, ExtensionContext c) throws Exception {
        if (!driver(c)) {
            for (Class<?> k = test.getClass(); k != Object.class; k = k.getSuperclass()) {
                for (Field f : k.getDeclaredFields()) {
                    OsgiService s = f.getAnnotation(OsgiService.class);
                    if (s != null) {
                        f.setAccessible(true);
                        f.set(test, lookup(c, f.getType(), s));
                    }
                }
            }
        }
    }

    private static Object lookup(ExtensionContext c, Class<?> type, OsgiService s) {
        BundleContext ctx = bundle(c).getBundleContext();
        return type == BundleContext.class ? ctx : Services.await(ctx, type, s.filter(), s.timeout());
    }
}
