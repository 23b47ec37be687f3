package org.amphora.deployer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import org.amphora.api.guest.GuestRegistry;
import org.amphora.api.guest.dto.GuestDTO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DeployedFilesTest {
    @TempDir
    private Path folder;

    private final Registry registry = new Registry();
    private DeployedFiles files;

    /** Writes down what it is told. */
    private static final class Registry implements GuestRegistry {
        private final List<String> calls = new ArrayList<>();
        private boolean broken;

        @Override
        public GuestDTO deploy(String name, Path file) {
            calls.add("deploy " + name + " from " + file.getParent().getFileName() + "/" + file.getFileName());
            if (broken) {
                throw new IllegalStateException("stopped");
            }
            return new GuestDTO();
        }

        @Override
        public GuestDTO deploy(String name, byte[] binary, String source) {
            throw new AssertionError("a deployer hands files on");
        }

        @Override
        public GuestDTO reset(String name) {
            throw new AssertionError("a deployer hands files on");
        }

        @Override
        public GuestDTO approve(String name) {
            throw new AssertionError("a deployer hands files on");
        }

        @Override
        public void undeploy(String name) {
            calls.add("undeploy " + name);
        }

        @Override
        public GuestDTO[] getGuests() {
            return new GuestDTO[0];
        }

        void assertTold(String... expected) {
            assertEquals(List.of(expected), calls);
            calls.clear();
        }
    }

    @BeforeEach
    void start() throws IOException {
        Files.createDirectories(folder.resolve("deploy"));
        Files.createDirectories(folder.resolve("other"));
        files = new DeployedFiles(registry, folder.resolve("memory"));
    }

    private Path write(String path, String content) throws IOException {
        return Files.writeString(folder.resolve(path), content);
    }

    @Test
    void textsAreDeployedAgainWhenTheirReaderCame() throws IOException {
        files.deploy(write("deploy/greet.wat", "(module)"));
        files.deploy(write("deploy/other.wasm", "binary"));
        registry.assertTold("deploy greet from deploy/greet.wat", "deploy other from deploy/other.wasm");
        files.deployTexts();
        registry.assertTold("deploy greet from deploy/greet.wat");
    }

    @Test
    void onlyTheSuffixSaysWhatIsAModule() {
        assertTrue(DeployedFiles.isModule(Path.of("deploy/greet.wasm")));
        assertTrue(DeployedFiles.isModule(Path.of("greet-1.0.wasm")));
        assertTrue(DeployedFiles.isModule(Path.of("greet.wat")));
        assertFalse(DeployedFiles.isModule(Path.of("greet.wasm.part")));
        assertFalse(DeployedFiles.isModule(Path.of(".wasm")));
        assertFalse(DeployedFiles.isModule(Path.of(".wat")));
        assertFalse(DeployedFiles.isModule(Path.of("greet.jar")));
    }

    @Test
    void aFileIsTheGuestOfItsName() throws IOException {
        Path file = write("deploy/greet.wasm", "1");
        files.deploy(file);
        registry.assertTold("deploy greet from deploy/greet.wasm");
        files.undeploy(file);
        registry.assertTold("undeploy greet");
    }

    @Test
    void whatDoesNotChangeIsNotDeployedAgain() throws IOException {
        files.deploy(write("deploy/greet.wasm", "1"));
        registry.assertTold("deploy greet from deploy/greet.wasm");
        files.scan();
        files.scan();
        files.scan();
        registry.assertTold();
    }

    @Test
    void contentThatChangesUnderTheSameSizeAndTimeIsSeenOnceItRests() throws Exception {
        Path file = write("deploy/greet.wasm", "1");
        FileTime time = Files.getLastModifiedTime(file);
        files.deploy(file);
        files.scan();
        registry.assertTold("deploy greet from deploy/greet.wasm");
        Object before = Files.getAttribute(file, "unix:ctime");
        do { // clocks of file systems tick slowly
            write("deploy/greet.wasm", "2");
            Files.setLastModifiedTime(file, time);
        } while (Files.getAttribute(file, "unix:ctime").equals(before));
        files.scan();
        registry.assertTold();
        files.scan();
        registry.assertTold("deploy greet from deploy/greet.wasm");
        files.scan();
        registry.assertTold();
    }

    @Test
    void afterARestartEverythingIsDeployedAgainAndWhatIsGoneIsRemoved() throws IOException {
        files.deploy(write("deploy/greet.wasm", "1"));
        Path gone = write("deploy/gone.wasm", "1");
        files.deploy(gone);
        registry.assertTold("deploy greet from deploy/greet.wasm", "deploy gone from deploy/gone.wasm");
        Files.delete(gone);
        files = new DeployedFiles(registry, folder.resolve("memory"));
        files.scan();
        registry.assertTold("undeploy gone", "deploy greet from deploy/greet.wasm");
        files.scan();
        registry.assertTold();
        files = new DeployedFiles(registry, folder.resolve("memory"));
        files.scan();
        registry.assertTold("deploy greet from deploy/greet.wasm");
    }

    @Test
    void aFileThatFileInstallDidNotMissIsRemovedWhenItStaysAway() throws IOException {
        Path file = write("deploy/greet.wasm", "1");
        files.deploy(file);
        registry.assertTold("deploy greet from deploy/greet.wasm");
        Files.delete(file);
        files.scan();
        registry.assertTold();
        files.scan();
        registry.assertTold("undeploy greet");
    }

    @Test
    void ofTwoFoldersTheLaterFileHasTheGuest() throws IOException {
        Path first = write("deploy/greet.wasm", "1");
        Path second = write("other/greet.wasm", "2");
        files.deploy(first);
        files.deploy(second);
        registry.assertTold("deploy greet from deploy/greet.wasm", "deploy greet from other/greet.wasm");
        files.undeploy(first);
        registry.assertTold();
        files.undeploy(second);
        registry.assertTold("undeploy greet");
    }

    @Test
    void nothingThatTheRegistryThrowsReachesFileInstall() throws IOException {
        registry.broken = true;
        files.deploy(write("deploy/greet.wasm", "1"));
        registry.assertTold("deploy greet from deploy/greet.wasm");
    }

    @Test
    void aMemoryThatCannotBeReadIsNoReasonToStop() throws IOException {
        Files.write(folder.resolve("memory"), new byte[] {(byte) 0xC3, 0x28, '\n'});
        files = new DeployedFiles(registry, folder.resolve("memory"));
        files.scan();
        files.deploy(write("deploy/greet.wasm", "1"));
        registry.assertTold("deploy greet from deploy/greet.wasm");
    }
}
