package org.amphora.api.spi;

import aQute.bnd.annotation.Resolution;
import aQute.bnd.annotation.spi.ServiceConsumer;
import java.util.Iterator;
import java.util.ServiceLoader;
import org.amphora.api.Engine;
import org.amphora.api.EngineConfig;

/** Finds the {@link EngineProvider} behind {@link Engine#create()}. */
// active: a wire from here would have every user of the api refreshed with the engine
@ServiceConsumer(value = EngineProvider.class, resolution = Resolution.OPTIONAL, effective = "active")
public final class Engines {
    private Engines() {}

    /**
     * A new engine from the first provider.
     *
     * @throws IllegalStateException if there is none
     */
    public static Engine create(EngineConfig config) {
        Engine engine = first(ServiceLoader.load(EngineProvider.class), config);
        if (engine == null) {
            // the context class loader of an application server may not see what the api's own loader sees
            engine = first(ServiceLoader.load(EngineProvider.class, Engines.class.getClassLoader()), config);
        }
        if (engine == null) {
            throw new IllegalStateException("no " + EngineProvider.class.getName()
                    + " found: put org.amphora.engine on the class path or module path; in OSGi, use the "
                    + Engine.class.getName() + " service");
        }
        return engine;
    }

    private static Engine first(ServiceLoader<EngineProvider> loader, EngineConfig config) {
        Iterator<EngineProvider> providers = loader.iterator();
        return providers.hasNext() ? providers.next().newEngine(config) : null;
    }
}
