package org.amphora.itests.crash;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.amphora.api.TextFormat;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * The JVM is killed again and again while guests are replaced, each at another stage, and their files are left half-written.
 * After each start on the same storage the last good version of every guest serves, and the newer one when its file is whole.
 * {@code mvn verify -Pstress} kills at all stages, {@code mvn verify} at some.
 */
@Timeout(value = 10, unit = TimeUnit.MINUTES)
@EnabledOnOs(
        value = {OS.LINUX, OS.MAC},
        disabledReason = "named pipes stop who writes a file")
class CrashIT {
    private static final Set<Stage> STAGES = Boolean.getBoolean("amphora.crash.all")
            ? EnumSet.allOf(Stage.class)
            : EnumSet.of(Stage.READ, Stage.KEPT, Stage.START, Stage.BEFORE_SWAP, Stage.AFTER_SWAP, Stage.PROVING);

    @TempDir
    private Path folder;

    private Path deploy;
    private Killable host;
    private final Map<Stage, String> expected = new EnumMap<>(Stage.class);

    @AfterEach
    void end() throws InterruptedException {
        if (host != null) {
            host.kill();
        }
    }

    private static String guest(Stage stage) {
        return stage.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** A module that comes by at every place; the newer version of one wants more than the older. */
    private static String module(Stage stage, int version) {
        String more = stage == Stage.BEFORE_SWAP && version == 2 ? "(import \"crash\" \"more\" (func))" : "";
        return """
                (module
                  (import "crash" "start" (func $start))
                  (import "crash" "probe" (func $probe))
                  (import "crash" "save" (func $save))
                  (import "crash" "load" (func $load))
                  (import "crash" "drain" (func $slow))
                  (import "crash" "link" (func))
                  %s
                  (memory (export "memory") 1)
                  (func (export "allocate") (param i32) (result i32) (i32.const 0))
                  (func (export "deallocate") (param i32 i32))
                  (func (export "version") (result i64) (i64.const %d))
                  (func (export "slow") (call $slow))
                  (func (export "fail") (unreachable))
                  (func (export "probe") (call $probe))
                  (func (export "save_state") (result i64) (call $save) (i64.const 0))
                  (func (export "load_state") (param i32 i32 i32) (call $load))
                  (start $start))
                """.formatted(more, version);
    }

    private static String configuration(Stage stage) {
        String configuration = "wasm.guest.probe=probe\n";
        return switch (stage) {
            case SAVE, LOAD -> configuration + "wasm.guest.state=exports\n";
            case BEFORE_SWAP -> configuration + "wasm.guest.imports=crash.*\n";
            case PROVING, PROVED -> configuration + "wasm.guest.probation.calls=1\n";
            default -> configuration;
        };
    }

    private Path file(Stage stage) {
        return deploy.resolve(guest(stage) + ".wat");
    }

    private void drop(Stage stage, String content) throws IOException {
        Path written = Files.writeString(folder.resolve("part"), content);
        Files.move(written, file(stage), StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    }

    private static String half(String content) {
        return content.substring(0, content.length() / 2);
    }

    @Test
    void whereverTheJvmIsKilledTheLastGoodVersionServesAfterwards() throws Exception {
        deploy = Files.createDirectories(folder.resolve("deploy"));
        for (Stage stage : STAGES) {
            Files.writeString(deploy.resolve("org.amphora.guest-" + guest(stage) + ".cfg"), configuration(stage));
            drop(stage, module(stage, 1));
            expected.put(stage, "ACTIVE 1 -");
        }
        start();
        for (Stage stage : STAGES) {
            host.await("seen " + guest(stage) + " PROBE", "true");
            host.await("status " + guest(stage), "ACTIVE 1 -");
        }
        for (Stage stage : STAGES) {
            killAt(stage);
            start();
            if (stage != Stage.ROLLED_BACK && stage != Stage.DIGEST) {
                drop(stage, module(stage, 2));
                host.await("status " + guest(stage), "ACTIVE 2 -");
                expected.put(stage, "ACTIVE 2 -");
            }
        }
        loseWhatWasKept(Stage.START);
    }

    /** Nothing is left of a guest but halves, none of which may serve. */
    private void loseWhatWasKept(Stage stage) throws Exception {
        host.kill();
        try (DirectoryStream<Path> contents = Files.newDirectoryStream(
                kept(stage, "").getParent(), kept(stage, "").getFileName() + "-*")) {
            for (Path content : contents) {
                Files.writeString(content, half(Files.readString(content)));
            }
        }
        Files.writeString(file(stage), half(module(stage, 2)));
        expected.put(stage, "FAILED - MALFORMED");
        start();
        drop(stage, module(stage, 2));
        host.await("status " + guest(stage), "ACTIVE 2 -");
    }

    private void start() throws Exception {
        host = Killable.start(folder.resolve("storage"), deploy, folder.resolve("log"));
        for (Map.Entry<Stage, String> each : expected.entrySet()) {
            host.await("status " + guest(each.getKey()), each.getValue());
        }
    }

    /** Leaves a damaged file behind, and says what is to be expected of the guest then. */
    private void killAt(Stage stage) throws Exception {
        String newer = module(stage, 2);
        Path pipe = pipe(stage);
        assertEquals("ok", host.ask("stop-at " + stage));
        switch (stage) {
            case READ -> {
                do {
                    Files.writeString(file(stage), half(newer));
                } while (host.ask("inside FileContent").equals("false"));
            }
            case DIGEST -> {
                Files.writeString(deploy.resolve(guest(stage) + ".wat.sha256"), sha256("other"));
                drop(stage, newer);
                host.await("status " + guest(stage), "ACTIVE 1 UNREADABLE");
            }
            case KEPT, BEFORE_SWAP -> {
                drop(stage, newer);
                host.await("inside LastGood", "true");
            }
            case PROVING -> {
                drop(stage, newer);
                host.await("status " + guest(stage), "ACTIVE 2 -");
                host.await("inside LastGood", "true");
            }
            case DRAIN -> {
                assertEquals("ok", host.ask("begin " + guest(stage) + " slow"));
                host.awaitHere();
                drop(stage, newer);
                host.await("status " + guest(stage), "ACTIVE 2 -");
            }
            case PROVED -> {
                drop(stage, newer);
                host.await("status " + guest(stage), "ACTIVE 2 -");
                Path good = kept(stage, ".good");
                byte[] before = Files.readAllBytes(good);
                while (Arrays.equals(before, Files.readAllBytes(good))) {
                    host.await("status " + guest(stage), "ACTIVE 2 -");
                }
            }
            case ROLLED_BACK -> {
                drop(stage, newer);
                host.await("status " + guest(stage), "ACTIVE 2 -");
                for (int i = 0; i < 3; i++) {
                    assertEquals("true", host.ask("fail " + guest(stage)));
                }
                host.await("status " + guest(stage), "ACTIVE 1 ROLLED_BACK");
            }
            default -> {
                drop(stage, newer);
                host.awaitHere();
            }
        }
        host.kill();
        if (pipe != null) {
            // who was killed while it wrote leaves half of it
            Files.delete(pipe);
            Files.writeString(pipe, half(newer));
        }
        expected.put(
                stage,
                switch (stage) {
                    case PROVED -> "ACTIVE 2 MALFORMED";
                    case DIGEST -> "ACTIVE 1 UNREADABLE";
                    case ROLLED_BACK -> "ACTIVE 1 QUARANTINED";
                    default -> "ACTIVE 1 MALFORMED";
                });
        if (stage != Stage.DIGEST && stage != Stage.ROLLED_BACK) {
            Files.writeString(file(stage), half(newer));
        }
    }

    /** A named pipe where the registry is to write next: it stays there. Null if the stage needs none. */
    private Path pipe(Stage stage) throws Exception {
        String suffix;
        switch (stage) {
            case KEPT -> suffix = "-" + digest(module(stage, 2)) + ".new";
            case BEFORE_SWAP -> suffix = ".imports.new";
            case PROVING -> suffix = ".good.new";
            default -> {
                return null;
            }
        }
        Path pipe = kept(stage, suffix);
        assertEquals(0, new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor());
        return pipe;
    }

    private Path kept(Stage stage, String suffix) throws Exception {
        try (Stream<Path> files = Files.walk(folder.resolve("storage"))) {
            Path good =
                    files.filter(each -> each.endsWith("last-good")).findFirst().orElseThrow();
            return good.resolve(sha256(guest(stage)).substring(0, 32) + suffix);
        }
    }

    private static String digest(String text) throws Exception {
        byte[] binary = TextFormat.find().orElseThrow().toBinary(text.getBytes(UTF_8));
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(binary));
    }

    private static String sha256(String text) throws Exception {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8)));
    }
}
