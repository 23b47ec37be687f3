package org.amphora.cli.wast;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.amphora.api.Engine;
import org.amphora.api.MalformedModuleException;
import org.amphora.text.script.Command;
import org.amphora.text.script.ScriptParser;

/**
 * A script of the official tests.
 *
 * @param path where it is
 * @param name how reports call it
 */
public record Script(Path path, String name) {
    private static final String EXTENSION = ".wast";

    /**
     * Runs all its commands.
     *
     * @throws IOException if it cannot be read
     */
    public Report run(Engine engine) throws IOException {
        List<Command> commands;
        try {
            commands = ScriptParser.parse(Files.readAllBytes(path));
        } catch (MalformedModuleException e) {
            Report report = new Report(name);
            report.fail(e.line(), "script", e.getMessage());
            return report;
        }
        return new ScriptRunner(name, path.toAbsolutePath().normalize(), engine).run(commands);
    }

    /**
     * The scripts in a folder and the folders in it, sorted; of a file, the file itself.
     *
     * @throws IOException if {@code path} cannot be read
     */
    public static List<Script> in(Path path) throws IOException {
        if (!Files.isDirectory(path)) {
            return List.of(new Script(path, path.toString()));
        }
        try (Stream<Path> files = Files.walk(path)) {
            return files.filter(file -> file.toString().endsWith(EXTENSION))
                    .map(file -> new Script(file, name(path, file)))
                    .sorted(Comparator.comparing(Script::name))
                    .toList();
        }
    }

    /** The path from the folder, as everywhere: with slashes. */
    private static String name(Path folder, Path file) {
        return folder.relativize(file).toString().replace('\\', '/');
    }
}
