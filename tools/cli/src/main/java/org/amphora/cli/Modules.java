package org.amphora.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.amphora.api.Engine;
import org.amphora.api.InvalidModuleException;
import org.amphora.api.MalformedModuleException;
import org.amphora.api.TextFormat;
import org.amphora.api.WasmModule;

/** Reads and compiles the files that a command line names; what is wrong with one is told with its name. */
final class Modules {
    private Modules() {}

    /** Something done with a module. */
    @FunctionalInterface
    interface Work<T> {
        T run() throws IOException;
    }

    /** The module in {@code file}. */
    static WasmModule compile(Engine engine, Path file) throws IOException {
        checkFile(file);
        return named(file, () -> engine.compile(file));
    }

    /** The bytes of {@code file}. */
    static byte[] read(Path file) throws IOException {
        checkFile(file);
        return Files.readAllBytes(file);
    }

    private static void checkFile(Path file) {
        if (Files.isDirectory(file)) {
            throw new CommandException(file + ": is a directory, not a file");
        }
    }

    /** What {@code work} on the module in {@code file} gives. */
    static <T> T named(Path file, Work<T> work) throws IOException {
        try {
            return work.run();
        } catch (MalformedModuleException e) {
            throw new CommandException(file + ": no WebAssembly module: " + e.getMessage(), e);
        } catch (InvalidModuleException e) {
            throw new CommandException(file + ": not a valid module: " + e.getMessage(), e);
        }
    }

    /** The text format, which the command line always has. */
    static TextFormat textFormat() {
        return TextFormat.find().orElseThrow();
    }
}
