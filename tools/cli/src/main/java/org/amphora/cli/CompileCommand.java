package org.amphora.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.amphora.api.Engine;
import org.amphora.api.ModuleBundle;
import org.amphora.api.WasmModule;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code amphora compile}: makes a bundle of a module and its classes. */
@Command(
        name = "compile",
        description = {
            "Makes a bundle of the module in FILE and of all classes that are generated of it, so that none need be generated"
                    + " when it is started. It can be run and inspected like a module. The classes fit this engine; another"
                    + " generates its own."
        },
        sortOptions = false,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:done", "1:FILE is no valid module, or could not be read", "2:wrong usage"})
final class CompileCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "JAR",
            description = "Write this file; default: FILE, with .jar in the place of its ending.")
    private Path output;

    @Option(
            names = "--symbolic-name",
            paramLabel = "NAME",
            description = "The symbolic name of the bundle; default: the name of FILE without its ending.")
    private String symbolicName;

    @Option(
            names = "--bundle-version",
            paramLabel = "VERSION",
            defaultValue = "0.0.0",
            description = "The version of the bundle; default: ${DEFAULT-VALUE}.")
    private String version;

    @Parameters(paramLabel = "FILE", description = "The module, in the binary format or in the text format.")
    private Path file;

    CompileCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws IOException {
        byte[] bytes = Modules.read(file);
        String plainName = file.getFileName().toString().replaceFirst("\\.[^.]*$", "");
        Path jar = output != null ? output : file.resolveSibling(plainName + ".jar");
        String name = symbolicName != null ? symbolicName : plainName;
        try (Engine engine = Engine.create()) {
            byte[] binary = Modules.named(
                    file, () -> isBinary(bytes) ? bytes : Modules.textFormat().toBinary(bytes));
            WasmModule module = Modules.named(file, () -> engine.compile(binary));
            ModuleBundle.write(jar, binary, module, name, version);
        } catch (IllegalArgumentException e) {
            throw new CommandException(e.getMessage(), e);
        }
        terminal.outText().println(jar + ": bundle " + name + " " + version + ", " + Files.size(jar) + " bytes");
        return ExitCode.OK;
    }

    /** The text format has no character of code 0. */
    private static boolean isBinary(byte[] bytes) {
        return bytes.length == 0 || bytes[0] == 0;
    }
}
