package org.amphora.itests.container;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** Modules of the tests, and the watched folder that they are copied to. */
final class GuestFiles {
    private GuestFiles() {}

    /** A module that stands beside the tests. */
    static byte[] module(String name) throws IOException {
        try (InputStream in = GuestFiles.class.getResourceAsStream(name + ".wasm")) {
            return in.readAllBytes();
        }
    }

    /** Puts content into the watched folder as a careful operator does: written elsewhere, then moved. */
    static Path drop(String guest, byte[] content) throws IOException {
        Path written = Files.write(Files.createTempFile("amphora", ".part"), content);
        return move(written, file(guest));
    }

    /** The same with a module in the text format. */
    static Path dropText(String guest, String text) throws IOException {
        Path written = Files.writeString(Files.createTempFile("amphora", ".part"), text);
        return move(written, Deploy.folder().resolve(guest + ".wat"));
    }

    private static Path move(Path written, Path file) throws IOException {
        return Files.move(written, file, StandardCopyOption.REPLACE_EXISTING);
    }

    static Path file(String guest) {
        return Deploy.folder().resolve(guest + ".wasm");
    }
}
