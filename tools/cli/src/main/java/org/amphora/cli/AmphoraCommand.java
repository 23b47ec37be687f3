package org.amphora.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import org.amphora.api.WasmException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** The command itself, which does nothing but name the others. */
@Command(
        name = "amphora",
        description = "Runs sandboxed WebAssembly guests, by themselves or in an OSGi framework.",
        versionProvider = VersionLine.class,
        synopsisSubcommandLabel = "COMMAND",
        sortOptions = false,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:done", "1:failed", "2:wrong usage"})
final class AmphoraCommand implements Runnable {
    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            scope = ScopeType.INHERIT,
            description = "Show this help, or that of a command, and exit.")
    @SuppressWarnings("UnusedVariable") // picocli reads the annotation
    private boolean help;

    @Option(names = "--version", versionHelp = true, description = "Show the version and exit.")
    @SuppressWarnings("UnusedVariable") // picocli reads the annotation
    private boolean version;

    @Option(names = "--verbose", scope = ScopeType.INHERIT, description = "Show the Java stack trace of an error.")
    private boolean verbose;

    @Spec
    private CommandSpec spec;

    private AmphoraCommand() {}

    /** The command line with all commands, reading and writing {@code terminal}. */
    static CommandLine on(Terminal terminal) {
        AmphoraCommand command = new AmphoraCommand();
        CommandLine line = new CommandLine(command)
                .addSubcommand(new DemoCommand(terminal))
                .addSubcommand(new StartCommand(terminal))
                .addSubcommand(new HostCommand(terminal))
                .addSubcommand(new RunCommand(terminal))
                .addSubcommand(new InspectCommand(terminal))
                .addSubcommand(new CompileCommand(terminal))
                .addSubcommand(new PrintCommand(terminal))
                .addSubcommand(new ParseCommand(terminal))
                .addSubcommand(new WastCommand(terminal));
        line.getSubcommands().get("run").setStopAtPositional(true); // what comes after the file is the guest's
        line.setOut(terminal.outText());
        line.setErr(terminal.errText());
        line.setUsageHelpAutoWidth(false);
        line.setParameterExceptionHandler(AmphoraCommand::wrongUsage);
        line.setExecutionExceptionHandler(command::failed);
        return line;
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "a command is missing");
    }

    private static int wrongUsage(ParameterException e, String[] args) {
        CommandLine line = e.getCommandLine();
        PrintWriter err = line.getErr();
        String name = line.getCommandSpec().qualifiedName();
        err.println("amphora: " + e.getMessage());
        err.println("Try '" + name + " --help'.");
        return ExitCode.USAGE;
    }

    private int failed(Exception e, CommandLine line, ParseResult result) {
        PrintWriter err = line.getErr();
        err.println("amphora: " + message(e));
        if (verbose) {
            e.printStackTrace(err);
        }
        return ExitCode.FAILURE;
    }

    private static String message(Exception e) {
        if (e instanceof WasmException wasm) {
            return wasm.describe();
        } else if (e instanceof NoSuchFileException missing) {
            return missing.getFile() + ": no such file or directory";
        } else if (e instanceof FileSystemException file) {
            return file.getFile() + ": " + (file.getReason() == null ? "cannot be used" : file.getReason());
        } else if (e instanceof CommandException || e instanceof IOException || e instanceof IllegalArgumentException) {
            return e.getMessage();
        }
        return e.toString();
    }
}
