package org.amphora.text.parser;

/** An instruction that is open, and where we are in it. Used again and again. */
final class Open {
    /** Where we are. */
    Frame frame;
    /** Where its bytes begin among those that wait for their operands. */
    int waitingFrom;
    /** The hint at a branch that waits for its operands, or null. */
    byte[] hint;
    /** The label of an {@code if} that waits for its condition, or null. */
    Label label;
}
