package org.amphora.text.print;

import java.util.ArrayList;
import java.util.List;

/** The labels of the blocks around an instruction, innermost last; the first is the function's own, which has no name. */
final class Labels {
    private final ItemNames names;
    private final int function;
    /** Identifiers; null where there is none. */
    private final List<String> identifiers = new ArrayList<>();

    private int begun;

    Labels(ItemNames names, int function) {
        this.names = names;
        this.function = function;
        identifiers.add(null);
    }

    /** Enters a block; its identifier with a space before it, or else nothing. */
    String enter() {
        String name = names.label(function, begun++);
        String identifier = name == null ? null : Literals.identifier(name);
        identifiers.add(identifier);
        return identifier == null ? "" : " " + identifier;
    }

    void leave() {
        identifiers.remove(identifiers.size() - 1);
    }

    /** How many blocks there are around, with the function. */
    int depth() {
        return identifiers.size();
    }

    /** A branch to the block {@code label} further out: its identifier, unless a nearer block has the same. */
    String use(int label) {
        int at = identifiers.size() - 1 - label;
        if (label < 0 || at < 0) {
            return Integer.toUnsignedString(label);
        }
        String identifier = identifiers.get(at);
        return identifier == null || identifiers.lastIndexOf(identifier) != at ? label + comment(at) : identifier;
    }

    /** What stands behind the first word of a block without identifier, so that branches can be followed. */
    String comment() {
        return identifiers.get(identifiers.size() - 1) == null ? comment(identifiers.size() - 1) : "";
    }

    private static String comment(int depth) {
        return " (;@" + depth + ";)";
    }
}
