package org.amphora.engine.compile;

import org.amphora.api.Engine;
import org.amphora.engine.EngineImpl;
import org.amphora.engine.TailCallTest;
import org.amphora.engine.link.HostFunctionSource;

/** Tail calls lead out of the parts of functions as well. */
class SplitTailCallTest extends TailCallTest {
    @Override
    protected Engine newEngine() {
        return new EngineImpl(
                HostFunctionSource.NONE, new ModuleCompiler(new SplitLimits(0, new SplitLimits.Step(60, 30))));
    }
}
