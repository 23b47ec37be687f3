package org.amphora.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code amphora demo}: a guest that is replaced while it serves. */
@Command(
        name = "demo",
        description = {
            "Shows a guest being replaced while it serves.",
            "",
            "Starts an OSGi framework in this process, copies greet.wasm into its deploy folder, calls the guest from"
                    + " several threads, and replaces the file by a second version meanwhile. Everything it makes is"
                    + " deleted afterwards."
        },
        sortOptions = false,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:no call failed", "1:a call failed, or something took too long", "2:wrong usage"})
final class DemoCommand implements Callable<Integer> {
    private static final int MAX_THREADS = 64;

    private final Terminal terminal;

    @Option(
            names = "--threads",
            paramLabel = "N",
            defaultValue = "4",
            description = "Threads that call the guest; ${DEFAULT-VALUE} by default.")
    private int threads;

    @Option(
            names = "--swaps",
            paramLabel = "N",
            description = "Replace the guest N times, without files, and only say what that did to its calls.")
    private Integer swaps;

    @Spec
    private CommandSpec spec;

    DemoCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws Exception {
        if (threads < 1 || threads > MAX_THREADS) {
            throw new ParameterException(
                    spec.commandLine(), "--threads is " + threads + "; it must be from 1 to " + MAX_THREADS);
        }
        if (swaps != null && swaps < 1) {
            throw new ParameterException(spec.commandLine(), "--swaps is " + swaps + "; it must be at least 1");
        }
        Path deploy = Files.createTempDirectory("amphora-deploy-");
        try {
            boolean well = swaps == null
                    ? new Demo(deploy, threads, terminal.outText()).run()
                    : new SwapsDemo(deploy, threads, swaps, terminal.outText()).run();
            return well ? ExitCode.OK : ExitCode.FAILURE;
        } finally {
            EmbeddedFramework.delete(deploy);
        }
    }
}
