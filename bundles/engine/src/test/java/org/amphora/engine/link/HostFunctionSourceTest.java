package org.amphora.engine.link;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.List;
import org.amphora.api.Engine;
import org.amphora.api.FunctionType;
import org.amphora.api.HostFunction;
import org.amphora.api.HostFunctionException;
import org.amphora.api.ImportType;
import org.amphora.api.Instance;
import org.amphora.api.LinkException;
import org.amphora.api.WasmModule;
import org.amphora.engine.EngineImpl;
import org.amphora.engine.Guests;
import org.amphora.engine.link.HostFunctionSource.Candidate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Linking with what others offer. */
class HostFunctionSourceTest {
    private final List<String> events = new ArrayList<>();
    private final List<Candidate> offers = new ArrayList<>();
    private final Engine engine = new EngineImpl(new HostFunctionSource() {
        @Override
        public List<Candidate> candidates(String module, String name) {
            return offers.stream()
                    .filter(it -> it.module().equals(module) && it.name().equals(name))
                    .toList();
        }

        @Override
        public List<Candidate> all() {
            return offers;
        }

        @Override
        public HostFunctionSource snapshot(String instance, List<ImportType> imports) {
            events.add("snapshot " + instance + " " + imports);
            return this;
        }
    });
    private final WasmModule start = Guests.compile(engine, "start");

    @AfterEach
    void closeEngine() {
        engine.close();
    }

    private void offer(String name, String signature, String provider, HostFunction function) {
        offers.add(new Candidate() {
            @Override
            public String module() {
                return "env";
            }

            @Override
            public String name() {
                return name;
            }

            @Override
            public FunctionType type() {
                return FunctionType.parse(signature);
            }

            @Override
            public String provider() {
                return provider;
            }

            @Override
            public HostFunction acquire() {
                events.add("acquire " + provider);
                return function;
            }

            @Override
            public void release(HostFunction acquired) {
                events.add("release " + provider + (acquired == function ? "" : " of another"));
            }
        });
    }

    private void offer(String name, String signature, String provider) {
        offer(name, signature, provider, (caller, stack) -> events.add(provider + " " + stack[0]));
    }

    @Test
    void takesTheFirstCandidateOfTheRightTypeAndReleasesItWhenTheInstanceIsClosed() {
        offer("started", "I-", "wrong 1.0.0");
        offer("started", "i-", "best 1.0.0");
        offer("started", "i-", "second 1.0.0");
        Instance guest = engine.linker().instantiate(start);
        guest.onClose(() -> events.add("resource"));
        guest.close();
        assertEquals(
                List.of(
                        "snapshot start [env.started func (i32) -> ()]",
                        "acquire best 1.0.0",
                        "best 1.0.0 42",
                        "resource",
                        "release best 1.0.0"),
                events);
    }

    @Test
    void prefersWhatTheLinkerDefines() {
        offer("started", "i-", "service 1.0.0");
        engine.linker()
                .define("env", "started", FunctionType.parse("i-"), (caller, stack) -> events.add("own"))
                .instantiate(start);
        assertEquals(List.of("snapshot start [env.started func (i32) -> ()]", "own"), events);
    }

    @Test
    void triesTheNextCandidateIfOneIsGone() {
        offer("started", "i-", "gone 1.0.0", null);
        offer("started", "i-", "next 1.0.0");
        engine.linker().instantiate(start);
        assertEquals(List.of("acquire gone 1.0.0", "acquire next 1.0.0", "next 1.0.0 42"), events.subList(1, 4));
    }

    @Test
    void failsIfAllCandidatesAreGone() {
        offer("started", "i-", "gone 1.0.0", null);
        LinkException e =
                assertThrows(LinkException.class, () -> engine.linker().instantiate(start));
        assertEquals(
                "unknown import: start imports env.started func (i32) -> (), which its providers withdrew or could not"
                        + " make",
                e.getMessage());
    }

    @Test
    void namesTheProvidersOfWhatDoesNotFit() {
        offer("started", "I-", "org.acme.a 1.0.0");
        offer("started", "ii-", "org.acme.b 2.0.0");
        LinkException e =
                assertThrows(LinkException.class, () -> engine.linker().instantiate(start));
        assertEquals(
                "incompatible import type: start imports env.started func (i32) -> (), but it is offered as func (i64) -> ()"
                        + " of org.acme.a 1.0.0 and func (i32, i32) -> () of org.acme.b 2.0.0",
                e.getMessage());
    }

    @Test
    void namesTheProvidersOfWhatIsNear() {
        offer("start", "i-", "org.acme.a 1.0.0");
        LinkException e =
                assertThrows(LinkException.class, () -> engine.linker().instantiate(start));
        assertEquals(
                "unknown import: start imports env.started func (i32) -> (); nearest: env.start func (i32) -> () of"
                        + " org.acme.a 1.0.0",
                e.getMessage());
    }

    @Test
    void releasesWhatItAcquiredIfTheInstanceCannotBeMade() {
        offer("log", "ii-", "log 1.0.0");
        WasmModule imports = Guests.compile(engine, "imports");
        assertThrows(LinkException.class, () -> engine.linker().instantiate(imports));
        assertEquals(List.of("acquire log 1.0.0", "release log 1.0.0"), events.subList(1, events.size()));
        events.clear();
        offer("started", "i-", "failing 1.0.0", (caller, stack) -> {
            throw new IllegalStateException("boom");
        });
        HostFunctionException e =
                assertThrows(HostFunctionException.class, () -> engine.linker().instantiate(start));
        assertEquals(
                "host function env.started of failing 1.0.0 threw java.lang.IllegalStateException: boom",
                e.getMessage());
        assertEquals(List.of("acquire failing 1.0.0", "release failing 1.0.0"), events.subList(1, events.size()));
    }
}
