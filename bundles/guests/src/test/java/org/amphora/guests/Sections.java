package org.amphora.guests;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Real modules, and where one can be cut so that what remains looks like a module. */
final class Sections {
    private static final int HEADER = 8;

    private Sections() {}

    /** Modules that compilers of several languages wrote. */
    static List<Path> realModules() {
        List<Path> modules = new ArrayList<>();
        try (DirectoryStream<Path> files =
                Files.newDirectoryStream(Path.of("..", "..", "benchmarks", "guests"), "*.wasm")) {
            files.forEach(modules::add);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        if (modules.size() < 20) {
            throw new AssertionError("only " + modules.size() + " modules in benchmarks/guests");
        }
        return modules;
    }

    /** All prefixes that end between two sections, the shortest first, and the whole last. */
    static List<byte[]> prefixes(byte[] module) {
        List<byte[]> prefixes = new ArrayList<>();
        int end = HEADER;
        while (end < module.length) {
            prefixes.add(Arrays.copyOf(module, end));
            int at = end + 1;
            int size = 0;
            int shift = 0;
            byte next;
            do {
                next = module[at++];
                size |= (next & 0x7F) << shift;
                shift += 7;
            } while (next < 0);
            end = at + size;
        }
        prefixes.add(module);
        return prefixes;
    }
}
