package org.amphora.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.amphora.api.Engine;
import org.amphora.cli.wast.Report;
import org.amphora.cli.wast.Script;
import org.amphora.cli.wast.Suite;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code amphora wast}: runs the official tests. */
@Command(
        name = "wast",
        description = {
            "Runs test scripts of WebAssembly: files, and all .wast files in folders. Prints a line for each with the number"
                    + " of its assertions, and what was expected and what came for those that do not hold.",
            "",
            "'skipped' are assertions that could not be looked at, because a command before them failed; 'contradict 3.0' are"
                    + " eight assertions of the threads proposal that want several memories or tables refused, which"
                    + " version 3.0 allows."
        },
        sortOptions = false,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:all assertions hold", "1:at least one does not, or PATH could not be read", "2:wrong usage"})
final class WastCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Parameters(paramLabel = "PATH", arity = "1..*", description = "A script, or a folder of scripts.")
    private List<Path> paths = new ArrayList<>();

    WastCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        List<Script> scripts = new ArrayList<>();
        for (Path path : paths) {
            scripts.addAll(Script.in(path));
        }
        Report sum = new Report("all");
        try (Suite suite = new Suite(Engine::create)) {
            for (Suite.Run run : suite.start(scripts)) {
                Report report = run.report();
                print(report);
                sum.add(report);
            }
        }
        terminal.outText().println(sum.total());
        return sum.failures().isEmpty() && sum.skipped() == 0 ? ExitCode.OK : ExitCode.FAILURE;
    }

    private void print(Report report) {
        terminal.outText().println(report.file() + ": " + report.summary());
        report.failures().forEach(failure -> terminal.outText().println("  " + failure));
    }
}
