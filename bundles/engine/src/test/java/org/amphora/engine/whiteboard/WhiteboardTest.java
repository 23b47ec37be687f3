package org.amphora.engine.whiteboard;

import static org.amphora.api.whiteboard.WasmWhiteboardConstants.WASM_HOST_MODULE;
import static org.amphora.api.whiteboard.WasmWhiteboardConstants.WASM_HOST_NAME;
import static org.amphora.api.whiteboard.WasmWhiteboardConstants.WASM_HOST_SIGNATURE;
import static org.amphora.api.whiteboard.WasmWhiteboardConstants.WASM_WHITEBOARD_TARGET;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.amphora.api.HostFunction;
import org.amphora.api.HostFunctionException;
import org.amphora.api.Instance;
import org.amphora.api.runtime.dto.FailedHostFunctionDTO;
import org.amphora.api.runtime.dto.FailureReason;
import org.amphora.api.runtime.dto.HostFunctionDTO;
import org.amphora.engine.link.HostFunctionSource.Candidate;
import org.junit.jupiter.api.Test;
import org.osgi.framework.Constants;

class WhiteboardTest {
    private static final HostFunction NOTHING = (caller, stack) -> {};

    private final Whiteboard whiteboard = new Whiteboard(Duration.ZERO, Duration.ZERO);

    @Test
    void aServiceThatArrivesIsOfferedWithoutBeingGot() {
        whiteboard.add(log(1, "ii-"), FakeServiceObjects.untouchable());

        assertEquals(List.of("1 env.log ii-"), linked());
        assertEquals(List.of(), failed());
        assertEquals(1, whiteboard.candidates("env", "log").size());
        assertEquals(
                "org.example.log 1.0.0",
                whiteboard.candidates("env", "log").get(0).provider());
        assertEquals(List.of(), whiteboard.candidates("env", "print"));
        assertEquals(List.of(), whiteboard.candidates("kv", "log"));
    }

    @Test
    void aServiceThatLeavesIsOfferedNoMore() {
        FakeReference log = log(1, "ii-");
        whiteboard.add(log, FakeServiceObjects.untouchable());

        whiteboard.remove(log);

        assertEquals(List.of(), linked());
        assertEquals(List.of(), whiteboard.candidates("env", "log"));
    }

    @Test
    void listsEachNameOfAServiceInOrderOfModuleAndName() {
        whiteboard.add(log(1, "ii-"), FakeServiceObjects.untouchable());
        whiteboard.add(
                reference(2, "env")
                        .with(WASM_HOST_NAME, new String[] {"print", "abort"})
                        .with(WASM_HOST_SIGNATURE, new String[] {"print:i-", "abort:-"}),
                FakeServiceObjects.untouchable());
        whiteboard.add(
                reference(3, "a").with(WASM_HOST_NAME, "z").with(WASM_HOST_SIGNATURE, "-"),
                FakeServiceObjects.untouchable());

        assertEquals(List.of("3 a.z -", "2 env.abort -", "1 env.log ii-", "2 env.print i-"), linked());
    }

    @Test
    void theHigherRankingShadowsUntilItLeaves() {
        FakeReference better = log(2, "ii-").with(Constants.SERVICE_RANKING, 10);
        whiteboard.add(log(1, "ii-"), FakeServiceObjects.untouchable());
        whiteboard.add(better, FakeServiceObjects.untouchable());

        assertEquals(List.of("2 env.log ii-"), linked());
        assertEquals(
                List.of(
                        "1 env.log ii- SHADOWED_BY_OTHER_SERVICE service 1 of org.example.log 1.0.0: env.log (i32, i32) -> ()"
                                + " is shadowed by service 2 of org.example.log 1.0.0, whose ranking is 10, not 0"),
                failed());
        assertEquals(List.of(2L, 1L), serviceIds("env", "log"));

        whiteboard.remove(better);

        assertEquals(List.of("1 env.log ii-"), linked());
        assertEquals(List.of(), failed());
    }

    @Test
    void theLowerIdWinsAndTwoBundlesOfOneRankingAreReported() {
        whiteboard.add(log(2, "ii-"), FakeServiceObjects.untouchable());
        whiteboard.add(log(3, "ii-"), FakeServiceObjects.untouchable());
        whiteboard.add(
                new FakeReference(1, "org.other 2.0.0 8")
                        .with(WASM_HOST_MODULE, "env")
                        .with(WASM_HOST_NAME, "log")
                        .with(WASM_HOST_SIGNATURE, "ii-"),
                FakeServiceObjects.untouchable());

        assertEquals(List.of("1 env.log ii-"), linked());
        assertEquals(
                List.of(
                        "2 env.log ii- SHADOWED_BY_OTHER_SERVICE service 2 of org.example.log 1.0.0: env.log (i32, i32) -> ()"
                                + " is shadowed by service 1 of org.other 2.0.0, which has the same ranking 0 and the"
                                + " lower id: which of the two bundles wins depends on the order in which they started;"
                                + " set service.ranking on one of them",
                        "3 env.log ii- SHADOWED_BY_OTHER_SERVICE service 3 of org.example.log 1.0.0: env.log (i32, i32) -> ()"
                                + " is shadowed by service 1 of org.other 2.0.0, which has the same ranking 0 and the"
                                + " lower id: which of the two bundles wins depends on the order in which they started;"
                                + " set service.ranking on one of them"),
                failed());
    }

    @Test
    void twoServicesOfOneBundleNeedNoRanking() {
        whiteboard.add(log(1, "ii-"), FakeServiceObjects.untouchable());
        whiteboard.add(log(2, "ii-"), FakeServiceObjects.untouchable());

        assertEquals(
                List.of(
                        "2 env.log ii- SHADOWED_BY_OTHER_SERVICE service 2 of org.example.log 1.0.0: env.log (i32, i32) -> ()"
                                + " is shadowed by service 1 of org.example.log 1.0.0, which has the same ranking 0 and the lower id"),
                failed());
    }

    @Test
    void anotherTypeShadowsNobody() {
        whiteboard.add(log(1, "ii-"), FakeServiceObjects.untouchable());
        whiteboard.add(log(2, "i-").with(Constants.SERVICE_RANKING, 10), FakeServiceObjects.untouchable());

        assertEquals(List.of("2 env.log i-", "1 env.log ii-"), linked());
        assertEquals(List.of(), failed());
    }

    @Test
    void oneNameMayBeShadowedAndAnotherNot() {
        whiteboard.add(log(1, "ii-").with(Constants.SERVICE_RANKING, 1), FakeServiceObjects.untouchable());
        whiteboard.add(
                reference(2, "env")
                        .with(WASM_HOST_NAME, new String[] {"log", "print"})
                        .with(WASM_HOST_SIGNATURE, new String[] {"log:ii-", "print:ii-"}),
                FakeServiceObjects.untouchable());

        assertEquals(List.of("1 env.log ii-", "2 env.print ii-"), linked());
        assertEquals(1, failed().size());
    }

    @Test
    void everyNameOfAServiceThatIsNotValidIsListedAndShadowsNobody() {
        whiteboard.add(log(1, "ii-"), FakeServiceObjects.untouchable());
        whiteboard.add(
                reference(2, "env")
                        .with(Constants.SERVICE_RANKING, 10)
                        .with(WASM_HOST_NAME, new String[] {"print", "log"})
                        .with(WASM_HOST_SIGNATURE, new String[] {"print:i-", "log:?-"}),
                FakeServiceObjects.untouchable());
        whiteboard.add(reference(3, "env"), FakeServiceObjects.untouchable());

        assertEquals(List.of("1 env.log ii-"), linked());
        String syntax =
                " SIGNATURE_SYNTAX service 2 of org.example.log 1.0.0: wasm.host.signature of log: signature \"?-\" has"
                        + " '?' at index 0; types are i (i32), I (i64), f (f32), F (f64), v (v128), r (funcref), e (externref)";
        assertEquals(
                List.of(
                        "2 env.print i-" + syntax,
                        "2 env.log null" + syntax,
                        "3 env.null null VALIDATION_FAILED service 3 of org.example.log 1.0.0: wasm.host.name is missing, must be"
                                + " the names of the imports that the function satisfies"),
                failed());
    }

    @Test
    void aServiceForAnotherEngineIsInNoList() {
        whiteboard.engine(Map.of("wasm.engine.name", "default"));
        FakeReference log = log(1, "ii-").with(WASM_WHITEBOARD_TARGET, "(wasm.engine.name=other)");
        whiteboard.add(log, FakeServiceObjects.untouchable());

        assertEquals(List.of(), linked());
        assertEquals(List.of(), failed());

        whiteboard.engine(Map.of("wasm.engine.name", "other"));

        assertEquals(List.of("1 env.log ii-"), linked());
    }

    @Test
    void changedPropertiesAreReadAgain() {
        FakeReference log = log(1, "ix-");
        whiteboard.add(log, FakeServiceObjects.untouchable());
        assertEquals(1, failed().size());

        log.with(WASM_HOST_SIGNATURE, "ii-");
        whiteboard.update(log);
        assertEquals(List.of("1 env.log ii-"), linked());
        assertEquals(List.of(), failed());

        log.without(WASM_HOST_MODULE);
        whiteboard.update(log);
        assertEquals(List.of(), linked());
        assertEquals(List.of(), failed());

        log.with(WASM_HOST_MODULE, "env");
        whiteboard.update(log);
        assertEquals(List.of("1 env.log ii-"), linked());
    }

    @Test
    void eachLinkGetsAnObjectOfItsOwnAndGivesItBack() throws Throwable {
        FakeServiceObjects prototype = new FakeServiceObjects(() -> (caller, stack) -> stack[0]++);
        whiteboard.add(log(1, "i-i"), prototype);
        Candidate candidate = whiteboard.candidates("env", "log").get(0);

        HostFunction one = candidate.acquire();
        HostFunction other = candidate.acquire();
        assertNotSame(one, other);
        assertEquals(2, prototype.inUse.size());
        long[] stack = {1};
        one.call(null, stack);
        assertEquals(2, stack[0]);

        candidate.release(one);
        candidate.release(other);
        assertEquals(List.of(), prototype.inUse);
    }

    @Test
    void releasingAfterTheServiceWentDoesNothing() {
        FakeReference log = log(1, "ii-");
        FakeServiceObjects objects = new FakeServiceObjects(() -> NOTHING);
        whiteboard.add(log, objects);
        Candidate candidate = whiteboard.candidates("env", "log").get(0);
        HostFunction function = candidate.acquire();
        whiteboard.remove(log);
        objects.inUse.clear();

        candidate.release(function);
    }

    @Test
    void callsOfAServiceThatWentFailAndNameIt() throws Throwable {
        FakeReference log = log(1, "ii-");
        boolean[] called = new boolean[1];
        whiteboard.add(log, new FakeServiceObjects(() -> (caller, stack) -> called[0] = true));
        HostFunction function = whiteboard.candidates("env", "log").get(0).acquire();
        HostFunction bound = function.bind(null);

        whiteboard.remove(log);

        HostFunctionException e = assertThrows(HostFunctionException.class, () -> bound.call(null, new long[2]));
        assertEquals(
                "host function env.log of org.example.log 1.0.0 is gone: its service 1 was unregistered after the guest had"
                        + " been linked to it; instantiate the guest again to link it to another",
                e.getMessage());
        assertEquals("env", e.module());
        assertEquals("log", e.name());
        assertNull(e.getCause());
        assertThrows(HostFunctionException.class, () -> function.bind(null));
        assertEquals(false, called[0]);
    }

    @Test
    void whatAServiceBindsItselfToFailsToo() throws Throwable {
        FakeReference log = log(1, "ii-");
        whiteboard.add(log, new FakeServiceObjects(() -> new HostFunction() {
            @Override
            public void call(Instance caller, long[] stack) {
                throw new AssertionError("was not bound");
            }

            @Override
            public HostFunction bind(Instance instance) {
                return NOTHING;
            }
        }));
        HostFunction bound =
                whiteboard.candidates("env", "log").get(0).acquire().bind(null);
        bound.call(null, new long[2]);

        whiteboard.remove(log);

        assertThrows(HostFunctionException.class, () -> bound.call(null, new long[2]));
    }

    @Test
    void aServiceThatIsNotHandedOutIsListedAndTheNextOneIsPromoted() {
        FakeReference broken = log(1, "ii-").with(Constants.SERVICE_RANKING, 1);
        boolean[] works = new boolean[1];
        whiteboard.add(broken, new FakeServiceObjects(() -> works[0] ? NOTHING : null));
        whiteboard.add(log(2, "ii-"), new FakeServiceObjects(() -> NOTHING));

        assertNull(whiteboard.candidates("env", "log").get(0).acquire());

        assertEquals(List.of("2 env.log ii-"), linked());
        assertEquals(
                List.of(
                        "1 env.log ii- SERVICE_NOT_GETTABLE service 1 of org.example.log 1.0.0: the framework did not hand it out"
                                + " when a guest was to be linked to it; the log of the framework says why; it is tried again when"
                                + " the service is registered anew or its properties change"),
                failed());

        works[0] = true;
        whiteboard.update(broken);

        assertEquals(List.of("1 env.log ii-"), linked());
        assertNotNull(whiteboard.candidates("env", "log").get(0).acquire());
    }

    @Test
    void aServiceThatWentBetweenLookUpAndLinkIsPassedOver() {
        FakeReference log = log(1, "ii-");
        whiteboard.add(log, FakeServiceObjects.untouchable());
        Candidate candidate = whiteboard.candidates("env", "log").get(0);

        whiteboard.remove(log);

        assertNull(candidate.acquire());
        assertEquals(List.of(), failed());
    }

    @Test
    void eachChangeIsReported() {
        int[] changes = new int[1];
        whiteboard.onChange(() -> changes[0]++);
        FakeReference log = log(1, "ii-");

        whiteboard.add(log, new FakeServiceObjects(() -> null));
        whiteboard.update(log);
        Candidate candidate = whiteboard.candidates("env", "log").get(0);
        candidate.acquire();
        candidate.acquire();
        whiteboard.remove(log);
        whiteboard.remove(log);

        assertEquals(4, changes[0]);
    }

    private static FakeReference log(long serviceId, String signature) {
        return reference(serviceId, "env").with(WASM_HOST_NAME, "log").with(WASM_HOST_SIGNATURE, signature);
    }

    private static FakeReference reference(long serviceId, String module) {
        return new FakeReference(serviceId, "org.example.log 1.0.0 7").with(WASM_HOST_MODULE, module);
    }

    private List<String> linked() {
        HostFunctionDTO[] functions = new DtoBuilder(whiteboard.state()).hostFunctions();
        return Arrays.stream(functions).map(WhiteboardTest::line).toList();
    }

    private List<String> failed() {
        FailedHostFunctionDTO[] functions = new DtoBuilder(whiteboard.state()).failedHostFunctions();
        return Arrays.stream(functions)
                .map(f -> line(f) + " " + FailureReason.name(f.failureReason) + " " + f.failureMessage)
                .toList();
    }

    private static String line(HostFunctionDTO f) {
        return f.serviceId + " " + f.module + "." + f.name + " " + f.signature;
    }

    private List<Long> serviceIds(String module, String name) {
        return whiteboard.state().ranked(module, name).stream()
                .map(c -> c.info().serviceId())
                .toList();
    }
}
