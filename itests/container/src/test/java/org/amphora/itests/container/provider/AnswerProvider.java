package org.amphora.itests.container.provider;

import org.amphora.api.HostFunction;
import org.amphora.api.whiteboard.WasmWhiteboardConstants;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.ServiceRegistration;

/** Of a bundle of its own: offers {@code itest.stress.answer}, which returns the version of the bundle. */
public final class AnswerProvider implements BundleActivator {
    private ServiceRegistration<HostFunction> registration;

    /** For the framework. */
    public AnswerProvider() {}

    @Override
    public void start(BundleContext context) {
        long version = context.getBundle().getVersion().getMajor();
        HostFunction answer = (caller, stack) -> stack[0] = version;
        registration = context.registerService(
                HostFunction.class,
                answer,
                FrameworkUtil.asDictionary(java.util.Map.of(
                        WasmWhiteboardConstants.WASM_HOST_MODULE, "itest.stress",
                        WasmWhiteboardConstants.WASM_HOST_NAME, "answer",
                        WasmWhiteboardConstants.WASM_HOST_SIGNATURE, "-I")));
    }

    @Override
    public void stop(BundleContext context) {
        registration.unregister();
    }
}
