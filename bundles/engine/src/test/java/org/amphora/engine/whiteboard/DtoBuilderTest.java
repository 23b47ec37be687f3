package org.amphora.engine.whiteboard;

import static org.amphora.api.whiteboard.WasmWhiteboardConstants.WASM_HOST_MODULE;
import static org.amphora.api.whiteboard.WasmWhiteboardConstants.WASM_HOST_NAME;
import static org.amphora.api.whiteboard.WasmWhiteboardConstants.WASM_HOST_SIGNATURE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.List;
import org.amphora.api.ExportType;
import org.amphora.api.ExternType;
import org.amphora.api.FunctionType;
import org.amphora.api.HostFunction;
import org.amphora.api.HostFunctionException;
import org.amphora.api.ImportType;
import org.amphora.api.Instance;
import org.amphora.api.Limits;
import org.amphora.api.MemoryType;
import org.amphora.api.WasmModule;
import org.amphora.api.runtime.dto.BindingDTO;
import org.amphora.api.runtime.dto.InstanceDTO;
import org.amphora.api.runtime.dto.ResolutionDTO;
import org.amphora.engine.link.HostFunctionSource.Candidate;
import org.amphora.engine.link.LinkedInstance;
import org.junit.jupiter.api.Test;
import org.osgi.framework.Constants;

class DtoBuilderTest {
    private static final FunctionType LOG = FunctionType.parse("ii-");

    private final Whiteboard whiteboard = new Whiteboard(Duration.ZERO, Duration.ZERO);

    @Test
    void resolvesToTheBestOfTheType() {
        add(1, "ii-", 0);
        add(2, "ii-", 5);
        add(3, "i-", 10);

        ResolutionDTO resolution = resolve(ImportType.of("env", "log", LOG));

        assertTrue(resolution.resolved);
        assertEquals("d1ce57", resolution.digest);
        assertBinding(
                "env.log func ii- BOUND 2 org.example 1.0.0 ["
                        + "service 3 of org.example 1.0.0: it is func (i32) -> (), not func (i32, i32) -> (), "
                        + "service 1 of org.example 1.0.0: its ranking is 0]",
                resolution.bindings[0]);
    }

    @Test
    void saysWhenOnlyAnotherTypeIsThere() {
        add(3, "i-", 0);

        ResolutionDTO resolution = resolve(ImportType.of("env", "log", LOG));

        assertFalse(resolution.resolved);
        assertBinding(
                "env.log func ii- TYPE_MISMATCH -1 null ["
                        + "service 3 of org.example 1.0.0: it is func (i32) -> (), not func (i32, i32) -> ()]",
                resolution.bindings[0]);
    }

    @Test
    void saysWhenNothingIsThereAndWhichServiceFailed() {
        add(4, "ix-", 0);

        ResolutionDTO resolution = resolve(
                ImportType.of("env", "log", LOG), ImportType.of("env", "memory", MemoryType.of(Limits.of(1, 2))));

        assertFalse(resolution.resolved);
        assertBinding(
                "env.log func ii- UNRESOLVED -1 null ["
                        + "service 4 of org.example 1.0.0: wasm.host.signature of log: signature \"ix-\" has 'x' at index 1;"
                        + " types are i (i32), I (i64), f (f32), F (f64), v (v128), r (funcref), e (externref)]",
                resolution.bindings[0]);
        assertBinding("env.memory memory memory 1 2 UNRESOLVED -1 null []", resolution.bindings[1]);
    }

    @Test
    void aModuleWithoutImportsIsResolved() {
        ResolutionDTO resolution = resolve();

        assertTrue(resolution.resolved);
        assertEquals(0, resolution.bindings.length);
    }

    @Test
    void showsWhatAnInstanceIsBoundToAndWhenThatIsGone() {
        FakeReference log = add(1, "ii-", 0);
        whiteboard.add(log, new FakeServiceObjects(() -> (caller, stack) -> {}));
        Candidate candidate = whiteboard.candidates("env", "log").get(0);
        Instance instance =
                instance("greet", module(ImportType.of("env", "log", LOG), ImportType.of("env", "own", LOG)));
        // not of this engine, so the whiteboard does not know when its calls begin
        HostFunction used = candidate.acquire().bind(instance);
        LinkedInstance linked = new LinkedInstance(instance, () -> 65_536, candidate, null);

        InstanceDTO bound = new DtoBuilder(whiteboard.state()).instance(linked);
        whiteboard.remove(log);
        InstanceDTO gone = new DtoBuilder(whiteboard.state()).instance(linked);

        assertEquals("greet", bound.name);
        assertEquals("d1ce57", bound.digest);
        assertEquals(65_536, bound.memoryBytes);
        assertEquals(List.of("greet func (i32, i32) -> ()"), List.of(bound.exports));
        assertBinding("env.log func ii- BOUND 1 org.example 1.0.0 []", bound.bindings[0]);
        assertBinding("env.own func ii- BOUND -1 null []", bound.bindings[1]);
        assertBinding("env.log func ii- GONE 1 org.example 1.0.0 []", gone.bindings[0]);
        assertThrows(HostFunctionException.class, () -> used.call(null, new long[2]));
    }

    private FakeReference add(long serviceId, String signature, int ranking) {
        FakeReference reference = new FakeReference(serviceId, "org.example 1.0.0 7")
                .with(WASM_HOST_MODULE, "env")
                .with(WASM_HOST_NAME, "log")
                .with(WASM_HOST_SIGNATURE, signature)
                .with(Constants.SERVICE_RANKING, ranking);
        whiteboard.add(reference, FakeServiceObjects.untouchable());
        return reference;
    }

    private ResolutionDTO resolve(ImportType... imports) {
        return new DtoBuilder(whiteboard.state()).resolution(module(imports));
    }

    private static void assertBinding(String expected, BindingDTO binding) {
        assertEquals(
                expected,
                binding.module + "." + binding.name + " " + binding.kind + " " + binding.type + " " + binding.status
                        + " " + binding.serviceId + " " + binding.bundle + " " + List.of(binding.rejectedCandidates));
    }

    private static WasmModule module(ImportType... imports) {
        ExternType greet = LOG;
        return fake(WasmModule.class, method -> switch (method) {
            case "imports" -> List.of(imports);
            case "exports" -> List.of(ExportType.of("greet", greet));
            case "digest" -> "d1ce57";
            default -> throw new AssertionError("unexpected call of " + method);
        });
    }

    private static Instance instance(String name, WasmModule module) {
        return fake(Instance.class, method -> switch (method) {
            case "name" -> name;
            case "module" -> module;
            case "hashCode" -> 1;
            case "equals" -> true;
            default -> throw new AssertionError("unexpected call of " + method);
        });
    }

    private static <T> T fake(Class<T> type, java.util.function.Function<String, Object> answers) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(),
                new Class<?>[] {type},
                (proxy, method, arguments) -> answers.apply(method.getName())));
    }
}
