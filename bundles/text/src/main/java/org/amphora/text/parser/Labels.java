package org.amphora.text.parser;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.amphora.text.lexer.TokenKind;
import org.amphora.text.lexer.TokenReader;

/** The labels of the blocks that are open, outermost first; an inner one may hide an outer one of the same name. */
final class Labels {
    private final Map<String, Integer> depths = new HashMap<>();
    private SortedMap<Integer, String> seen = new TreeMap<>();
    private String[] names = new String[16];
    private int[] hidden = new int[16];
    private int depth;
    private int opened;

    /** Begins anew with a function. */
    void clear() {
        depths.clear();
        seen = new TreeMap<>();
        depth = 0;
        opened = 0;
    }

    /** Opens a block. */
    void open(Label label) {
        String name = label.identifier();
        if (depth == names.length) {
            names = Arrays.copyOf(names, 2 * depth);
            hidden = Arrays.copyOf(hidden, 2 * depth);
        }
        names[depth] = name;
        if (name != null) {
            Integer outer = depths.put(name, depth);
            hidden[depth] = outer == null ? -1 : outer;
        }
        if (label.name() != null) {
            seen.put(opened, label.name());
        }
        opened++;
        depth++;
    }

    /** Closes the innermost block. */
    void close() {
        depth--;
        String name = names[depth];
        if (name != null) {
            if (hidden[depth] < 0) {
                depths.remove(name);
            } else {
                depths.put(name, hidden[depth]);
            }
        }
    }

    /** Reads the label behind {@code end} or {@code else}, if there is one: it must be that of the innermost block. */
    void repeat(TokenReader in) {
        int at = in.start();
        String name = in.takeIdentifier();
        if (name != null && !name.equals(names[depth - 1])) {
            String own = names[depth - 1] == null ? "no label" : "the label $" + names[depth - 1];
            throw in.failureAt("mismatching label $" + name + ": the block has " + own, at);
        }
    }

    /** Reads a label; returns how many blocks out it is. */
    int index(TokenReader in) {
        if (in.at(TokenKind.NATURAL)) {
            return (int) in.natural(32, "i32 constant out of range");
        }
        int at = in.start();
        String name = in.takeIdentifier();
        if (name == null) {
            throw in.unexpected("a label");
        }
        Integer found = depths.get(name);
        if (found == null) {
            throw in.failureAt("unknown label $" + name, at);
        }
        return depth - 1 - found;
    }

    /** The names of all labels of the function, by their places among all its labels. */
    SortedMap<Integer, String> names() {
        return seen;
    }
}
