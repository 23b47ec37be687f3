package org.amphora.engine.compile;

import org.amphora.api.Engine;
import org.amphora.engine.EngineImpl;
import org.amphora.engine.link.HostFunctionSource;

/** Engines that split what HotSpot would take in one piece: here, because how to split is nobody's business outside. */
public final class SmallPieces {
    private SmallPieces() {}

    /** An engine that splits every method above {@code methodBytes}, into regions of up to half of that. */
    public static Engine engine(int methodBytes) {
        SplitLimits limits = new SplitLimits(0, new SplitLimits.Step(methodBytes, methodBytes / 2));
        return new EngineImpl(HostFunctionSource.NONE, new ModuleCompiler(limits));
    }
}
