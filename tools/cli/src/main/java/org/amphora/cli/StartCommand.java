package org.amphora.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code amphora start}: an embedded framework with a shell. */
@Command(
        name = "start",
        description = {
            "Starts an OSGi framework that watches a folder for guests, with a shell on the terminal.",
            "",
            "NAME.wasm or NAME.wat in the folder becomes the guest NAME; a changed file replaces it while it serves; removing the file"
                    + " removes it. A file org.amphora.wasi-NAME.config says what the guest may use,"
                    + " org.amphora.guest-NAME.config how it is run. In the shell, 'wasm:list' lists the guests, 'help' the commands, and 'exit 0' ends"
                    + " the framework."
        },
        sortOptions = false,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:the framework was stopped", "1:it could not be started", "2:wrong usage"})
final class StartCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Option(
            names = "--deploy",
            paramLabel = "DIR",
            defaultValue = "deploy",
            description = "The folder to watch, made if it does not exist; '${DEFAULT-VALUE}' by default.")
    private Path deploy;

    StartCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws Exception {
        Files.createDirectories(deploy);
        try (EmbeddedFramework framework = EmbeddedFramework.start(deploy, true)) {
            terminal.errText().println("Watching " + deploy.toAbsolutePath().normalize() + " for guests");
            framework.waitForStop();
        }
        return ExitCode.OK;
    }
}
