package org.amphora.differential;

import java.util.List;

/** Compares the records of both sides. */
final class Comparison {
    /** The stack was exhausted: how deep it is, is no matter of WebAssembly. */
    static final String STACK = "stack";
    /** A limit of one side, such as the size of an array. */
    static final String LIMIT = "limit";

    /** Begins the line that says that the Amphora side gave up. */
    static final String FAILED = "failed: ";
    /** Why a difference has no excuse. */
    static final String FAILURE = "failure";

    private static final String REFUSED = "compile = ";
    private static final String UNLINKED = "instantiate = link";

    private Comparison() {}

    /** What the records say of a module; behind a limit that both sides met, nothing is compared. */
    static Verdict compare(List<String> v8, List<String> amphora) {
        int common = Math.min(v8.size(), amphora.size());
        for (int i = 0; i < common; i++) {
            Verdict verdict = compare(i + 1, v8.get(i), amphora.get(i));
            if (verdict != null) {
                return verdict;
            }
        }
        if (v8.size() == amphora.size()) {
            return Verdict.alike();
        }
        return v8.size() > amphora.size()
                ? compare(common + 1, v8.get(common), "nothing")
                : compare(common + 1, "nothing", amphora.get(common));
    }

    /** Null if the next line matters. */
    private static Verdict compare(int line, String v8, String amphora) {
        boolean v8Ended = ended(v8);
        boolean amphoraEnded = ended(amphora);
        if (v8.equals(UNLINKED) && amphora.equals(UNLINKED)) {
            return Verdict.skipped("import of a type that the host does not have");
        } else if (v8Ended && amphoraEnded) {
            return Verdict.alike();
        } else if (v8Ended || amphoraEnded) {
            return Verdict.skipped(
                    (v8Ended ? v8 : amphora).endsWith(STACK) ? "stack exhausted on one side" : "limit of one side");
        }
        if (v8.equals(amphora)) {
            return null;
        }
        boolean failed = amphora.startsWith(FAILED) || amphora.startsWith(REFUSED);
        return new Verdict(
                Verdict.Kind.DIFFERENT,
                failed ? FAILURE : "",
                "line " + line + ": V8 \"" + v8 + "\", Amphora \"" + amphora + "\"");
    }

    private static boolean ended(String line) {
        return line.endsWith(" = " + STACK) || line.endsWith(" = " + LIMIT);
    }
}
