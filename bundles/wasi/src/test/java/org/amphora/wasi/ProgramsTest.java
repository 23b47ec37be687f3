package org.amphora.wasi;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.channels.ServerSocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.FutureTask;
import org.amphora.api.Engine;
import org.amphora.api.Instance;
import org.amphora.api.WasmModule;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Programs in C, Rust and Kotlin, from the folder {@code src/test/guests}. */
class ProgramsTest {
    private static final Path GUESTS = Path.of("src/test/guests");

    @TempDir
    Path folder;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    private int run(String program, WasiConfig config) throws IOException {
        Wasi wasi = Wasi.preview1(config.stdout(out).stderr(err));
        try (Engine engine = Engine.create();
                WasmModule module = engine.compile(GUESTS.resolve(program));
                Instance instance = wasi.defineOn(engine.linker()).instantiate(module)) {
            return Wasi.run(instance);
        }
    }

    private String output() {
        return out.toString(StandardCharsets.UTF_8);
    }

    private String errors() {
        return err.toString(StandardCharsets.UTF_8);
    }

    private static WasiConfig helloConfig() {
        return WasiConfig.defaults()
                .args("hello", "one", "two words", "drei")
                .env("GREETING", "Grüße")
                .env("EMPTY", "")
                .stdin(new ByteArrayInputStream("first line\nsecond\n".getBytes(StandardCharsets.UTF_8)));
    }

    private static final String HELLO = """
            argument 0: hello
            argument 1: one
            argument 2: two words
            argument 3: drei
            environment: GREETING=Grüße
            environment: EMPTY=
            input: first line
            input: second
            """;

    @Test
    void cReadsArgumentsEnvironmentAndInputAndExitsWithACode() throws IOException {
        assertEquals(4, run("hello-c.wasm", helloConfig()));
        assertEquals("Hello from C\n" + HELLO, output());
        assertEquals("leaving with 4\n", errors());
    }

    @Test
    void rustReadsArgumentsEnvironmentAndInputAndExitsWithACode() throws IOException {
        assertEquals(4, run("hello-rs.wasm", helloConfig()));
        assertEquals("Hello from Rust\n" + HELLO, output());
        assertEquals("leaving with 4\n", errors());
    }

    @Test
    void withoutGrantsAProgramSeesNothing() throws IOException {
        assertEquals(0, run("hello-c.wasm", WasiConfig.defaults()));
        assertEquals("Hello from C\n", output());
        assertEquals("leaving with 0\n", errors());
    }

    @Test
    void cUsesFilesOfItsDirectoryAndNoneOutside() throws IOException {
        Path data = data();
        assertEquals(0, run("files-c.wasm", WasiConfig.defaults().directory(data, "/data")));
        assertEquals("""
                read: the input
                seek to end: 34
                pwrite: done
                pread: done
                pread: FIRST line
                fstat: done
                size 34, file
                truncate: done
                position: 34
                mkdir: done
                mkdir again: File exists
                rename: done
                /data: ./ ../ in.txt inside loop made/ outside parent
                /data/made: ./ ../ moved.txt
                rmdir of what is not empty: Directory not empty
                unlink of a directory: Is a directory
                unlink: done
                rmdir: done
                open of what is absent: No such file or directory
                open of a directory for writing: Is a directory
                exclusive creation: File exists
                climbing out: Operation not permitted
                link that stays inside: done
                link that leads out: Operation not permitted
                link that leads out to a directory: Operation not permitted
                link to itself: Symbolic link loop
                """, output());
        assertEquals("", errors());
        assertLeftAlone(data);
    }

    @Test
    void rustUsesFilesOfItsDirectoryAndNoneOutside() throws IOException {
        Path data = data();
        assertEquals(0, run("files-rs.wasm", WasiConfig.defaults().directory(data, "/data")));
        assertEquals("""
                read: the input
                size 34
                from 6 on: line
                second line
                third line
                ["a", "in.txt", "inside", "loop", "outside", "parent"] ["moved.txt"]
                /data/absent: NotFound
                /data/../secret.txt: PermissionDenied
                /data/outside: PermissionDenied
                /data/parent/secret.txt: PermissionDenied
                """, output());
        assertEquals("", errors());
        assertLeftAlone(data);
    }

    @Test
    @Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void cServesConnections() throws Exception {
        try (ServerSocketChannel listener = Listeners.open("127.0.0.1:0")) {
            FutureTask<Integer> server = new FutureTask<>(
                    () -> run("echo-c.wasm", WasiConfig.defaults().listener(listener)));
            new Thread(server).start();
            InetSocketAddress address = (InetSocketAddress) listener.getLocalAddress();
            try (Socket one = new Socket(address.getAddress(), address.getPort());
                    Socket other = new Socket(address.getAddress(), address.getPort())) {
                one.setSoTimeout(30_000); // fails, where it would hang
                other.setSoTimeout(30_000);
                String many = "wazzup ".repeat(100_000);
                assertEquals("one", echo(one, "one"));
                assertEquals("other", echo(other, "other"));
                assertEquals(many, echo(one, many));
                one.shutdownOutput();
                assertEquals(-1, one.getInputStream().read());
                assertEquals("stop", echo(other, "stop"));
            }
            assertEquals(0, server.get());
            assertEquals("served 2\n", output());
            assertEquals("", errors());
        }
    }

    private static String echo(Socket client, String text) throws Exception {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        FutureTask<Void> sender = new FutureTask<>(() -> {
            client.getOutputStream().write(bytes);
            return null;
        });
        new Thread(sender).start();
        String answer = new String(client.getInputStream().readNBytes(bytes.length), StandardCharsets.UTF_8);
        sender.get();
        return answer;
    }

    /** {@code objects-kt.txt} is what V8 prints, by Node's WASI. */
    @Test
    void kotlinUsesObjectsAndExceptionsOfWebAssembly() throws IOException {
        assertEquals(0, run("objects-kt.wasm", WasiConfig.defaults()));
        assertEquals(Files.readString(GUESTS.resolve("objects-kt.txt")), output());
        assertEquals("", errors());
    }

    /** A directory with a file and links; a secret stands beside it. */
    private Path data() throws IOException {
        Path data = Files.createDirectory(folder.resolve("data"));
        Files.writeString(folder.resolve("secret.txt"), "secret");
        Files.writeString(data.resolve("in.txt"), "the input\n");
        Files.createSymbolicLink(data.resolve("inside"), Path.of("in.txt"));
        Files.createSymbolicLink(data.resolve("outside"), Path.of("../secret.txt"));
        Files.createSymbolicLink(data.resolve("parent"), Path.of(".."));
        Files.createSymbolicLink(data.resolve("loop"), Path.of("loop"));
        return data;
    }

    private static void assertLeftAlone(Path data) throws IOException {
        try (var names = Files.list(data)) {
            assertEquals(
                    "[in.txt, inside, loop, outside, parent]",
                    names.map(path -> path.getFileName().toString())
                            .sorted()
                            .toList()
                            .toString());
        }
        assertEquals("secret", Files.readString(data.resolveSibling("secret.txt")));
    }
}
