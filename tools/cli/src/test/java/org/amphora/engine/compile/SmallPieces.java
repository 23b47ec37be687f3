package org.amphora.engine.compile;

import org.amphora.api.Engine;
import org.amphora.engine.EngineImpl;
import org.amphora.engine.link.HostFunctionSource;

/** Engines that split what HotSpot would take in one piece: here, because how to split is nobody's business outside. */
public final class SmallPieces {
    private SmallPieces() {}

    /** An engine that splits every method above {@code bytes}, into regions of about that size, wherever it can. */
    public static Engine engine(int bytes) {
        SplitLimits limits = new SplitLimits(
                0,
                new SplitLimits.Step(bytes, bytes, true, true),
                // for functions with thousands of locals, whose pieces would be larger than the whole
                new SplitLimits.Step(8_000, 4_000));
        return new EngineImpl(HostFunctionSource.NONE, new ModuleCompiler(limits));
    }
}
