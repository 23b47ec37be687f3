package org.amphora.guests;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.amphora.api.guest.dto.GuestDTO;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What serves after a JVM was killed while a guest was replaced, and the file of the guest is damaged as well. */
@Timeout(value = 120, unit = TimeUnit.SECONDS)
class CrashTest {
    private static final String HERE = "here";

    /** Where the second content is when the JVM is killed. */
    enum Stage {
        READ,
        INSTANTIATE,
        PUBLISH,
        CALLED_ON_PROBATION,
        PROVED
    }

    @ParameterizedTest
    @EnumSource(Stage.class)
    void afterAKillWhatLastProvedGoodServes(Stage stage, @TempDir Path memory) throws Exception {
        killedAt(stage, memory);
        try (FakeSurroundings world = new FakeSurroundings(memory)) {
            GuestDTO guest = world.guests.deploy("greet", new byte[] {'x'}, "drop");
            assertEquals("MALFORMED", guest.failure.reasonName);
            assertEquals(GuestDTO.ACTIVE, guest.state, guest.failure.message);
            assertEquals(stage == Stage.PROVED ? 2 : 1, world.guest("greet").call("version")[0]);
        }
    }

    private static void killedAt(Stage stage, Path memory) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Host.class.getName(),
                        stage.name(),
                        memory.toString())
                .redirectError(memory.resolve("log").toFile())
                .start();
        try (BufferedReader output = process.inputReader(StandardCharsets.UTF_8)) {
            assertEquals(HERE, output.readLine());
        } finally {
            process.destroyForcibly().waitFor();
        }
    }

    /** Replaces a guest, and stays where it is told to until it is killed. */
    static final class Host {
        private Host() {}

        /** Of its own process. */
        public static void main(String[] args) {
            Stage stage = Stage.valueOf(args[0]);
            FakeSurroundings world = new FakeSurroundings(Path.of(args[1]));
            world.deploy("greet", FakeEngine.module(1));
            if (stage == Stage.PROVED) {
                world.guests.configure("greet", Map.of("wasm.guest.probation.calls", 0));
            }
            ContentSource second = ContentSource.of(FakeEngine.module(2), "second");
            world.engine.onInstantiate = () -> stay(stage == Stage.INSTANTIATE);
            world.onPublish = () -> stay(stage == Stage.PUBLISH);
            world.guests.offer("greet", new ContentSource() {
                @Override
                public byte[] read() throws IOException {
                    stay(stage == Stage.READ);
                    return second.read();
                }

                @Override
                public String description() {
                    return second.description();
                }
            });
            FakeSurroundings.await(
                    "the second content serves", () -> world.guest("greet").call("version")[0] == 2);
            stay(true);
        }

        private static void stay(boolean here) {
            if (here) {
                System.out.println(HERE);
                CountDownLatch never = new CountDownLatch(1);
                while (true) {
                    try {
                        never.await();
                    } catch (InterruptedException e) {
                        throw new AssertionError("nobody interrupts", e);
                    }
                }
            }
        }
    }
}
