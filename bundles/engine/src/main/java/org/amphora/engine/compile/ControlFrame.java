package org.amphora.engine.compile;

import org.objectweb.asm.Label;

/** An open block, loop, if or the function itself, while its code is written. */
final class ControlFrame {
    /** What kind of structure it is. */
    enum Structure {
        FUNCTION,
        BLOCK,
        LOOP,
        IF,
        /** The body of a try_table with catch clauses, or of a legacy try: what is thrown there goes to its handler. */
        TRY,
        /** A part of a legacy try behind a catch. */
        CATCH,
        /** The function's beginning, where a tail call to itself goes. */
        RESTART,
        /** Where a tail call goes that was noted: out of the function, whose caller makes it. */
        TAIL_CALL,
        /** In code that is never reached: nothing is written for it. */
        DEAD
    }

    /** The exit code of a region that returns from the function. */
    static final int RETURN = -1;

    /** The exit code of a region that has noted a tail call. */
    static final int NOTED = -2;

    /** The exit code of a region that makes a tail call to the function itself. */
    static final int AGAIN = -3;

    /** What a region adds to the id of a frame, to give the exit code by which it throws to the handler there. */
    private static final int THROWN = Integer.MIN_VALUE + 1;

    final Structure structure;

    /** Offset of its instruction in the binary, unique in the function; {@link #RETURN} for the function. */
    final int id;

    /** Operands below it. */
    final int height;

    final Kind[] parameters;
    final Kind[] results;

    /** Where a branch goes: the start of a loop, else the end; null if that lies in another method. */
    final Label label;

    /** The frame around it, while both are open in one method. */
    ControlFrame parent;

    /** Of an {@code if} whose {@code else} was not met yet: where the second part begins; else null. */
    Label otherwise;

    /** Whether anything branches to the end. */
    boolean targeted;

    /** Of a try in this method, and of the function: where exceptions go; else null. */
    Handler handler;

    /** The innermost frame, from this one on, whose handler takes what is thrown here: a try, or the function. */
    ControlFrame catching;

    /** How many parts behind a catch are open, this frame included. */
    int catchDepth;

    ControlFrame(Structure structure, int id, int height, Kind[] parameters, Kind[] results, Label label) {
        this.structure = structure;
        this.id = id;
        this.height = height;
        this.parameters = parameters;
        this.results = results;
        this.label = label;
    }

    /** The same as seen from a method that was split off inside of it. */
    ControlFrame outside() {
        return new ControlFrame(structure, id, height, parameters, results, null);
    }

    /** The same in a method that begins where it ends. */
    ControlFrame reopened() {
        ControlFrame reopened = new ControlFrame(structure, id, height, parameters, results, new Label());
        reopened.targeted = true;
        return reopened;
    }

    /** Whether it is a block that takes and gives nothing. */
    boolean plain() {
        return structure == Structure.BLOCK && parameters.length == 0 && results.length == 0;
    }

    /** Kinds of the operands that a branch carries. */
    Kind[] carried() {
        return structure == Structure.LOOP || structure == Structure.RESTART ? parameters : results;
    }

    /** The same block, behind a catch: no longer does its handler take what is thrown. */
    ControlFrame behindCatch() {
        ControlFrame next = new ControlFrame(Structure.CATCH, id, height, parameters, results, label);
        next.targeted = targeted;
        next.handler = handler;
        return next;
    }

    /** Becomes the innermost frame inside of {@code around}, which is null for the outermost. */
    void open(ControlFrame around) {
        parent = around;
        boolean catches = structure == Structure.TRY || around == null;
        catching = catches ? this : around.catching;
        catchDepth = (around == null ? 0 : around.catchDepth) + (structure == Structure.CATCH ? 1 : 0);
    }

    /** The exit code of a region out of which an exception goes to the handler of this frame. */
    int thrownId() {
        return thrownId(id);
    }

    static int thrownId(int frameId) {
        return frameId + THROWN;
    }

    /** An exit code, as text for people. */
    static String exitText(int exit) {
        return switch (exit) {
            case RETURN -> "return";
            case NOTED -> "a tail call";
            case AGAIN -> "the beginning";
            default ->
                exit > 0
                        ? CodeListing.hex(exit)
                        : exit == thrownId(RETURN)
                                ? "the caller's handlers"
                                : "the handler of " + CodeListing.hex(exit - THROWN);
        };
    }

    boolean elsewhere() {
        return label == null;
    }
}
