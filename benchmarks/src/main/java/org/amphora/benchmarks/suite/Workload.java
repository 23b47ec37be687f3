package org.amphora.benchmarks.suite;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

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

    /** Reads {@code guests.txt}, beside which the modules stand: what its sections list. */
    static Map<String, List<Workload>> read(Path list) throws IOException {
        Map<String, List<Workload>> sections = new LinkedHashMap<>();
        List<Workload> section = null;
        for (String line : Files.readAllLines(list)) {
            if (line.startsWith("[") && line.endsWith("]")) {
                section = new ArrayList<>();
                sections.put(line.substring(1, line.length() - 1), section);
            } else if (!line.startsWith("#") && !line.isBlank()) {
                if (section == null) {
                    throw new IllegalArgumentException(list + ": '" + line + "' stands before the first [section]");
                }
                section.add(parse(list, line));
            }
        }
        return sections;
    }

    private static Workload parse(Path list, String line) {
        String[] fields = line.split(" ", -1);
        if (fields.length != FIELDS) {
            throw new IllegalArgumentException(list + ": '" + line + "' is not a name, n and a checksum");
        }
        Path wasm = list.resolveSibling(fields[0] + ".wasm");
        return new Workload(fields[0], wasm, Integer.parseInt(fields[1]), Long.parseLong(fields[2]));
    }
}
