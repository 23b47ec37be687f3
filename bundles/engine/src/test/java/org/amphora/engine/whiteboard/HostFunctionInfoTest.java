package org.amphora.engine.whiteboard;

import static org.amphora.api.whiteboard.WasmWhiteboardConstants.WASM_HOST_EFFECT;
import static org.amphora.api.whiteboard.WasmWhiteboardConstants.WASM_HOST_MODULE;
import static org.amphora.api.whiteboard.WasmWhiteboardConstants.WASM_HOST_NAME;
import static org.amphora.api.whiteboard.WasmWhiteboardConstants.WASM_HOST_SIGNATURE;
import static org.amphora.api.whiteboard.WasmWhiteboardConstants.WASM_WHITEBOARD_TARGET;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Dictionary;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.amphora.api.FunctionType;
import org.amphora.api.runtime.dto.FailureReason;
import org.junit.jupiter.api.Test;
import org.osgi.framework.Constants;
import org.osgi.framework.FrameworkUtil;

class HostFunctionInfoTest {
    private final FakeReference reference = new FakeReference(42, "org.example.kv 1.2.0 7")
            .with(WASM_HOST_MODULE, "kv")
            .with(WASM_HOST_NAME, "get")
            .with(WASM_HOST_SIGNATURE, "get:ii-I");

    @Test
    void readsASingleName() {
        HostFunctionInfo info = info();

        assertEquals(Optional.empty(), info.failure());
        assertEquals("kv", info.module());
        assertEquals(List.of("get"), info.names());
        assertEquals(FunctionType.parse("ii-I"), info.type("get"));
        assertEquals(42, info.serviceId());
        assertEquals(0, info.ranking());
        assertEquals(7, info.bundleId());
        assertEquals("org.example.kv 1.2.0", info.bundle());
    }

    @Test
    void letsTheSignatureOfASingleNameStandAlone() {
        reference.with(WASM_HOST_SIGNATURE, "ii-I");

        assertEquals(FunctionType.parse("ii-I"), info().type("get"));
    }

    @Test
    void readsArraysAndCollectionsInAnyOrder() {
        reference.with(WASM_HOST_NAME, new String[] {"get", "put"});
        reference.with(WASM_HOST_SIGNATURE, List.of("put:iiii-", "get:ii-I"));

        assertEquals(Optional.empty(), info().failure());
        assertEquals(List.of("get", "put"), info().names());
        assertEquals(FunctionType.parse("iiii-"), info().type("put"));
        assertEquals(FunctionType.parse("ii-I"), info().type("get"));
    }

    @Test
    void readsNamesWithColons() {
        reference.with(WASM_HOST_NAME, new String[] {"[method]out:write", "a:b"});
        reference.with(WASM_HOST_SIGNATURE, new String[] {"[method]out:write:i-", "a:b:-"});

        assertEquals(FunctionType.parse("i-"), info().type("[method]out:write"));
        assertEquals(FunctionType.parse("-"), info().type("a:b"));
    }

    @Test
    void readsEffectsAndRefusesThoseThatNobodyWouldHeed() {
        assertFalse(info().writes());
        reference.with(WASM_HOST_EFFECT, "write");
        assertEquals(Optional.empty(), info().failure());
        assertTrue(info().writes());
        reference.with(WASM_HOST_EFFECT, new String[] {"write", "net"});
        assertFailure(FailureReason.VALIDATION_FAILED, "wasm.host.effect is [write, net], must be write");
    }

    @Test
    void readsTheRankingAndTakesAnotherTypeForZero() {
        assertEquals(
                100,
                HostFunctionInfo.of(reference.with(Constants.SERVICE_RANKING, 100))
                        .get()
                        .ranking());
        assertEquals(
                0,
                HostFunctionInfo.of(reference.with(Constants.SERVICE_RANKING, "100"))
                        .get()
                        .ranking());
    }

    @Test
    void takesNoPartWithoutAModule() {
        assertEquals(Optional.empty(), HostFunctionInfo.of(reference.without(WASM_HOST_MODULE)));
    }

    @Test
    void failsWhenTheModuleIsNoString() {
        reference.with(WASM_HOST_MODULE, 5);

        assertFailure(FailureReason.VALIDATION_FAILED, "wasm.host.module is 5 (java.lang.Integer), must be a String");
        assertNull(info().module());
        assertEquals(List.of("get"), info().names());
    }

    @Test
    void failsWithoutNames() {
        reference.without(WASM_HOST_NAME);

        assertFailure(
                FailureReason.VALIDATION_FAILED,
                "wasm.host.name is missing, must be the names of the imports that the function satisfies");
        assertEquals(List.of(), info().names());
    }

    @Test
    void failsWhenNamesAreEmpty() {
        reference.with(WASM_HOST_NAME, new String[0]);

        assertFailure(
                FailureReason.VALIDATION_FAILED,
                "wasm.host.name is empty, must be the names of the imports that the function satisfies");
    }

    @Test
    void failsWhenANameIsNoString() {
        reference.with(WASM_HOST_NAME, List.of("get", 5));

        assertFailure(
                FailureReason.VALIDATION_FAILED,
                "wasm.host.name is [get, 5] (" + List.of("get", 5).getClass().getTypeName()
                        + "), must be a String, String[] or Collection of String");
    }

    @Test
    void failsWhenANameIsThereTwice() {
        reference.with(WASM_HOST_NAME, new String[] {"get", "get"});

        assertFailure(FailureReason.VALIDATION_FAILED, "wasm.host.name is [get, get], must have each name once");
    }

    @Test
    void failsWithoutSignatures() {
        reference.without(WASM_HOST_SIGNATURE);

        assertFailure(
                FailureReason.VALIDATION_FAILED,
                "wasm.host.signature is missing, must be a signature for each name, as in get:ii-I");
        assertEquals(List.of("get"), info().names());
        assertNull(info().type("get"));
    }

    @Test
    void failsWhenSignaturesAreOfAnotherType() {
        reference.with(WASM_HOST_SIGNATURE, new Integer[] {1, 2});

        assertFailure(
                FailureReason.VALIDATION_FAILED,
                "wasm.host.signature is [1, 2] (java.lang.Integer[]), must be a String, String[] or Collection of String");
    }

    @Test
    void failsWhenASignatureDoesNotParse() {
        reference.with(WASM_HOST_SIGNATURE, "get:ix-I");

        assertFailure(
                FailureReason.SIGNATURE_SYNTAX,
                "wasm.host.signature of get: signature \"ix-I\" has 'x' at index 1; types are i (i32), I (i64), f (f32),"
                        + " F (f64), v (v128), r (funcref), e (externref)");
    }

    @Test
    void failsWhenNamesAndSignaturesDoNotBelongTogether() {
        reference.with(WASM_HOST_NAME, new String[] {"get", "put"});
        for (List<String> signatures : List.of(
                List.of("get:ii-I"),
                List.of("get:ii-I", "del:ii-I"),
                List.of("ii-I", "ii-I"),
                List.of("get:ii-I", "get:ii-I"),
                List.of("get:ii-I", "put:-", "put:-"))) {
            reference.with(WASM_HOST_SIGNATURE, signatures);

            assertFailure(
                    FailureReason.NAME_COUNT_MISMATCH,
                    "wasm.host.name is [get, put] and wasm.host.signature is " + signatures
                            + ", must have one signature for each name, as in get:ii-I");
        }
    }

    @Test
    void failsWhenTheOnlySignatureIsOfAnotherName() {
        reference.with(WASM_HOST_SIGNATURE, "put:ii-I");

        assertFailure(
                FailureReason.NAME_COUNT_MISMATCH,
                "wasm.host.name is [get] and wasm.host.signature is [put:ii-I], must have one signature for each name,"
                        + " as in get:ii-I");
    }

    @Test
    void failsWhenTheTargetIsNoFilter() {
        reference.with(WASM_WHITEBOARD_TARGET, "(wasm.engine.name=default");

        assertFailure(
                FailureReason.VALIDATION_FAILED,
                "wasm.whiteboard.target is \"(wasm.engine.name=default\", must be a filter, as in"
                        + " (wasm.engine.name=default)");
        assertEquals("kv", info().module());
        assertEquals(List.of("get"), info().names());
    }

    @Test
    void failsWhenTheTargetIsNoString() {
        reference.with(WASM_WHITEBOARD_TARGET, 5);

        assertFailure(
                FailureReason.VALIDATION_FAILED,
                "wasm.whiteboard.target is 5 (java.lang.Integer), must be a String with a filter");
    }

    @Test
    void targetsEnginesByTheirProperties() {
        Dictionary<String, Object> engine = FrameworkUtil.asDictionary(
                Map.of("wasm.engine.name", "default", "wasm.engine.feature", new String[] {"simd128", "gc"}));

        assertTrue(info().targets(engine));
        reference.with(WASM_WHITEBOARD_TARGET, "(&(wasm.engine.NAME=default)(wasm.engine.feature=gc))");
        assertTrue(info().targets(engine));
        reference.with(WASM_WHITEBOARD_TARGET, "(wasm.engine.feature=atomics)");
        assertFalse(info().targets(engine));
    }

    @Test
    void anEngineThatIsNotTheTargetIsNotToldOfOtherFaults() {
        reference.with(WASM_WHITEBOARD_TARGET, "(wasm.engine.name=other)").with(WASM_HOST_SIGNATURE, "nonsense");

        assertFalse(info().targets(FrameworkUtil.asDictionary(Map.of("wasm.engine.name", "default"))));
    }

    private void assertFailure(int reason, String message) {
        HostFunctionInfo.Failure failure = info().failure().orElseThrow();
        assertEquals("service 42 of org.example.kv 1.2.0: " + message, failure.message());
        assertEquals(reason, failure.reason());
    }

    private HostFunctionInfo info() {
        return HostFunctionInfo.of(reference).orElseThrow();
    }
}
