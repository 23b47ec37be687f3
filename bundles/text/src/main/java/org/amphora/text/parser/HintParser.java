package org.amphora.text.parser;

import org.amphora.binary.opcode.Opcode;
import org.amphora.text.lexer.AnnotationReader;
import org.amphora.text.lexer.TokenReader;

/** Hints at branches: annotations in front of {@code if} and {@code br_if}. */
final class HintParser {
    private final TokenReader in;
    private final BranchHints hints;
    private boolean allowed;
    private byte[] pending;
    private int pendingStart;

    HintParser(TokenReader in, BranchHints hints) {
        this.in = in;
        this.hints = hints;
    }

    /** Whether we are inside of a function. */
    void allow(boolean inFunction) {
        allowed = inFunction;
    }

    /** Reads the hint in front of the present token, if there is one. */
    void read() {
        if (!in.hasAnnotations()) {
            return;
        }
        AnnotationReader annotations = in.annotations();
        while (annotations.next()) {
            if (!allowed || !annotations.id().equals(Annotations.BRANCH_HINT)) {
                throw annotations.misplaced();
            }
            if (pending != null) {
                throw annotations.failure("duplicate annotation");
            }
            pendingStart = annotations.start();
            pending = annotations.strings(1);
            if (pending.length != 1 || (pending[0] & ~1) != 0) {
                throw annotations.failure("malformed hint: \"\\00\" and \"\\01\" are known");
            }
            annotations.close();
        }
    }

    /** The hint that was read, which must stand in front of a branch; null if there is none. */
    byte[] take(Opcode opcode) {
        if (opcode != Opcode.IF && opcode != Opcode.BR_IF) {
            refuse();
        }
        byte[] hint = pending;
        pending = null;
        return hint;
    }

    /** Checks that no hint was read. */
    void refuse() {
        if (pending != null) {
            throw in.failureAt("@" + Annotations.BRANCH_HINT + " annotation: invalid target", pendingStart);
        }
    }

    /** Notes a hint, which may be null, at the instruction that comes next in {@code body}. */
    void write(byte[] hint, ByteSink body) {
        if (hint != null) {
            hints.add(body.size(), hint);
        }
    }
}
