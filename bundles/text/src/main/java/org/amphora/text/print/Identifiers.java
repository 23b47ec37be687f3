package org.amphora.text.print;

import java.util.HashSet;
import java.util.Set;
import java.util.function.IntFunction;

/**
 * How the items of an index space are called in the text: by the name that the module gives them, if there is one. A name
 * that several have gets their index behind it, from the second on.
 */
final class Identifiers {
    private final String[] names;
    private final String[] identifiers;

    /** Identifiers for {@code count} items; {@code name} gives the name at an index, or null. */
    Identifiers(int count, IntFunction<String> name) {
        names = new String[count];
        identifiers = new String[count];
        Set<String> taken = new HashSet<>();
        for (int i = 0; i < count; i++) {
            names[i] = name.apply(i);
            if (names[i] != null) {
                identifiers[i] = unique(names[i], i, taken);
            }
        }
    }

    private static String unique(String name, int index, Set<String> taken) {
        String unique = name;
        for (String suffix = "#" + index; unique.isEmpty() || !taken.add(unique); suffix = "#" + suffix) {
            unique = name + suffix;
        }
        return Literals.identifier(unique);
    }

    /** Where the item at {@code index} is used: its identifier, else its index. */
    String use(int index) {
        return has(index) ? identifiers[index] : Integer.toUnsignedString(index);
    }

    /** Where the item at {@code index} is defined: what {@link #declaration} says, and its index as a comment. */
    String definition(int index) {
        String comment = "(;" + index + ";)";
        return has(index) ? declaration(index) + " " + comment : comment;
    }

    /** The identifier of the item at {@code index}, which has one, and its name as an annotation if that is another. */
    String declaration(int index) {
        return Literals.declaration(identifiers[index], names[index]);
    }

    /** Whether the item at {@code index} has an identifier. */
    boolean has(int index) {
        return index >= 0 && index < identifiers.length && identifiers[index] != null;
    }
}
