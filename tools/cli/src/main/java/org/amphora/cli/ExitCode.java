package org.amphora.cli;

/** Exit codes, besides those that a guest gives. */
final class ExitCode {
    /** What was asked for was done. */
    static final int OK = 0;
    /** It failed: a guest trapped, a file could not be read, a call went wrong. */
    static final int FAILURE = 1;
    /** It was asked for in a wrong way. */
    static final int USAGE = 2;

    private ExitCode() {}
}
