package org.amphora.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.amphora.api.Function;
import org.amphora.api.FunctionType;
import org.amphora.api.Instance;
import org.amphora.api.Trap;
import org.amphora.api.WasmFrame;
import org.amphora.api.guest.Guest;
import org.amphora.api.guest.GuestRegistry;
import org.amphora.api.guest.dto.GuestDTO;
import org.amphora.api.runtime.WasmServiceRuntime;
import org.amphora.api.runtime.dto.ResolutionDTO;
import org.amphora.api.runtime.dto.RuntimeDTO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WasmCommandsTest {
    private final WasmCommands commands = new WasmCommands();

    @Test
    void listShowsALineForEachGuest() {
        commands.registry = registry(Samples.activeGuest(), Samples.waitingGuest());

        assertEquals("""
                NAME    STATE    GENERATION  DIGEST    INSTANCES  IN FLIGHT  FAILURE
                greet   ACTIVE   3           9f86d081  4          2
                orders  WAITING  -           -         0          0          IMPORT_UNRESOLVED""", commands.list());
    }

    @Test
    void listSaysThatThereAreNoGuests() {
        commands.registry = registry();

        assertEquals("no guests", commands.list());
    }

    @Test
    void infoShowsBindingsAndExports() {
        commands.registry = registry(Samples.activeGuest());
        commands.runtimes = List.of(runtime(Samples.runtime()));

        assertEquals("""
                name        greet
                state       ACTIVE
                source      deploy/greet.wasm
                generation  3
                digest      9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08
                activated   2023-11-14T22:13:20Z
                instances   4
                in flight   2
                draining    generation 2, 1 in flight
                stuck       thread caller is at org.acme.Fetch.call(Fetch.java:7)
                imports
                  env.log     func    ii-         BOUND       org.example 1.0.0 (service 42)
                      not service 43 of org.example 1.0.0: i- instead of ii-
                  env.shared  memory  memory 1 2  UNRESOLVED
                exports
                  memory memory 1
                  greet func (i32, i32) -> ()""", commands.info("greet"));
    }

    @Test
    void infoOfAGuestThatNeverServedShowsItsFailure() {
        commands.registry = registry(Samples.waitingGuest());

        assertEquals("""
                name    orders
                state   WAITING
                source  deploy/orders.wasm
                failure
                  IMPORT_UNRESOLVED (107) since 2023-11-14T22:13:20Z, digest \
                9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08: \
                orders: nobody provides kv.get func (i32, i32, i32, i32) -> (i32)""", commands.info("orders"));
    }

    @Test
    void whyShowsTheWholeFailure() {
        commands.registry = registry(Samples.activeGuest(), Samples.waitingGuest());

        assertEquals(
                "IMPORT_UNRESOLVED (107) since 2023-11-14T22:13:20Z, digest "
                        + "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08: "
                        + "orders: nobody provides kv.get func (i32, i32, i32, i32) -> (i32)",
                commands.why("orders"));
        assertEquals("greet is ACTIVE: its latest content had no failure", commands.why("greet"));
    }

    @Test
    void resetShowsWhatBecameOfTheGuest() {
        commands.registry = registry(Samples.activeGuest(), Samples.waitingGuest());

        assertEquals(commands.why("orders"), commands.reset("orders"));
        assertThrows(IllegalArgumentException.class, () -> commands.reset("greeet"));
    }

    @Test
    void approveShowsWhatBecameOfTheGuest() {
        commands.registry = registry(Samples.activeGuest(), Samples.waitingGuest());

        assertEquals(commands.why("orders"), commands.approve("orders"));
        assertThrows(IllegalArgumentException.class, () -> commands.approve("greeet"));
    }

    @Test
    void whyNamesTheGuestsThereAre() {
        commands.registry = registry(Samples.waitingGuest(), Samples.activeGuest());

        IllegalArgumentException e = assertThrows(IllegalArgumentException.class, () -> commands.why("greeet"));

        assertEquals("no guest greeet; guests: greet, orders", e.getMessage());
    }

    @Test
    void functionsShowsThoseThatFailedWithTheReason() {
        commands.runtimes = List.of(runtime(Samples.runtime()));

        assertEquals("""
                MODULE  NAME  SIGNATURE  SERVICE  RANKING  BUNDLE
                env     log   ii-        42       0        org.example 1.0.0
                kv      get   iiii-i     7        100      org.example 1.0.0
                failed: env.log, service 43: SIGNATURE_SYNTAX (200)
                  service 43 of org.example 1.0.0: what was wrong, and what would be right
                failed: ?.?, service 44: 999 (999)
                  new""", commands.functions());
    }

    @Test
    void resolveShowsWhatImportsWouldBeBoundTo(@TempDir Path folder) throws Exception {
        commands.runtimes = List.of(runtime(Samples.runtime()));
        Path file = Files.write(folder.resolve("greet.wasm"), new byte[] {0, 'a', 's', 'm'});

        assertEquals("""
                digest 9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08
                not every import is provided
                  env.log     func    ii-         BOUND       org.example 1.0.0 (service 42)
                      not service 43 of org.example 1.0.0: i- instead of ii-
                  env.shared  memory  memory 1 2  UNRESOLVED""", commands.resolve(file));
    }

    @Test
    void callPrintsTheResultsALineEach() {
        commands.guests = List.of(guest("greet", "iI-iI", arguments -> arguments));

        assertEquals("-1\n255", commands.call("greet", "echo", "0xffffffff", "0xFF"));
    }

    @Test
    void callSaysThatThereIsNoResult() {
        commands.guests = List.of(guest("greet", "-", arguments -> new Object[0]));

        assertEquals("no result", commands.call("greet", "run"));
    }

    @Test
    void callNamesTheGuestsThatServe() {
        commands.guests = List.of(guest("greet", "-", arguments -> arguments));

        IllegalArgumentException e = assertThrows(IllegalArgumentException.class, () -> commands.call("orders", "run"));

        assertEquals("no guest orders serves; guests that serve: greet", e.getMessage());
    }

    @Test
    void callFailsWithTheWasmStackTrace() {
        commands.guests = List.of(guest("greet", "-", arguments -> {
            Trap trap = new Trap(Trap.Kind.UNREACHABLE);
            trap.setWasmStackTrace(List.of(WasmFrame.of("greet", 2, "run")));
            throw trap;
        }));

        IllegalStateException e = assertThrows(IllegalStateException.class, () -> commands.call("greet", "run"));

        assertEquals("wasm error: unreachable\nwasm stack trace:\n\tgreet.run", e.getMessage());
    }

    @Test
    void commandsSayWhichBundleIsMissing() {
        assertEquals(
                "no registry of guests runs: is org.amphora.guests started?",
                assertThrows(IllegalStateException.class, commands::list).getMessage());
        assertEquals(
                "no engine runs: is org.amphora.engine started?",
                assertThrows(IllegalStateException.class, commands::functions).getMessage());
    }

    private static GuestRegistry registry(GuestDTO... guests) {
        return new GuestRegistry() {
            @Override
            public GuestDTO deploy(String name, Path file) {
                throw new AssertionError();
            }

            @Override
            public GuestDTO deploy(String name, byte[] binary, String source) {
                throw new AssertionError();
            }

            @Override
            public GuestDTO reset(String name) {
                return Samples.waitingGuest();
            }

            @Override
            public GuestDTO approve(String name) {
                return Samples.waitingGuest();
            }

            @Override
            public void undeploy(String name) {
                throw new AssertionError();
            }

            @Override
            public GuestDTO[] getGuests() {
                return guests;
            }
        };
    }

    private static WasmServiceRuntime runtime(RuntimeDTO state) {
        return new WasmServiceRuntime() {
            @Override
            public RuntimeDTO getRuntimeDTO() {
                return state;
            }

            @Override
            public ResolutionDTO calculateResolution(byte[] binary) {
                ResolutionDTO resolution = new ResolutionDTO();
                resolution.digest = Samples.DIGEST;
                resolution.bindings = Samples.bindings();
                return resolution;
            }
        };
    }

    private static Guest guest(String name, String signature, java.util.function.UnaryOperator<Object[]> body) {
        Function function = new Function() {
            @Override
            public FunctionType type() {
                return FunctionType.parse(signature);
            }

            @Override
            public String name() {
                throw new AssertionError();
            }

            @Override
            public long[] call(long... parameters) {
                throw new AssertionError();
            }

            @Override
            public void callWithStack(long[] stack) {
                throw new AssertionError();
            }

            @Override
            public Object[] apply(Object... arguments) {
                return body.apply(arguments);
            }
        };
        Instance instance = (Instance) java.lang.reflect.Proxy.newProxyInstance(
                Instance.class.getClassLoader(),
                new Class<?>[] {Instance.class},
                (proxy, method, arguments) -> function);
        return new Guest() {
            @Override
            public String name() {
                return name;
            }

            @Override
            public long generation() {
                throw new AssertionError();
            }

            @Override
            public String digest() {
                throw new AssertionError();
            }

            @Override
            public long[] call(String export, long... parameters) {
                throw new AssertionError();
            }

            @Override
            public <T, E extends Exception> T with(Work<T, E> work) throws E {
                return work.on(instance);
            }

            @Override
            public <T> T as(Class<T> type) {
                throw new AssertionError();
            }
        };
    }
}
