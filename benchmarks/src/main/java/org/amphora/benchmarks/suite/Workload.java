package org.amphora.benchmarks.suite;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A guest with the work it is to do.
 *
 * @param name that of the file, without its ending
 * @param wasm the module
 * @param n what {@code run} is called with
 * @param checksum what it answers
 */
record Workload(String name, Path wasm, int n, long checksum) {
    private static final int FIELDS = 3;

    /** Reads {@code guests.txt}, beside which the modules stand. */
    static List<Workload> readAll(Path list) throws IOException {
        List<Workload> all = new ArrayList<>();
        for (String line : Files.readAllLines(list)) {
            if (!line.startsWith("#") && !line.isBlank()) {
                String[] fields = line.split(" ", -1);
                if (fields.length != FIELDS) {
                    throw new IllegalArgumentException(list + ": '" + line + "' is not a name, n and a checksum");
                }
                Path wasm = list.resolveSibling(fields[0] + ".wasm");
                all.add(new Workload(fields[0], wasm, Integer.parseInt(fields[1]), Long.parseLong(fields[2])));
            }
        }
        return all;
    }
}
