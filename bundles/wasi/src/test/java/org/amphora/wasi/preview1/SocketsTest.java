package org.amphora.wasi.preview1;

import static org.amphora.wasi.preview1.Subscriptions.READ;
import static org.amphora.wasi.preview1.Subscriptions.WRITE;
import static org.amphora.wasi.preview1.TestProgram.BUFFER;
import static org.amphora.wasi.preview1.TestProgram.RESULT;
import static org.amphora.wasi.preview1.TestProgram.VECTORS;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.StandardSocketOptions;
import java.nio.channels.ServerSocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.amphora.wasi.Listeners;
import org.amphora.wasi.WasiConfig;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class SocketsTest {
    private static final int LISTENER = 3;
    private static final int CONNECTION = 4;
    private static final int NONBLOCK = 4;
    private static final int PEEK = 1;
    private static final int WAIT_ALL = 2;
    private static final int FLAGS = RESULT + 8;
    private static final long HOUR_NANOS = TimeUnit.HOURS.toNanos(1);

    @TempDir
    Path folder;

    private ServerSocketChannel channel;
    private TestProgram program;
    private Socket client;

    @BeforeEach
    void listen() throws IOException {
        channel = Listeners.open("127.0.0.1:0");
        program = new TestProgram(WasiConfig.defaults().listener(channel));
        client = connect();
    }

    @AfterEach
    void close() throws IOException {
        client.close();
        program.close();
        channel.close();
    }

    private Socket connect() throws IOException {
        InetSocketAddress address = (InetSocketAddress) channel.getLocalAddress();
        Socket socket = new Socket(address.getAddress(), address.getPort());
        socket.setSoTimeout(30_000); // fails, where it would hang
        return socket;
    }

    private int accept(int flags) {
        return program.result("sock_accept", LISTENER, flags, RESULT);
    }

    private void say(String text) throws IOException {
        client.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
    }

    private String receive(int length, int flags) {
        program.vector(BUFFER, length);
        return program.text(BUFFER, program.result("sock_recv", CONNECTION, VECTORS, 1, flags, RESULT, FLAGS));
    }

    private String receiveError(int fd, int flags) {
        program.vector(BUFFER, 4);
        return program.call("sock_recv", fd, VECTORS, 1, flags, RESULT, FLAGS);
    }

    private String send(int fd, String text) {
        program.vector(BUFFER, program.put(BUFFER, text));
        return program.call("sock_send", fd, VECTORS, 1, 0, RESULT);
    }

    /** Makes the call that {@code call} makes end by cancelling it. */
    private void assertCancelled(java.util.function.Supplier<String> call) throws InterruptedException {
        Thread canceller = new Thread(program::cancel);
        canceller.start();
        assertEquals("INTR", call.get());
        canceller.join();
    }

    @Test
    void aConnectionIsTakenAndBothSidesTalk() throws IOException {
        assertEquals(CONNECTION, accept(0));
        say("wazzup");
        assertEquals("wazzup", receive(6, WAIT_ALL));
        assertEquals(0, program.memory.readShort(FLAGS));
        assertEquals("??", program.text(FLAGS + 2, 2));
        assertEquals("SUCCESS", send(CONNECTION, "nothing"));
        assertEquals(7, program.memory.readInt(RESULT));
        assertArrayEquals(
                "nothing".getBytes(StandardCharsets.UTF_8),
                client.getInputStream().readNBytes(7));
    }

    @Test
    void aConnectionIsReadAndWrittenAsAFileIs() throws IOException {
        accept(0);
        say("w");
        assertEquals("w", program.read(CONNECTION, 10));
        assertEquals("SUCCESS", program.write(CONNECTION, "x"));
        assertEquals('x', client.getInputStream().read());
        assertEquals("SPIPE", program.call("fd_tell", CONNECTION, RESULT));
        assertEquals("SPIPE", program.call("fd_pread", CONNECTION, VECTORS, 1, 0, RESULT));
        assertEquals("SUCCESS", program.call("fd_close", CONNECTION));
        assertEquals(-1, client.getInputStream().read());
        assertEquals("BADF", receiveError(CONNECTION, 0));
    }

    @Test
    void listenersFollowTheDirectories() {
        WasiConfig config = WasiConfig.defaults().listener(channel).directory(folder, "/");
        try (TestProgram other = new TestProgram(config)) {
            assertEquals("SUCCESS", other.call("fd_prestat_get", 3, 0));
            assertEquals("BADF", other.call("fd_prestat_get", 4, 0)); // C libraries look for no further directory
            assertEquals("SUCCESS", other.call("fd_fdstat_get", 4, 0));
            assertArrayEquals(
                    new byte[] {
                        6, 0, 0, 0, 0, 0, 0, 0, // stream socket, no flags
                        8, 0, 0x20, 0x28, 0, 0, 0, 0, // rights: flags, status, poll, accept
                        0x4a, 0, 0x20, 0x18, 0, 0, 0, 0 // of connections: read, write, flags, status, poll, shut down
                    },
                    other.memory.read(0, 24));
            assertEquals("SUCCESS", other.call("fd_filestat_get", 4, 0));
            assertEquals(6, other.memory.readByte(16));
        }
    }

    @Test
    void nobodyWaitsWhoWantsNot() throws IOException {
        accept(NONBLOCK);
        assertEquals("SUCCESS", program.call("fd_fdstat_get", CONNECTION, 0));
        assertEquals(NONBLOCK, program.memory.readShort(2));
        assertEquals("AGAIN", receiveError(CONNECTION, 0));
        assertEquals("AGAIN", receiveError(CONNECTION, PEEK));
        assertEquals("AGAIN", receiveError(CONNECTION, WAIT_ALL));
        assertEquals("SUCCESS", program.call("fd_fdstat_set_flags", LISTENER, NONBLOCK));
        assertEquals("AGAIN", program.call("sock_accept", LISTENER, 0, RESULT));
        assertEquals("INVAL", program.call("fd_fdstat_set_flags", LISTENER, 1));

        say("waz");
        assertEquals(
                List.of("1 read errno=0 bytes=3 flags=0"),
                new Subscriptions(program).toDescriptor(1, READ, CONNECTION).events());
        assertEquals("waz", receive(6, WAIT_ALL));
    }

    @Test
    void acceptingEndsWhenTheCallIsCancelled() throws InterruptedException {
        accept(0);
        assertCancelled(() -> program.call("sock_accept", LISTENER, 0, RESULT));
    }

    @Test
    void receivingEndsWhenTheCallIsCancelled() throws InterruptedException {
        accept(0);
        assertCancelled(() -> receiveError(CONNECTION, 0));
    }

    @Test
    void sendingEndsWhenTheCallIsCancelledAndNobodyReads() throws InterruptedException {
        accept(NONBLOCK);
        fill();
        assertEquals("SUCCESS", program.call("fd_fdstat_set_flags", CONNECTION, 0));
        assertCancelled(() -> {
            String errno;
            do { // what was sent last may have made room
                errno = send(CONNECTION, "x".repeat(2_000));
            } while (errno.equals("SUCCESS"));
            return errno;
        });
    }

    /** Sends until nothing goes any more. */
    private void fill() {
        String errno;
        do {
            errno = send(CONNECTION, "x".repeat(2_000));
        } while (errno.equals("SUCCESS"));
        assertEquals("AGAIN", errno);
    }

    @Test
    void pollingDoesNotTellThatWritingIsPossibleWhenItIsNot() throws IOException {
        accept(NONBLOCK);
        Subscriptions both =
                new Subscriptions(program).toClock(1, 1, 1_000_000, false).toDescriptor(2, WRITE, CONNECTION);
        assertEquals(List.of("2 write errno=0 bytes=1 flags=0"), both.events());
        List<String> events;
        do { // what was sent last may have made room
            fill();
            events = both.events();
        } while (events.equals(List.of("2 write errno=0 bytes=1 flags=0")));
        assertEquals(List.of("1 clock errno=0 bytes=0 flags=0"), events);
    }

    @Test
    void aSenderThatWaitsSendsAll() throws Exception {
        accept(NONBLOCK);
        fill();
        assertEquals("SUCCESS", program.call("fd_fdstat_set_flags", CONNECTION, 0));
        Thread reader = new Thread(() -> {
            try {
                client.getInputStream().readAllBytes();
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        });
        reader.start();
        assertEquals("SUCCESS", send(CONNECTION, "x".repeat(3_000)));
        assertEquals(3_000, program.memory.readInt(RESULT));
        program.call("fd_close", CONNECTION);
        reader.join();
    }

    @Test
    void whatIsPeekedIsReadAgain() throws IOException {
        accept(0);
        say("wazzup");
        client.shutdownOutput();
        assertEquals("wazz", receive(4, PEEK));
        assertEquals("wazzup", receive(100, PEEK));
        assertEquals("waz", receive(3, 0));
        assertEquals("zup", receive(100, PEEK | WAIT_ALL));
        assertEquals("zup", receive(100, WAIT_ALL));
        assertEquals("", receive(100, PEEK));
        assertEquals("", receive(100, 0));
    }

    @Test
    void buffersArePeekedIntoOneAfterTheOther() throws IOException {
        accept(0);
        say("wazzup");
        client.shutdownOutput();
        receive(6, PEEK);
        int[] vectors = {BUFFER, 4, BUFFER + 5, 10};
        for (int i = 0; i < vectors.length; i++) {
            program.memory.writeInt(VECTORS + 4L * i, vectors[i]);
        }
        assertEquals(6, program.result("sock_recv", CONNECTION, VECTORS, 2, PEEK, RESULT, FLAGS));
        assertEquals("wazz?up?", program.text(BUFFER, 4) + "?" + program.text(BUFFER + 5, 3));
    }

    @Test
    void whoWantsAllWaitsForIt() throws Exception {
        accept(0);
        say("waz");
        assertEquals("waz", receive(3, PEEK));
        Thread rest = new Thread(() -> {
            try {
                say("zup");
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        });
        rest.start();
        assertEquals("wazzup", receive(6, WAIT_ALL));
        rest.join();
    }

    @Test
    void pollingTellsOfConnectionsInputAndTheOtherSidesEnd() throws IOException {
        Subscriptions listener =
                new Subscriptions(program).toClock(1, 1, HOUR_NANOS, false).toDescriptor(2, READ, LISTENER);
        assertEquals(List.of("2 read errno=0 bytes=1 flags=0"), listener.events());
        accept(0);
        Subscriptions connection =
                new Subscriptions(program).toClock(1, 1, HOUR_NANOS, false).toDescriptor(3, READ, CONNECTION);
        say("wazzup");
        assertEquals(List.of("3 read errno=0 bytes=6 flags=0"), connection.events());
        assertEquals("wazzup", receive(100, 0));
        client.close();
        assertEquals(List.of("3 read errno=0 bytes=0 flags=1"), connection.events());
        assertEquals("", receive(100, 0));
    }

    @Test
    void aConnectionIsReadyForReadingAndWritingAtOnce() throws IOException {
        accept(0);
        say("w");
        receive(1, PEEK);
        assertEquals(
                List.of("1 read errno=0 bytes=1 flags=0", "2 write errno=0 bytes=1 flags=0"),
                new Subscriptions(program)
                        .toDescriptor(1, READ, CONNECTION)
                        .toDescriptor(2, WRITE, CONNECTION)
                        .events());
    }

    @Test
    void eachDirectionIsShutDownByItself() throws IOException {
        accept(0);
        assertEquals("SUCCESS", program.call("sock_shutdown", CONNECTION, 2));
        assertEquals(-1, client.getInputStream().read());
        assertEquals("PIPE", send(CONNECTION, "x"));
        say("w");
        assertEquals("w", receive(1, 0));
        assertEquals("SUCCESS", program.call("sock_shutdown", CONNECTION, 1));
        assertEquals("", receive(1, 0));
        assertEquals("INVAL", program.call("sock_shutdown", CONNECTION, 0));
        assertEquals("INVAL", program.call("sock_shutdown", CONNECTION, 4));
        assertEquals("NOTCONN", program.call("sock_shutdown", LISTENER, 3));
    }

    @Test
    void aConnectionThatWasBrokenOffSaysSo() throws IOException {
        accept(0);
        client.setOption(StandardSocketOptions.SO_LINGER, 0);
        client.close();
        assertEquals("CONNRESET", receiveError(CONNECTION, 0));
    }

    @Test
    void whatASocketCannotDoIsAnErrorAndTakesNoConnection() {
        assertEquals("NOTSOCK", program.call("sock_accept", 0, 0, RESULT));
        assertEquals("BADF", program.call("sock_accept", 9, 0, RESULT));
        assertEquals("INVAL", program.call("sock_accept", LISTENER, 1, RESULT));
        assertEquals("FAULT", program.call("sock_accept", LISTENER, 0, 8_190));
        assertEquals("NOTCONN", receiveError(LISTENER, 0));
        assertEquals("NOTCONN", receiveError(LISTENER, PEEK));
        assertEquals("NOTCONN", send(LISTENER, "x"));
        assertEquals(CONNECTION, accept(0));
        assertEquals("INVAL", program.call("sock_accept", CONNECTION, 0, RESULT));
        assertEquals("INVAL", receiveError(CONNECTION, 4));
        assertEquals("FAULT", program.call("sock_recv", CONNECTION, VECTORS, 1, 0, RESULT, 8_191));
        assertEquals("FAULT", program.call("sock_recv", CONNECTION, VECTORS, 1, 0, 8_190, FLAGS));
        assertEquals("INVAL", program.call("sock_send", CONNECTION, VECTORS, 1, 1, RESULT));
    }

    @Test
    void beyondTheLimitOfDescriptorsAConnectionIsClosed() throws IOException {
        WasiConfig config = WasiConfig.defaults().directory(folder, "/").listener(channel);
        try (TestProgram full = new TestProgram(config)) {
            String errno;
            do {
                errno = full.open(".", 0, 2, 0, 0);
            } while (errno.equals("SUCCESS"));
            assertEquals("MFILE", errno);
            assertEquals("MFILE", full.call("sock_accept", 4, 0, RESULT));
            assertEquals(-1, client.getInputStream().read());
        }
    }

    @Test
    void connectionsEndWithTheProgramAndTheListenerStays() throws IOException {
        accept(0);
        program.close();
        assertEquals(-1, client.getInputStream().read());
        assertTrue(channel.isOpen());
        program = new TestProgram(WasiConfig.defaults().listener(channel));
        try (Socket next = connect()) {
            accept(0);
            next.getOutputStream().write('w');
            assertEquals("w", receive(1, 0));
        }
    }

    @Test
    void aListenerMustBeBound() throws IOException {
        try (ServerSocketChannel unbound = ServerSocketChannel.open()) {
            IllegalArgumentException thrown = assertThrows(
                    IllegalArgumentException.class,
                    () -> new TestProgram(WasiConfig.defaults().listener(unbound)));
            assertEquals("listener " + unbound + " is not bound to an address", thrown.getMessage());
        }
    }

    @Test
    void addressesNameHostAndPort() throws IOException {
        try (ServerSocketChannel listener = Listeners.open("localhost:0")) {
            String address = Listeners.address(listener);
            IOException thrown = assertThrows(IOException.class, () -> Listeners.open(address));
            assertEquals("cannot listen on " + address + ": Address already in use", thrown.getMessage());
        }
        for (String address : List.of("8080", "localhost:", "localhost:65536", "localhost:-1")) {
            IllegalArgumentException thrown =
                    assertThrows(IllegalArgumentException.class, () -> Listeners.open(address));
            assertEquals(
                    "address \"" + address
                            + "\" must be in the form HOST:PORT, with a port from 0 to 65535; 0 is for one that is free",
                    thrown.getMessage());
        }
    }
}
