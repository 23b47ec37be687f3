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
        /** In code that is never reached: nothing is written for it. */
        DEAD
    }

    /** The exit code of a region that returns from the function. */
    static final int RETURN = -1;

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

    /** Kinds of the operands that a branch carries. */
    Kind[] carried() {
        return structure == Structure.LOOP ? parameters : results;
    }

    boolean elsewhere() {
        return label == null;
    }
}
