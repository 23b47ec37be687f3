package org.amphora.text.parser;

import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.amphora.text.lexer.TokenKind;
import org.amphora.text.lexer.TokenReader;

/** An index space with the symbolic names of its members (WebAssembly 3.0, section 6.1.3). */
final class IndexSpace {
    private final String kind;
    private final Map<String, Integer> indices = new HashMap<>();
    private final SortedMap<Integer, String> names = new TreeMap<>();
    private int size;

    /** @param kind what its members are, for messages */
    IndexSpace(String kind) {
        this.kind = kind;
    }

    int size() {
        return size;
    }

    /** Adds a member with the identifier that comes next, if one does, and returns the member's index. */
    int bind(TokenReader in) {
        int at = in.start();
        String name = in.takeIdentifier();
        if (name != null) {
            if (indices.putIfAbsent(name, size) != null) {
                throw in.failureAt("duplicate " + kind + " $" + name, at);
            }
            names.put(size, name);
        }
        return size++;
    }

    /** Adds {@code count} members without names. */
    void bindAnonymous(int count) {
        size += count;
    }

    /** Gives a member a name for the name section only. */
    void rename(int index, String name) {
        names.put(index, name);
    }

    /** Whether an index comes next. */
    static boolean isNext(TokenReader in) {
        return in.at(TokenKind.NATURAL) || in.at(TokenKind.IDENTIFIER);
    }

    /** Reads an index, an unsigned number; one that is a number need not have a member. */
    int index(TokenReader in) {
        if (in.at(TokenKind.NATURAL)) {
            return (int) in.natural(32, "i32 constant out of range");
        }
        int at = in.start();
        String name = in.takeIdentifier();
        if (name == null) {
            throw in.unexpected("the index of a " + kind);
        }
        Integer index = indices.get(name);
        if (index == null) {
            throw in.failureAt("unknown " + kind + " $" + name, at);
        }
        return index;
    }

    /** Reads an index if one comes next; else it is 0. */
    int indexOrZero(TokenReader in) {
        return isNext(in) ? index(in) : 0;
    }

    /** The names of those members that have one, by their indices. */
    SortedMap<Integer, String> names() {
        return names;
    }

    /** Begins anew without members. */
    void clear() {
        indices.clear();
        names.clear();
        size = 0;
    }
}
