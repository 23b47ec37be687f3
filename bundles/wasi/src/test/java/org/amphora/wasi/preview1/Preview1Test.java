package org.amphora.wasi.preview1;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.amphora.api.ExitException;
import org.amphora.wasi.Wasi;
import org.amphora.wasi.WasiConfig;
import org.junit.jupiter.api.Test;

class Preview1Test {
    @Test
    void theTableHasTheFunctionsOfTheSpecification() {
        assertEquals(46, Preview1.FUNCTIONS.size());
        Set<String> names = new HashSet<>();
        Preview1.FUNCTIONS.forEach(function -> names.add(function.name()));
        assertEquals(46, names.size());
    }

    @Test
    void everyParameterHasAName() {
        for (WasiFunction function : Preview1.FUNCTIONS) {
            assertEquals(
                    function.type().parameters().size(), function.parameters().size(), function.name());
        }
    }

    @Test
    void allButTheEndOfAProcessReturnAnErrorNumber() {
        for (WasiFunction function : Preview1.FUNCTIONS) {
            String results = function.type().signature().replaceFirst("^[iI]*-", "");
            assertEquals(function.name().equals("proc_exit") ? "" : "i", results, function.name());
        }
    }

    @Test
    void theModuleBeforePreview1HasAllFunctionsToo() {
        List<String> names = Stream.concat(Preview1.FUNCTIONS.stream(), Preview1.UNSTABLE_FUNCTIONS.stream())
                .filter(function -> function.modules().contains(Wasi.UNSTABLE_MODULE))
                .map(WasiFunction::name)
                .sorted()
                .toList();
        assertEquals(
                Preview1.FUNCTIONS.stream().map(WasiFunction::name).sorted().toList(), names);
    }

    @Test
    void whatIsNoSocketSaysSo() {
        try (TestProgram program = new TestProgram(WasiConfig.defaults())) {
            for (String name : List.of("sock_accept", "sock_recv", "sock_send", "sock_shutdown")) {
                assertEquals("NOTSOCK", program.call(name, 0), name);
                assertEquals("BADF", program.call(name, 3), name);
            }
        }
    }

    @Test
    void aRightIsNotGainedAndNotTakenBack() {
        try (TestProgram program = new TestProgram(WasiConfig.defaults())) {
            assertEquals("SUCCESS", program.call("fd_fdstat_get", 0, 0));
            long rights = program.memory.readLong(8);
            assertEquals("SUCCESS", program.call("fd_fdstat_set_rights", 0, rights, 0));
            assertEquals("NOTCAPABLE", program.call("fd_fdstat_set_rights", 0, rights | 1 << 6, 0));
            assertEquals("NOTCAPABLE", program.call("fd_fdstat_set_rights", 0, rights, 1));
            assertEquals("SUCCESS", program.call("fd_fdstat_set_rights", 0, 0, 0));
            assertEquals("NOTCAPABLE", program.call("fd_fdstat_set_rights", 0, rights, 0));
            assertEquals("BADF", program.call("fd_fdstat_set_rights", 3, 0, 0));
        }
    }

    @Test
    void aSignalEndsTheGuestAsItWouldByDefault() {
        try (TestProgram program = new TestProgram(WasiConfig.defaults())) {
            for (int signal : new int[] {0, 16, 17, 22, 27}) {
                assertEquals("SUCCESS", program.call("proc_raise", signal), "signal " + signal);
            }
            for (int signal = 18; signal <= 21; signal++) {
                assertEquals("NOTSUP", program.call("proc_raise", signal), "signal " + signal);
            }
            assertEquals("INVAL", program.call("proc_raise", 31));
            assertEquals("INVAL", program.call("proc_raise", 0xffff_ffffL));
            for (int signal : new int[] {1, 6, 15, 30}) {
                ExitException exit =
                        assertThrows(ExitException.class, () -> program.call("proc_raise", signal), "signal " + signal);
                assertEquals(128 + signal, exit.exitCode());
            }
        }
    }

    @Test
    void exitEndsTheGuestWithItsCode() {
        try (TestProgram program = new TestProgram(WasiConfig.defaults())) {
            ExitException exit = assertThrows(ExitException.class, () -> program.call("proc_exit", 7));
            assertEquals(7, exit.exitCode());
        }
    }

    @Test
    void yieldingSucceeds() {
        try (TestProgram program = new TestProgram(WasiConfig.defaults())) {
            assertEquals("SUCCESS", program.call("sched_yield"));
        }
    }

    @Test
    void randomBytesGoOnWhereTheyWereWhateverIsAskedFor() {
        try (TestProgram bits = new TestProgram(WasiConfig.defaults());
                TestProgram whole = new TestProgram(WasiConfig.defaults())) {
            for (int i = 0; i < 700; i += 7) {
                assertEquals("SUCCESS", bits.call("random_get", i, 7));
            }
            assertEquals("SUCCESS", whole.call("random_get", 0, 700));
            assertArrayEquals(whole.memory.read(0, 700), bits.memory.read(0, 700));
        }
    }

    @Test
    void randomnessIsTheSameForEveryInstanceUnlessGranted() {
        String first = random(WasiConfig.defaults());
        assertEquals(first, random(WasiConfig.defaults()));
        assertFalse(first.equals(random(WasiConfig.defaults().secureRandom())));
    }

    private static String random(WasiConfig config) {
        try (TestProgram program = new TestProgram(config)) {
            assertEquals("SUCCESS", program.call("random_get", 1, 600));
            assertEquals('?', program.memory.readByte(0));
            assertEquals('?', program.memory.readByte(601));
            assertEquals("FAULT", program.call("random_get", 8_190, 3));
            assertEquals("FAULT", program.call("random_get", 0, 0xffff_ffffL));
            return Arrays.toString(program.memory.read(1, 600));
        }
    }

    @Test
    void wrongConfigurationIsRefusedWithTheWholeReason() {
        assertRefused(
                "argument 1 contains a NUL character at index 1, where C would end it",
                WasiConfig.defaults().args("a", "b\0c"));
        assertRefused(
                "environment key \"a=b\" must not be empty and must not contain '='",
                WasiConfig.defaults().env("a=b", "c"));
        assertRefused(
                "environment key \"\" must not be empty and must not contain '='",
                WasiConfig.defaults().env("", "c"));
        assertRefused(
                "environment value of \"a\" contains a NUL character at index 0, where C would end it",
                WasiConfig.defaults().env("a", "\0"));
        assertRefused(
                "resolution of the wall clock is 0 ns; it must be from 1 ns to 1 h, which is 3600000000000 ns",
                WasiConfig.defaults().wallClock(() -> 0, 0));
        assertRefused(
                "directory no/such, granted as \"/data\", does not exist or is no directory",
                WasiConfig.defaults().directory(Path.of("no/such"), "/data"));
        assertRefused(
                "threads is -1; it must not be negative", WasiConfig.defaults().threads(-1));
    }

    private static void assertRefused(String message, WasiConfig config) {
        assertEquals(
                message,
                assertThrows(IllegalArgumentException.class, () -> Wasi.preview1(config))
                        .getMessage());
    }

    @Test
    void settersLeaveTheirConfigurationAlone() {
        WasiConfig config = WasiConfig.defaults().args("a").env("k", "v");
        config.args("b").env("k", "w").env("l", "x");
        assertEquals(List.of("a"), config.args());
        assertEquals("{k=v}", config.env().toString());
        assertEquals(List.of(), WasiConfig.defaults().args());
    }

    @Test
    void secretsOfTheEnvironmentAreNotPrinted() {
        assertEquals(
                "WasiConfig[args=[a], env=[KEY], directories=[d::/d:ro], listeners=0, threads=0, wallClock=fake, monotonicClock=granted,"
                        + " sleep=fake, random=fake]",
                WasiConfig.defaults()
                        .args("a")
                        .env("KEY", "secret")
                        .readOnlyDirectory(Path.of("d"), "/d")
                        .systemMonotonicClock()
                        .toString());
    }
}
