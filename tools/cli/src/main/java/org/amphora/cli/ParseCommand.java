package org.amphora.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.amphora.api.TextFormat;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code amphora parse}: turns text into a module in the binary format. */
@Command(
        name = "parse",
        description = {
            "Turns the module in FILE from the text format into the binary format. Whether it is valid is not checked; 'inspect'"
                    + " does that."
        },
        sortOptions = false,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:done", "1:FILE is no module in the text format, or could not be read", "2:wrong usage"})
final class ParseCommand implements Callable<Integer> {
    @Mixin
    private final Output output;

    @Option(names = "--without-names", description = "Write no name section: stack traces then show numbers.")
    private boolean withoutNames;

    @Parameters(paramLabel = "FILE", description = "The module, such as greet.wat.")
    private Path file;

    ParseCommand(Terminal terminal) {
        output = new Output(terminal);
    }

    @Override
    public Integer call() throws IOException {
        TextFormat format = Modules.textFormat();
        TextFormat.Option[] options =
                withoutNames ? new TextFormat.Option[] {TextFormat.Option.WITHOUT_NAMES} : new TextFormat.Option[0];
        byte[] text = Modules.read(file);
        if (text.length > 0 && text[0] == 0) {
            throw new CommandException(file + ": no WebAssembly module in the text format: it is a binary file");
        }
        byte[] binary = Modules.named(file, () -> format.toBinary(text, options));
        output.write(out -> out.write(binary));
        return ExitCode.OK;
    }
}
