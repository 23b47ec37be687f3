package org.amphora.benchmarks.suite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.amphora.api.Engine;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Peers are found by name, and commands that fail say why. */
class ContendersTest {
    @Test
    void anUnknownPeerIsRefused() {
        Contenders contenders = new Contenders(Path.of("home"));
        IllegalArgumentException e = assertThrows(IllegalArgumentException.class, () -> contenders.find(List.of("v9")));
        assertEquals(
                "no peer is called 'v9'; there are native, native-clang, amphora, amphora+fuel, endive, endive-interpreter,"
                        + " graalwasm, v8",
                e.getMessage());
    }

    @Test
    void amphoraRunsAWorkerOnItsBundles() {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        Contender amphora =
                new Contenders(Path.of("home")).find(List.of("amphora")).get(0);
        assertEquals(
                List.of(
                        java,
                        "-cp",
                        "home/benchmarks/target/classes" + File.pathSeparator + "home/benchmarks/target/lib/*",
                        "org.amphora.benchmarks.worker.Worker",
                        "org.amphora.benchmarks.suite.AmphoraPeer",
                        "fib.wasm",
                        "30"),
                command(amphora));
    }

    @Test
    void interruptionIsMeasuredWithoutIt() {
        List<Contender> thrice = new Contenders(Path.of("home")).interruption();
        assertEquals(Report.INTERRUPTION, thrice.stream().map(Contender::name).toList());
        assertEquals(
                "-javaagent:home/benchmarks/target/benchmarks.jar",
                command(thrice.get(0)).get(1));
    }

    @Test
    void theClassCacheIsAFolderOfTheRun() {
        Contender cached = new Contenders(Path.of("home")).classCache(Path.of("classes"));
        assertEquals(Report.CLASS_CACHE, cached.name());
        assertEquals("this checkout", cached.description().split(",", -1)[0]);
    }

    @Test
    void precompiledGuestsRunFromABundleThatIsMadeForThem(@TempDir Path folder) throws IOException {
        Path wasm = Path.of("guests/fib.wasm");
        List<String> command =
                new Contenders(Path.of("home")).precompiled(folder).command(new Workload("fib", wasm, 30, 1));
        assertEquals("-Damphora.bench.bundle=" + folder.resolve("fib.jar"), command.get(1));
        try (Engine engine = Engine.create()) {
            assertEquals(
                    832040,
                    engine.linker()
                            .instantiate(engine.compile(folder.resolve("fib.jar")))
                            .function("run")
                            .call(30)[0]);
        }
    }

    @Test
    void noEngineAnswersWhatTheGuestWould() {
        Contender floor = new Contenders(Path.of("home")).floor();
        assertEquals("-Damphora.bench.answer=1", command(floor).get(1));
    }

    @Test
    void aWholeProcessIsMeasuredByTheShell() throws IOException {
        Contender worker = new Contender() {
            @Override
            public String name() {
                return "worker";
            }

            @Override
            public String description() {
                return "a worker";
            }

            @Override
            public List<String> command(Workload workload) {
                return List.of("echo", "checksum=1 differing=1 process=0 first=0 best=0 rounds=1");
            }
        };
        String output =
                Processes.output(new WholeProcess(worker).command(new Workload("fib", Path.of("fib.wasm"), 30, 1)), 20);
        assertEquals(1, Sample.parse(output).checksum());
        assertEquals(2, output.lines().count());
    }

    private static List<String> command(Contender contender) {
        try {
            return contender.command(new Workload("fib", Path.of("fib.wasm"), 30, 1));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void aCommandThatFailsSaysWhy() {
        IOException e = assertThrows(
                IOException.class,
                () -> Processes.output(List.of("sh", "-c", "echo first >&2; echo last >&2; exit 3"), 20));
        assertEquals("ended with 3: last", e.getMessage());
    }

    @Test
    void aCommandThatHangsIsEnded() {
        IOException e = assertThrows(IOException.class, () -> Processes.output(List.of("sleep", "600"), 1));
        assertEquals("not done after 1 s", e.getMessage());
    }

    @Test
    void ofAStackTraceTheExceptionIsTold() {
        assertEquals("a.b.WasmException: no (at offset 0x1)", Processes.reason("""
                        WARNING: slow
                        Exception in thread "main" a.b.WasmException: no (at offset 0x1)
                            at a.b.C.d(C.java:1)
                        """));
        assertEquals("no message", Processes.reason("\n"));
    }

    @Test
    void aListOfGuestsHasSections(@TempDir Path folder) throws IOException {
        Path list = folder.resolve("guests.txt");
        Files.writeString(list, "# a comment\n\n[steady state]\nfib 30 -5\n");
        assertEquals(
                "{steady state=[Workload[name=fib, wasm=" + folder.resolve("fib.wasm") + ", n=30, checksum=-5]]}",
                Workload.read(list).toString());
        Files.writeString(list, "fib 30 5\n");
        assertEquals(
                list + ": 'fib 30 5' stands before the first [section]",
                assertThrows(IllegalArgumentException.class, () -> Workload.read(list))
                        .getMessage());
        Files.writeString(list, "[steady state]\nfib 30\n");
        assertEquals(
                list + ": 'fib 30' is not a name, n and a checksum",
                assertThrows(IllegalArgumentException.class, () -> Workload.read(list))
                        .getMessage());
    }
}
