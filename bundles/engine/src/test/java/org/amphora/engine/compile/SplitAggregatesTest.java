package org.amphora.engine.compile;

import org.amphora.api.Engine;
import org.amphora.engine.AggregatesTest;
import org.amphora.engine.EngineImpl;
import org.amphora.engine.link.HostFunctionSource;

/** References travel between the parts of functions as well, and branches on them lead out of parts. */
class SplitAggregatesTest extends AggregatesTest {
    @Override
    protected Engine newEngine() {
        return new EngineImpl(
                HostFunctionSource.NONE, new ModuleCompiler(new SplitLimits(0, new SplitLimits.Step(60, 30))));
    }
}
