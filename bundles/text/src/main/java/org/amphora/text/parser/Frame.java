package org.amphora.text.parser;

/** Where we are in something that is open. */
enum Frame {
    /** A sequence of instructions up to a closing parenthesis that is not ours. */
    SEQUENCE(true, true, "an instruction or )"),
    /** A plain {@code block}, {@code loop} or {@code try_table}. */
    PLAIN_BLOCK(true, true, "an instruction or end"),
    /** A plain {@code if}, before its {@code else}. */
    PLAIN_IF(true, true, "an instruction, else or end"),
    /** A plain {@code if}, behind its {@code else}. */
    PLAIN_ELSE(true, true, "an instruction or end"),
    /** A plain {@code try}, behind a {@code catch}. */
    PLAIN_CATCH(true, true, "an instruction, catch, catch_all or end"),
    /** A plain {@code try}, before its first {@code catch}. */
    PLAIN_TRY(true, true, "an instruction, catch, catch_all, delegate or end"),
    /** A plain {@code try}, behind its {@code catch_all}. */
    PLAIN_CATCH_ALL(true, true, "an instruction or end"),
    /** A folded instruction: its operands follow. */
    OPERANDS(false, true, "a folded instruction or )"),
    /** A folded {@code block}, {@code loop} or {@code try_table}. */
    FOLDED_BLOCK(true, true, "an instruction or )"),
    /** A folded {@code if}: its condition follows. */
    IF(false, true, "a folded instruction or (then"),
    /** Inside of {@code then}. */
    THEN(true, true, "an instruction or )"),
    /** Behind {@code then}. */
    AFTER_THEN(false, false, "(else or )"),
    /** Inside of {@code else}. */
    ELSE(true, true, "an instruction or )"),
    /** A folded {@code try}: its body follows. */
    TRY(false, false, "(do"),
    /** Inside of {@code do}. */
    DO(true, true, "an instruction or )"),
    /** Behind {@code catch}. */
    AFTER_CATCH(false, false, "(catch, (catch_all or )"),
    /** Behind {@code do}. */
    AFTER_DO(false, false, "(catch, (catch_all, (delegate or )"),
    /** Inside of {@code catch}. */
    CATCH(true, true, "an instruction or )"),
    /** Inside of {@code catch_all}. */
    CATCH_ALL(true, true, "an instruction or )"),
    /** Behind the last part, with an {@code end} still to be written. */
    LAST(false, false, ")"),
    /** Behind {@code delegate}, which ends the instruction. */
    DELEGATED(false, false, ")");

    /** Whether plain instructions may follow. */
    final boolean plain;
    /** Whether folded instructions may follow. */
    final boolean folded;
    /** What may follow, for messages. */
    final String expected;

    Frame(boolean plain, boolean folded, String expected) {
        this.plain = plain;
        this.folded = folded;
        this.expected = expected;
    }

    /** Whether {@code end} ends it. */
    boolean endsWithWord() {
        return this == PLAIN_BLOCK
                || this == PLAIN_IF
                || this == PLAIN_ELSE
                || this == PLAIN_TRY
                || this == PLAIN_CATCH
                || this == PLAIN_CATCH_ALL;
    }
}
