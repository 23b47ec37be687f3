package org.amphora.text.parser;

/** The section {@code metadata.code.branch_hint}: which branches are likely. */
final class BranchHints {
    private final Counted functions = new Counted();
    private final Counted hints = new Counted();

    /** Notes that the branch at {@code offset} of the present function's body is likely, 1, or unlikely, 0. */
    void add(int offset, byte[] hint) {
        ByteSink out = hints.add();
        out.unsigned(offset);
        out.unsigned(hint.length);
        out.append(hint);
    }

    /** Ends the present function. */
    void endFunction(int index) {
        if (hints.count() > 0) {
            ByteSink out = functions.add();
            out.unsigned(index);
            hints.writeTo(out);
            hints.clear();
        }
    }

    boolean isEmpty() {
        return functions.count() == 0;
    }

    void writeTo(ByteSink out) {
        functions.writeTo(out);
    }
}
