package org.amphora.engine.hostile;

import static org.junit.jupiter.api.Assertions.assertEquals;

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
    static List<Hostile> modules() {
        return HostileModules.ALL;
    }

    @ParameterizedTest
    @MethodSource("modules")
    void isAnswered(Hostile hostile) {
        byte[] bytes = hostile.bytes().get();
        long start = System.nanoTime();
        String outcome = outcome(bytes, config(hostile));
        System.out.printf("%,6d ms  %s: %s%n", (System.nanoTime() - start) / 1_000_000, hostile, outcome);
        assertEquals(hostile.outcome(), outcome);
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
