package org.amphora.benchmarks.swaps;

import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkUtil;
import run.endive.compiler.MachineFactoryCompiler;
import run.endive.runtime.ExportFunction;
import run.endive.runtime.Instance;
import run.endive.wasm.Parser;
import run.endive.wasm.WasmModule;

/**
 * The activator of the bundle that holds the guest on Endive: a service for as long as the bundle is active. An instance of
 * Endive serves one call at a time, so there is one for each client.
 */
public final class EndiveActivator implements BundleActivator {
    /** The module, in the bundle. */
    static final String MODULE = "guest.wasm";

    /** How many instances there are: a header of the bundle. */
    static final String INSTANCES = "Instances";

    /** The property of the service that tells it from others of its type. */
    static final String GUEST = "guest";

    /** For the framework. */
    public EndiveActivator() {}

    @Override
    public void start(BundleContext context) throws IOException {
        int count = Integer.parseInt(context.getBundle().getHeaders().get(INSTANCES));
        WasmModule module;
        try (InputStream in = context.getBundle().getEntry(MODULE).openStream()) {
            module = Parser.parse(in.readAllBytes());
        }
        var machines = MachineFactoryCompiler.compile(module);
        BlockingQueue<ExportFunction> instances = new ArrayBlockingQueue<>(count);
        for (int i = 0; i < count; i++) {
            instances.add(Instance.builder(module)
                    .withMachineFactory(machines)
                    .build()
                    .export("stamp"));
        }
        context.registerService(
                Callable.class, () -> call(instances), FrameworkUtil.asDictionary(Map.of(GUEST, "stamp")));
    }

    private static long[] call(BlockingQueue<ExportFunction> instances) throws InterruptedException {
        ExportFunction instance = instances.take();
        try {
            return instance.apply();
        } finally {
            instances.add(instance);
        }
    }

    @Override
    public void stop(BundleContext context) {
        // the framework takes back the service
    }
}
