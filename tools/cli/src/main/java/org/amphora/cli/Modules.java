package org.amphora.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.amphora.api.Engine;
import org.amphora.api.InvalidModuleException;
import org.amphora.api.MalformedModuleException;
import org.amphora.api.WasmModule;

/** Compiles the files that a command line names; what is wrong with one is told with its name. */
final class Modules {
    private Modules() {}

    /** The module in {@code file}. */
    static WasmModule compile(Engine engine, Path file) throws IOException {
        if (Files.isDirectory(file)) {
            throw new CommandException(file + ": is a directory, not a file");
        }
        try {
            return engine.compile(file);
        } catch (MalformedModuleException e) {
            throw new CommandException(file + ": no WebAssembly module: " + e.getMessage(), e);
        } catch (InvalidModuleException e) {
            throw new CommandException(file + ": not a valid module: " + e.getMessage(), e);
        }
    }
}
