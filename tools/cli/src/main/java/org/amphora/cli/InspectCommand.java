package org.amphora.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.amphora.api.Engine;
import org.amphora.api.SectionSize;
import org.amphora.api.WasmModule;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code amphora inspect}: says what a module needs, offers and uses. */
@Command(
        name = "inspect",
        description = "Validates FILE and prints its imports, exports, sections, functions and the features it uses.",
        sortOptions = false,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:FILE is a valid module", "1:it is not, or could not be read", "2:wrong usage"})
final class InspectCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Option(
            names = "--code",
            paramLabel = "FUNCTION",
            description = {
                "Print instead one function, by name or index: its instructions, the",
                "methods that are generated for it, and what lies in their variables."
            })
    private String function;

    @Parameters(paramLabel = "FILE", description = "The module, in the binary format.")
    private Path file;

    InspectCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws IOException {
        try (Engine engine = Engine.create();
                WasmModule module = Modules.compile(engine, file)) {
            if (function == null) {
                print(module, terminal.outText());
            } else {
                terminal.outText().print(module.describeFunction(function));
                terminal.outText().flush();
            }
        }
        return ExitCode.OK;
    }

    private void print(WasmModule module, PrintWriter out) {
        out.println(file.getFileName() + ", " + number(module.byteSize()) + " bytes");
        out.println("sha256     " + module.digest());
        out.println("name       " + module.name().orElse("none"));
        out.println("functions  " + number(module.functionCount()));
        out.println("features   "
                + (module.features().isEmpty()
                        ? "none beyond version 1.0"
                        : module.features().stream()
                                .sorted()
                                .map(String::valueOf)
                                .collect(Collectors.joining(", "))));
        list(out, "imports", module.imports());
        list(out, "exports", module.exports());
        out.println();
        out.println("sections, in bytes");
        for (SectionSize section : module.sections()) {
            out.println(String.format(Locale.ROOT, "%,12d  %s", section.bytes(), section.name()));
        }
    }

    private static void list(PrintWriter out, String title, List<?> items) {
        out.println();
        out.println(items.isEmpty() ? title + ": none" : title);
        items.forEach(item -> out.println("  " + item));
    }

    private static String number(long value) {
        return String.format(Locale.ROOT, "%,d", value);
    }
}
