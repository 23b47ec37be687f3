package org.amphora.text.parser;

/** A vector of the binary format that is written element by element: elements are counted by hand. */
final class Counted {
    final ByteSink elements = new ByteSink();
    private int count;

    /** Where the next element goes. */
    ByteSink add() {
        count++;
        return elements;
    }

    int count() {
        return count;
    }

    void clear() {
        count = 0;
        elements.truncate(0);
    }

    void writeTo(ByteSink out) {
        out.unsigned(count);
        out.append(elements);
    }
}
