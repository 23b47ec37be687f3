package org.amphora.engine.hostile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.List;
import org.amphora.api.Engine;
import org.amphora.api.Function;
import org.amphora.api.Instance;
import org.amphora.api.InstanceConfig;
import org.amphora.api.WasmException;
import org.amphora.api.WasmModule;
import org.amphora.engine.EngineImpl;
import org.amphora.engine.compile.ModuleCompiler;
import org.amphora.engine.hostile.HostileModules.Hostile;
import org.amphora.engine.link.HostFunctionSource;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each hostile module is answered by correct work or by a clear error, in the heap that the build gives to these tests. */
class HostileModulesTest {
    /** Of processor time. Where nothing else runs, none takes half of it. */
    private static final long MOST_MILLIS = 4_000;

    static List<Hostile> modules() {
        return HostileModules.ALL;
    }

    @ParameterizedTest
    @MethodSource("modules")
    void isAnswered(Hostile hostile) {
        byte[] bytes = hostile.bytes().get();
        long start = cpuMillis();
        String outcome = outcome(bytes, config(hostile));
        long millis = cpuMillis() - start;
        System.out.printf("%,6d ms  %s: %s%n", millis, hostile, outcome);
        assertEquals(hostile.outcome(), outcome);
        assertTrue(millis <= MOST_MILLIS, hostile + " took " + millis + " ms, not " + MOST_MILLIS + " at most");
    }

    /** Of this thread alone: whatever else the machine does then is not counted. */
    private static long cpuMillis() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() / 1_000_000;
    }

    private static InstanceConfig config(Hostile hostile) {
        InstanceConfig defaults = InstanceConfig.defaults();
        return hostile.endless() ? defaults.callTimeout(Duration.ofMillis(200)) : defaults;
    }

    /** Whatever is not an exception of the api goes on to the test: none may leave the engine. */
    private static String outcome(byte[] bytes, InstanceConfig config) {
        try (Engine engine = new EngineImpl(HostFunctionSource.NONE, new ModuleCompiler());
                WasmModule module = engine.compile(bytes);
                Instance guest = engine.linker().instantiate(module, config)) {
            if (guest.exports().isEmpty()) {
                return "-";
            }
            Function run = guest.function("run");
            return Long.toString(run.call(1)[0]);
        } catch (WasmException e) {
            return e.getClass().getSimpleName() + ": " + e.getMessage();
        }
    }
}
