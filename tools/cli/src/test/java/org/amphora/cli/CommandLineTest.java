package org.amphora.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.InterruptedIOException;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.jar.JarFile;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CommandLineTest {
    private static final Path WASI_GUESTS = Path.of("../../bundles/wasi/src/test/guests");
    private static final Path GREET = Path.of("../../examples/greet/src/main/wasm/greet.wasm");

    @TempDir
    Path folder;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private String input = "";

    private int amphora(Object... args) {
        String[] texts = new String[args.length];
        for (int i = 0; i < args.length; i++) {
            texts[i] = args[i].toString();
        }
        ByteArrayInputStream in = new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8));
        return AmphoraCommand.on(new Terminal(in, out, err)).execute(texts);
    }

    private String output() {
        return text(out);
    }

    private String errors() {
        return text(err);
    }

    private static String text(ByteArrayOutputStream stream) {
        return stream.toString(StandardCharsets.UTF_8).replace(System.lineSeparator(), "\n");
    }

    private Path file(String name, int... bytes) throws IOException {
        byte[] content = new byte[bytes.length];
        for (int i = 0; i < bytes.length; i++) {
            content[i] = (byte) bytes[i];
        }
        return Files.write(folder.resolve(name), content);
    }

    /** Exports {@code add (i32, i32) -> (i32)}, {@code divide} likewise, and {@code double (f64) -> (f64)}. */
    private Path calculator() throws IOException {
        return file(
                "calculator.wasm",
                0,
                'a',
                's',
                'm',
                1,
                0,
                0,
                0, // magic and version
                1,
                12,
                2,
                0x60,
                2,
                0x7f,
                0x7f,
                1,
                0x7f,
                0x60,
                1,
                0x7c,
                1,
                0x7c, // types
                3,
                4,
                3,
                0,
                0,
                1, // functions
                7,
                25,
                3,
                3,
                'a',
                'd',
                'd',
                0,
                0,
                6,
                'd',
                'i',
                'v',
                'i',
                'd',
                'e',
                0,
                1, // exports
                6,
                'd',
                'o',
                'u',
                'b',
                'l',
                'e',
                0,
                2,
                10,
                25,
                3,
                7,
                0,
                0x20,
                0,
                0x20,
                1,
                0x6a,
                0x0b, // local.get 0, local.get 1, i32.add
                7,
                0,
                0x20,
                0,
                0x20,
                1,
                0x6d,
                0x0b, // i32.div_s
                7,
                0,
                0x20,
                0,
                0x20,
                0,
                0xa0,
                0x0b); // f64.add
    }

    /** A program without imports: what is between its types and its exports, and the body of {@code _start}. */
    private Path program(String memory, String body) throws IOException {
        String code = "00" + body + "0b";
        int size = code.length() / 2;
        String hex = "0061736d01000000" + "010401600000" + "03020100" + memory + "070a01065f7374617274" + "0000"
                + String.format("0a%02x01%02x", size + 2, size) + code;
        return Files.write(folder.resolve("program.wasm"), HexFormat.of().parseHex(hex));
    }

    @Test
    void aProgramThatRunsLongerThanItsTimeoutIsEnded() throws IOException {
        assertEquals(1, amphora("run", "--timeout", "50ms", program("", "03400c000b")));
        assertEquals(
                "amphora: wasm error: call of wasm was cancelled: it took longer than its callTimeout of 50 ms",
                errors().lines().findFirst().orElseThrow());
    }

    @Test
    void aProgramThatWaitsForInputLongerThanItsTimeoutIsEnded() {
        CountDownLatch typed = new CountDownLatch(1);
        @SuppressWarnings("InputStreamSlowMultibyteRead") // it has no bytes
        InputStream silent = new InputStream() {
            @Override
            public int read() throws IOException {
                try {
                    typed.await();
                } catch (InterruptedException e) {
                    throw new InterruptedIOException();
                }
                return -1;
            }
        };
        Path program = WASI_GUESTS.resolve("hello-c.wasm");
        try {
            assertEquals(
                    1,
                    AmphoraCommand.on(new Terminal(silent, out, err))
                            .execute("run", "--timeout", "50ms", program.toString()));
        } finally {
            typed.countDown();
        }
        assertEquals(
                "amphora: wasm error: call of hello-c.wasm was cancelled: it took longer than its callTimeout of 50 ms",
                errors().lines().findFirst().orElseThrow());
    }

    @Test
    void aProgramTakesConnectionsAtAPortThatIsPrinted() throws Exception {
        PipedInputStream errors = new PipedInputStream();
        Terminal terminal = new Terminal(InputStream.nullInputStream(), out, new PipedOutputStream(errors));
        Path program = WASI_GUESTS.resolve("echo-c.wasm");
        FutureTask<Integer> server = new FutureTask<>(() -> AmphoraCommand.on(terminal)
                .execute("run", "--listen", "127.0.0.1:0", "--timeout", "1m", program.toString()));
        new Thread(server).start();
        String line = new BufferedReader(new InputStreamReader(errors, StandardCharsets.UTF_8)).readLine();
        assertTrue(line.matches("listening on 127\\.0\\.0\\.1:[0-9]+"), line);
        int port = Integer.parseInt(line.substring(line.lastIndexOf(':') + 1));
        try (Socket client = new Socket(InetAddress.getLoopbackAddress(), port)) {
            client.setSoTimeout(60_000);
            client.getOutputStream().write("stop".getBytes(StandardCharsets.UTF_8));
            assertArrayEquals(
                    "stop".getBytes(StandardCharsets.UTF_8),
                    client.getInputStream().readNBytes(4));
        }
        assertEquals(0, server.get());
        assertEquals("served 1\n", output());
    }

    @Test
    void aProgramHasTheThreadsThatItIsGranted() throws IOException {
        Path program = Files.writeString(folder.resolve("threads.wat"), """
                (module
                  (import "env" "memory" (memory 1 1 shared))
                  (import "wasi" "thread-spawn" (func $spawn (param i32) (result i32)))
                  (import "wasi_snapshot_preview1" "proc_exit" (func $exit (param i32)))
                  (func (export "wasi_thread_start") (param $id i32) (param $argument i32)
                    (call $exit (local.get $argument)))
                  (func (export "_start")
                    (if (i32.lt_s (call $spawn (i32.const 7)) (i32.const 0)) (then (call $exit (i32.const 8))))
                    (drop (memory.atomic.wait32 (i32.const 0) (i32.const 0) (i64.const -1)))))
                """);
        assertEquals(8, amphora("run", program));
        assertEquals(7, amphora("run", "--threads", "1", program));
        assertEquals("", errors());
    }

    @Test
    void callsOfWasiArePrintedIfToldSo() {
        assertEquals(1, amphora("run", "--trace", "wasi", WASI_GUESTS.resolve("hello-c.wasm")));
        assertEquals("Hello from C\nargument 0: hello-c.wasm\n", output());
        List<String> lines = errors().lines().toList();
        assertTrue(lines.contains("args_sizes_get() → argc=1, argv_buf_size=13, ESUCCESS"), errors());
        assertTrue(lines.contains("fd_read(fd=0, iovs=[1024]) → nread=0, ESUCCESS"), errors());
        assertEquals("proc_exit(rval=1) → does not return", lines.get(lines.size() - 1));

        assertEquals(2, amphora("run", "--trace", "all", WASI_GUESTS.resolve("hello-c.wasm")));
        assertTrue(errors().contains("amphora: --trace is 'all', but can only be wasi\n"), errors());
    }

    @Test
    void anAddressWithoutAPortIsRefused() {
        assertEquals(2, amphora("run", "--listen", "localhost", WASI_GUESTS.resolve("echo-c.wasm")));
        assertEquals("""
                amphora: --listen: address "localhost" must be in the form HOST:PORT, with a port from 0 to 65535; 0 is for one that is free
                Try 'amphora run --help'.
                """, errors());
    }

    @Test
    void aMemoryLargerThanAllowedIsRefused() throws IOException {
        Path twoPages = program("0503010002", "");
        assertEquals(0, amphora("run", "--max-memory", "128K", twoPages));
        assertEquals("", errors());
        assertEquals(1, amphora("run", "--max-memory", "131071", twoPages));
        assertEquals(
                "amphora: wasm error: wasm starts with 2 pages in memory 0, but its memoryLimit allows 1 in all its"
                        + " memories; raise it with InstanceConfig.memoryLimit\n",
                errors());
    }

    @Test
    void quantitiesWithAnotherUnitAreRefused() {
        assertEquals(2, amphora("run", "--timeout", "5", "f.wasm"));
        assertEquals(2, amphora("run", "--max-memory", "5MB", "f.wasm"));
        assertEquals("""
                amphora: Invalid value for option '--timeout': '5' must be a number with the unit ms, s, m or h, such as 1.5s
                Try 'amphora run --help'.
                amphora: Invalid value for option '--max-memory': '5MB' must be a number of bytes, or one with the unit K, M or G, such as 64M
                Try 'amphora run --help'.
                """, errors());
    }

    @Test
    void aProgramInheritsTheEnvironmentIfToldSoButForWhatIsGiven() {
        Map<String, String> expected = new LinkedHashMap<>(System.getenv());
        expected.put("PATH", "/replaced");
        StringBuilder printed = new StringBuilder("Hello from C\nargument 0: hello-c.wasm\n");
        expected.forEach((key, value) -> printed.append("environment: " + key + "=" + value + "\n"));
        int code = amphora("run", "--env-inherit", "--env", "PATH=/replaced", WASI_GUESTS.resolve("hello-c.wasm"));
        assertEquals(printed.toString(), output());
        assertEquals("leaving with 1\n", errors());
        assertEquals(1, code);
    }

    @Test
    void aProgramGetsItsArgumentsVariablesAndInput() {
        input = "line\n";
        int code = amphora("run", "--env", "A=b", "--env", "C=d=e", WASI_GUESTS.resolve("hello-c.wasm"), "--dir", "x");
        assertEquals("""
                Hello from C
                argument 0: hello-c.wasm
                argument 1: --dir
                argument 2: x
                environment: A=b
                environment: C=d=e
                input: line
                """, output());
        assertEquals("leaving with 3\n", errors());
        assertEquals(3, code);
    }

    @Test
    void aProgramUsesTheDirectoriesThatItIsGranted() throws IOException {
        Files.writeString(folder.resolve("in.txt"), "from the host\n");
        int code = amphora("run", "--dir", folder + "::/data", WASI_GUESTS.resolve("files-rs.wasm"));
        assertTrue(output().startsWith("read: from the host\nsize 34\n"), output() + errors());
        assertEquals(0, code);
    }

    @Test
    void aProgramMayOnlyReadWhereItIsTold() throws IOException {
        Files.writeString(folder.resolve("in.txt"), "from the host\n");
        int code = amphora("run", "--dir", folder + "::/data:ro", WASI_GUESTS.resolve("files-rs.wasm"));
        assertEquals("read: from the host\n", output());
        assertTrue(errors().contains("Read-only file system"), errors());
        assertEquals(1, code);
    }

    @Test
    void aProgramReadsFromAnArchive() throws IOException {
        Path archive = folder.resolve("data.zip");
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(archive))) {
            zip.putNextEntry(new ZipEntry("in.txt"));
            zip.write("from the archive\n".getBytes(StandardCharsets.UTF_8));
        }
        int code = amphora("run", "--dir", archive + "::/data", WASI_GUESTS.resolve("files-rs.wasm"));
        assertEquals("read: from the archive\n", output());
        assertTrue(errors().contains("Read-only file system"), errors());
        assertEquals(1, code);
        assertEquals(1, amphora("run", "--dir", calculator() + "::/data", WASI_GUESTS.resolve("hello-c.wasm")));
        assertTrue(
                errors().endsWith(
                                "amphora: archive " + calculator() + ", granted as \"/data\", is no zip or jar file\n"),
                errors());
    }

    @Test
    void aProgramUsesADirectoryInMemory() {
        int code = amphora("run", "--tmpfs", "/data:1M", WASI_GUESTS.resolve("files-rs.wasm"));
        assertTrue(errors().contains("No such file or directory"), errors()); // its input: the directory is empty
        assertEquals(1, code);
        assertEquals(2, amphora("run", "--tmpfs", "/data:much", WASI_GUESTS.resolve("hello-c.wasm")));
        assertTrue(
                errors().contains(
                                "amphora: Invalid value for option '--tmpfs' (GUEST[:BYTES]): 'much' must be a number of"
                                        + " bytes, or one with the unit K, M or G, such as 64M\n"),
                errors());
    }

    @Test
    void aProgramAddsNoMoreToADirectoryThanItMay() throws IOException {
        Files.writeString(folder.resolve("in.txt"), "from the host\n");
        Path guest = WASI_GUESTS.resolve("files-rs.wasm");
        assertEquals(1, amphora("run", "--dir", folder + "::/data", "--max-written", "10", guest));
        assertTrue(errors().contains("Quota exceeded"), errors());
        assertEquals("first line", Files.readString(folder.resolve("out.txt")));
        Files.delete(folder.resolve("out.txt"));
        assertEquals(1, amphora("run", "--dir", folder + "::/data", "--max-files", "0", guest));
        assertFalse(Files.exists(folder.resolve("out.txt")));
        assertEquals(1, amphora("run", "--dir", folder + "::/data", "--max-descriptors", "4", guest));
        assertTrue(errors().contains("No file descriptors available"), errors());
    }

    @Test
    void aFunctionIsCalledAndItsResultPrinted() throws IOException {
        assertEquals(0, amphora("run", "--invoke", "add", calculator(), 40, 2));
        assertEquals(0, amphora("run", "--invoke", "add", calculator(), "0xffffffff", -1));
        assertEquals(0, amphora("run", "--invoke", "double", calculator(), "1.25e3"));
        assertEquals("42\n-2\n2500.0\n", output());
        assertEquals("", errors());
    }

    @Test
    void wrongArgumentsOfAFunctionAreUsageErrors() throws IOException {
        assertEquals(2, amphora("run", "--invoke", "add", calculator(), 1));
        assertEquals(2, amphora("run", "--invoke", "add", calculator(), 1, "two"));
        assertEquals(2, amphora("run", "--invoke", "add", calculator(), 1, "4294967296"));
        assertEquals("""
                amphora: add takes 2 arguments (i32, i32), not 1
                Try 'amphora run --help'.
                amphora: argument 2 of add must be an i32, not "two"
                Try 'amphora run --help'.
                amphora: argument 2 of add must be an i32, not "4294967296"
                Try 'amphora run --help'.
                """, errors());
    }

    @Test
    void aTrapIsOneMessageWithItsWasmFrames() throws IOException {
        assertEquals(1, amphora("run", "--invoke", "divide", calculator(), 1, 0));
        assertEquals("", output());
        String[] lines = errors().split("\n", -1);
        assertEquals("amphora: wasm error: integer divide by zero", lines[0]);
        assertEquals("wasm stack trace:", lines[1]);
        assertTrue(errors().indexOf("\tat ") < 0, errors()); // no Java frames
    }

    @Test
    void aCallUsesNoMoreFuelThanItIsGiven() throws IOException {
        assertEquals(0, amphora("run", "--fuel", 3, "--invoke", "add", calculator(), 40, 2));
        assertEquals("42\n", output());
        assertEquals(1, amphora("run", "--fuel", 2, "--invoke", "add", calculator(), 40, 2));
        assertEquals(
                "amphora: wasm error: all fuel consumed: wasm has a fuelLimit of 2 units for each call",
                errors().lines().findFirst().orElseThrow());
    }

    @Test
    void aNegativeLimitOfFuelIsAUsageError() throws IOException {
        assertEquals(2, amphora("run", "--fuel", -1, "--invoke", "add", calculator(), 40, 2));
        assertEquals("""
                amphora: --fuel is -1, but must not be negative
                Try 'amphora run --help'.
                """, errors());
    }

    @Test
    void verboseShowsTheJavaStackTrace() throws IOException {
        assertEquals(1, amphora("run", "--verbose", "--invoke", "divide", calculator(), 1, 0));
        assertTrue(errors().contains("org.amphora.api.Trap: integer divide by zero\n\tat "), errors());
    }

    @Test
    void aModuleWithoutStartIsNoProgram() throws IOException {
        Path file = calculator();
        assertEquals(2, amphora("run", file));
        assertEquals(
                "amphora: " + file + " is no program: it exports no function _start; with --invoke one of these can be"
                        + " called: add, divide, double\nTry 'amphora run --help'.\n",
                errors());
    }

    @Test
    void aMissingFileIsNamed() {
        assertEquals(1, amphora("run", "no/such.wasm"));
        assertEquals(1, amphora("inspect", "no/such.wasm"));
        assertEquals("amphora: no/such.wasm: no such file or directory\n".repeat(2), errors());
    }

    @Test
    void aMissingDirectoryIsNamed() {
        assertEquals(1, amphora("run", "--dir", "no/such::/data", WASI_GUESTS.resolve("hello-c.wasm")));
        assertEquals("amphora: directory no/such, granted as \"/data\", does not exist or is no directory\n", errors());
    }

    @Test
    void wrongOptionsAreUsageErrors() {
        assertEquals(2, amphora());
        assertEquals(2, amphora("walk"));
        assertEquals(2, amphora("run"));
        assertEquals(2, amphora("run", "--dir", "::x", "f.wasm"));
        assertEquals(2, amphora("inspect", "--fast", "f.wasm"));
        assertEquals(2, amphora("demo", "--threads", 0));
        assertEquals(2, amphora("demo", "--swaps", 0));
        assertEquals("""
                amphora: a command is missing
                Try 'amphora --help'.
                amphora: Unmatched argument at index 0: 'walk'
                Try 'amphora --help'.
                amphora: Missing required parameter: 'FILE'
                Try 'amphora run --help'.
                amphora: Invalid value for option '--dir' (HOST[::GUEST][:ro]): '::x' must be HOST, HOST::GUEST or either with :ro at its end
                Try 'amphora run --help'.
                amphora: Unknown option: '--fast'
                Try 'amphora inspect --help'.
                amphora: --threads is 0; it must be from 1 to 64
                Try 'amphora demo --help'.
                amphora: --swaps is 0; it must be at least 1
                Try 'amphora demo --help'.
                """, errors());
    }

    @Test
    void aFileThatIsNoModuleIsNamed() throws IOException {
        Path text = file("text.wasm", 'h', 'e', 'l', 'l', 'o', '!', '!', '!');
        Path cut = Files.write(folder.resolve("cut.wasm"), Arrays.copyOf(Files.readAllBytes(calculator()), 30));
        Path start = file("start.wasm", 0, 'a', 's', 'm', 1, 0, 0, 0, 8, 1, 0);
        for (Path file : new Path[] {text, cut, start, folder}) {
            assertEquals(1, amphora("inspect", file));
            assertEquals(1, amphora("run", file));
        }
        String magic =
                "amphora: " + text + ": no WebAssembly module: magic header not detected: a module begins with the"
                        + " bytes 00 61 73 6d, not with 68 65 6c 6c (at offset 0x0)\n";
        String length =
                "amphora: " + cut + ": no WebAssembly module: length out of bounds: the export section declares 25"
                        + " bytes, 0 are left (at offset 0x1c)\n";
        String unknown = "amphora: " + start
                + ": not a valid module: unknown function 0: the start section names it, and the" + " module has 0\n";
        String directory = "amphora: " + folder + ": is a directory, not a file\n";
        assertEquals(magic.repeat(2) + length.repeat(2) + unknown.repeat(2) + directory.repeat(2), errors());
        assertEquals("", output());
    }

    @Test
    void anImportThatNobodyProvidesIsNamed() {
        assertEquals(1, amphora("run", "--invoke", "greet", GREET, 0, 0));
        assertEquals(
                "amphora: wasm error: unknown import: wasm imports env.log func (i32, i32) -> (), but nothing like it is"
                        + " defined\n",
                errors());
    }

    @Test
    void inspectSaysWhatAModuleNeedsOffersAndUses() throws IOException {
        assertEquals(0, amphora("inspect", calculator()));
        assertEquals("""
                calculator.wasm, 82 bytes
                sha256     DIGEST
                name       none
                functions  3
                features   none beyond version 1.0

                imports: none

                exports
                  add func (i32, i32) -> (i32)
                  divide func (i32, i32) -> (i32)
                  double func (f64) -> (f64)

                sections, in bytes
                          12  type
                           4  function
                          25  export
                          25  code
                """, output().replaceFirst("[0-9a-f]{64}", "DIGEST"));
    }

    @Test
    void inspectShowsWhatBecomesOfAFunction() throws IOException {
        assertEquals(0, amphora("inspect", "--code", "add", calculator()));
        assertEquals("""
                function add (#0) of wasm: (i32, i32) -> (i32)

                instructions, by their offset in the module
                  0x3c  local.get 0
                  0x3e  local.get 1
                  0x40  i32.add
                  0x41  end

                methods
                       4 bytes  wasm/Code0.add(IILwasm/Guest;)I

                control tree: all in one method

                variables of add
                    0  local 0, i32
                    1  local 1, i32
                    2  the instance
                    3  operand 0, and from here on two variables for each
                """, output());
        assertEquals(1, amphora("inspect", "--code", "subtract", calculator()));
        assertEquals(
                "amphora: wasm has no function subtract; a function is named by its name or by its index, 0 to 2\n",
                errors());
    }

    @Test
    void inspectShowsTheImportsOfTheGreetingGuest() {
        assertEquals(0, amphora("inspect", GREET));
        assertTrue(output().contains("imports\n  env.log func (i32, i32) -> ()\n"), output());
        assertTrue(output().contains("  greeting func (i32, i32) -> (i64)\n"), output());
    }

    @Test
    void everyCommandHasHelpWithItsExitCodes() {
        for (String command : new String[] {"demo", "start", "host", "run", "inspect", "compile"}) {
            out.reset();
            assertEquals(0, amphora(command, "--help"));
            assertTrue(output().startsWith("Usage: amphora " + command), output());
            assertTrue(output().contains("\nExit codes:\n"), output());
            assertTrue(output().contains("wrong usage"), output());
        }
        out.reset();
        assertEquals(0, amphora("--help"));
        assertTrue(output().contains("  demo  "), output());
    }

    // ---- compile

    @Test
    void aModuleIsCompiledToABundleThatRunsLikeIt() throws IOException {
        Path text = addText();
        Path jar = folder.resolve("add.jar");
        assertEquals(0, amphora("compile", text));
        assertEquals(jar + ": bundle add 0.0.0, " + Files.size(jar) + " bytes\n", output());
        out.reset();
        assertEquals(0, amphora("run", "--invoke", "add", jar, 40, 2));
        assertEquals("42\n", output());
        assertEquals("", errors());
    }

    @Test
    void aBundleHasTheNamesThatAreGiven() throws IOException {
        Path jar = folder.resolve("other.jar");
        assertEquals(
                0,
                amphora(
                        "compile",
                        addText(),
                        "-o",
                        jar,
                        "--symbolic-name",
                        "com.example.add",
                        "--bundle-version",
                        "1.2.3"));
        assertEquals(jar + ": bundle com.example.add 1.2.3, " + Files.size(jar) + " bytes\n", output());
        try (JarFile file = new JarFile(jar.toFile())) {
            assertEquals(
                    List.of(
                            "META-INF/MANIFEST.MF",
                            "module.wasm",
                            "OSGI-INF/wasm/memories/Guest",
                            "OSGI-INF/wasm/memories/Code0",
                            "OSGI-INF/wasm/memories/Entry0",
                            "OSGI-INF/wasm/memories/Step0",
                            "OSGI-INF/wasm/seal"),
                    file.stream().map(ZipEntry::getName).toList());
        }
    }

    @Test
    void whatCannotBeABundleIsTold() throws IOException {
        Path invalid = Files.writeString(folder.resolve("bad one.wat"), "(module (func (result i32)))");
        Path valid = Files.writeString(folder.resolve("good one.wat"), "(module)");
        assertEquals(1, amphora("compile", invalid));
        assertEquals(1, amphora("compile", valid));
        assertEquals("", output());
        assertEquals(
                "amphora: " + invalid
                        + ": not a valid module: type mismatch: end expects i32 but the stack is empty (function $0 (#0), offset 0x18)\n"
                        + "amphora: no symbolic name of a bundle: \"good one\"; it consists of letters, digits, _ and -, with dots"
                        + " between its parts, such as com.example.greet\n",
                errors());
        assertTrue(Files.notExists(folder.resolve("bad one.jar")));
        assertTrue(Files.notExists(folder.resolve("good one.jar")));
    }

    // ---- print and parse

    private static final String ADD = """
            (module
              (type (;0;) (func (param i32 i32) (result i32)))
              (func $add (;0;) (type 0) (param $a i32) (param $b i32) (result i32)
                local.get $a
                local.get $b
                i32.add
              )
              (export "add" (func $add))
            )
            """;

    private Path addText() throws IOException {
        return Files.writeString(folder.resolve("add.wat"), """
                (func $add (export "add") (param $a i32) (param $b i32) (result i32)
                  (i32.add (local.get $a) (local.get $b)))
                """);
    }

    @Test
    void aTextIsParsedAndPrintedAgain() throws IOException {
        Path binary = folder.resolve("add.wasm");
        assertEquals(0, amphora("parse", addText(), "-o", binary));
        assertEquals("", output());
        assertEquals(0, amphora("print", binary));
        assertEquals(ADD, output());
        assertEquals(0, amphora("run", "--invoke", "add", binary, 40, 2));
        assertEquals(ADD + "42\n", output());
        assertEquals("", errors());
    }

    @Test
    void aTextIsPrintedToAFileAnew() throws IOException {
        Path printed = folder.resolve("printed.wat");
        assertEquals(0, amphora("print", addText(), "--output", printed));
        assertEquals("", output() + errors());
        assertEquals(ADD, Files.readString(printed));
    }

    @Test
    void aBinaryGoesToStandardOutputAndNeedNotHaveNames() throws IOException {
        assertEquals(0, amphora("parse", "--without-names", addText()));
        assertEquals("", errors());
        assertArrayEquals(
                HexFormat.of()
                        .parseHex("0061736d01000000" + "01070160027f7f017f" + "03020100" + "070701036164640000"
                                + "0a09010700200020016a0b"),
                out.toByteArray());
    }

    @Test
    void whatCannotBeParsedOrPrintedIsToldWithItsFile() throws IOException {
        Path text = Files.writeString(folder.resolve("bad.wat"), "(module\n  (fnuc))");
        Path cut =
                file("cut.wasm", 0, 'a', 's', 'm', 1, 0, 0, 0, 1, 4, 1, 0x60, 0, 0, 3, 2, 1, 0, 10, 4, 1, 2, 0, 0xff);
        Path unwritten = folder.resolve("unwritten");
        assertEquals(1, amphora("parse", text, "-o", unwritten));
        assertEquals(1, amphora("print", text, "-o", unwritten));
        assertEquals(1, amphora("print", cut, "-o", unwritten));
        assertEquals(1, amphora("print", folder));
        assertEquals(1, amphora("parse", cut));
        assertEquals("", output());
        assertTrue(Files.notExists(unwritten));
        String bad = "amphora: " + text + ": no WebAssembly module: unknown operator fnuc (at line 2, column 4)\n";
        assertEquals(
                bad + bad + "amphora: " + cut + ": no WebAssembly module: illegal opcode ff (at offset 0x17)\n"
                        + "amphora: " + folder + ": is a directory, not a file\n"
                        + "amphora: " + cut
                        + ": no WebAssembly module in the text format: it is a binary file\n",
                errors());
    }
}
