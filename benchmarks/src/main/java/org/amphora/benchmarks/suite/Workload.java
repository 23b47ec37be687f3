package org.amphora.benchmarks.suite;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import org.amphora.benchmarks.worker.Script;

/**
 * A guest with the work it is to do.
 *
 * @param name that of the file, without its ending
 * @param wasm the module, or the script of one of others
 * @param n what {@code run} is called with
 * @param checksum what it answers
 */
record Workload(String name, Path wasm, int n, long checksum) {
    private static final int FIELDS = 3;

    /** Whether its module is there: that of others must be fetched. */
    boolean fetched() {
        return !scripted() || Files.exists(Script.module(wasm));
    }

    /** Whether it is one of others, which a script runs. */
    boolean scripted() {
        return wasm.toString().endsWith(Script.ENDING);
    }

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

    private static Workload parse(Path list, String line) throws IOException {
        String[] fields = line.split(" ", -1);
        if (fields.length != FIELDS) {
            throw new IllegalArgumentException(list + ": '" + line + "' is not a name, n and a checksum");
        }
        return new Workload(fields[0], module(list, fields[0]), Integer.parseInt(fields[1]), Long.parseLong(fields[2]));
    }

    /** The script of a guest of others, else {@code NAME.wasm} beside the list; if only {@code NAME.wasm.gz} is there, what it holds, in the target folder. */
    private static Path module(Path list, String name) throws IOException {
        Path script = list.resolveSibling("third-party").resolve(name + Script.ENDING);
        if (Files.exists(script)) {
            return script;
        }
        Path wasm = list.resolveSibling(name + ".wasm");
        Path packed = list.resolveSibling(name + ".wasm.gz");
        if (Files.exists(wasm) || !Files.exists(packed)) {
            return wasm;
        }
        Path unpacked =
                Files.createDirectories(list.resolveSibling("../target/guests")).resolve(name + ".wasm");
        try (InputStream in = new GZIPInputStream(Files.newInputStream(packed))) {
            Files.copy(in, unpacked, StandardCopyOption.REPLACE_EXISTING);
        }
        return unpacked;
    }
}
