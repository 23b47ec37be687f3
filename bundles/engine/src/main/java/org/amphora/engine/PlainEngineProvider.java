package org.amphora.engine;

import aQute.bnd.annotation.Resolution;
import aQute.bnd.annotation.spi.ServiceProvider;
import java.nio.file.Path;
import org.amphora.api.Engine;
import org.amphora.api.EngineConfig;
import org.amphora.api.spi.EngineProvider;
import org.amphora.engine.compile.ClassCache;
import org.amphora.engine.compile.ModuleCompiler;
import org.amphora.engine.link.HostFunctionSource;

/** Makes the engines of {@link Engine#create()}: those that know no services. Stateless. */
@ServiceProvider(value = EngineProvider.class, resolution = Resolution.OPTIONAL)
public final class PlainEngineProvider implements EngineProvider {
    @Override
    public Engine newEngine(EngineConfig config) {
        Path folder = config.classCache().orElse(null);
        return new EngineImpl(
                HostFunctionSource.NONE,
                folder == null
                        ? new ModuleCompiler()
                        : new ModuleCompiler(new ClassCache(folder, config.classCacheLimit())));
    }
}
