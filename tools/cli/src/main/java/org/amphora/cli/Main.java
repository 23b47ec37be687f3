package org.amphora.cli;

/** Where the process begins. */
public final class Main {
    /** A line an entry, where the JDK has two. */
    private static final String LOG_FORMAT = "%1$tT %4$s %5$s%6$s%n";

    private Main() {}

    /** Runs a command, and ends the process with its exit code. */
    public static void main(String[] args) {
        System.getProperties().putIfAbsent("java.util.logging.SimpleFormatter.format", LOG_FORMAT);
        int code = AmphoraCommand.on(Terminal.system()).execute(args);
        System.exit(code); // threads of an embedded framework or of a guest may be left
    }
}
