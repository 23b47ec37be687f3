package org.amphora.cli;

import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.amphora.api.TextFormat;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code amphora print}: shows a module as text. */
@Command(
        name = "print",
        description = {
            "Prints the module in FILE in the text format; one that is text already is parsed and printed anew. Whether it is"
                    + " valid is not checked; 'inspect' does that."
        },
        sortOptions = false,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:printed", "1:FILE is no module, or could not be read", "2:wrong usage"})
final class PrintCommand implements Callable<Integer> {
    @Mixin
    private final Output output;

    @Parameters(paramLabel = "FILE", description = "The module, such as greet.wasm.")
    private Path file;

    PrintCommand(Terminal terminal) {
        output = new Output(terminal);
    }

    @Override
    public Integer call() throws IOException {
        TextFormat format = Modules.textFormat();
        byte[] module = Modules.read(file);
        byte[] binary = TextFormat.isText(module) ? Modules.named(file, () -> format.toBinary(module)) : module;
        output.write(out -> {
            Writer text = new OutputStreamWriter(out, StandardCharsets.UTF_8);
            Modules.named(file, () -> {
                format.toText(binary, text);
                return null;
            });
            text.flush();
        });
        return ExitCode.OK;
    }
}
