package org.amphora.text.print;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;

/** The labels of the blocks around an instruction, innermost last; the first is the function's own, which has no name. */
final class Labels {
    private final IntFunction<String> names;
    /** Identifiers; null where there is none. */
    private final List<String> identifiers = new ArrayList<>();
    /** By identifier, the depths of the open blocks that have it, innermost last. */
    private final Map<String, List<Integer>> depths = new HashMap<>();

    private int begun;

    /** {@code names} gives the name of the block of that number, or null. */
    Labels(IntFunction<String> names) {
        this.names = names;
        identifiers.add(null);
    }

    /** Enters a block; what stands behind its first word, with a space before it: identifier, and name if it is another. */
    String enter() {
        int number = begun++;
        String name = names.apply(number);
        if (name == null) {
            identifiers.add(null);
            return "";
        }
        String identifier = Literals.identifier(name.isEmpty() ? "#" + number : name);
        depths.computeIfAbsent(identifier, added -> new ArrayList<>()).add(identifiers.size());
        identifiers.add(identifier);
        return " " + Literals.declaration(identifier, name);
    }

    void leave() {
        String identifier = identifiers.remove(identifiers.size() - 1);
        if (identifier != null) {
            List<Integer> same = depths.get(identifier);
            same.remove(same.size() - 1);
        }
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
        if (identifier != null) {
            List<Integer> same = depths.get(identifier);
            if (same.get(same.size() - 1) == at) {
                return identifier;
            }
        }
        return label + " (;@" + at + ";)";
    }

    /** What ends the first line of a block, so that branches that name it by a number can be followed. */
    String comment() {
        return " ;; label = @" + (identifiers.size() - 1);
    }
}
