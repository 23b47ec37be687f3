package org.amphora.engine.runtime;

/**
 * Where the parts of a function that is split hand values over to each other: the first numbers in fields, so that nothing
 * checks an index, all others in arrays. What is put there is taken out at once, so one does for all functions of an
 * instance.
 */
abstract class RegionFrame extends NotedCalls {
    /** How many numbers have a field: {@code number0}, {@code number1} and so on. */
    public static final int NUMBER_FIELDS = 16;

    public long number0;
    public long number1;
    public long number2;
    public long number3;
    public long number4;
    public long number5;
    public long number6;
    public long number7;
    public long number8;
    public long number9;
    public long number10;
    public long number11;
    public long number12;
    public long number13;
    public long number14;
    public long number15;

    /** The numbers behind those in fields. */
    public long[] numbers = {};

    /** References; who takes one out puts null in its place. */
    public Object[] references = {};

    RegionFrame(int slots) {
        super(slots);
    }

    /** Makes room for {@code count} numbers behind those in fields. */
    public final void reserveNumbers(int count) {
        if (count > numbers.length) {
            numbers = new long[count];
        }
    }

    /** Makes room for {@code count} references. */
    public final void reserveReferences(int count) {
        if (count > references.length) {
            references = new Object[count];
        }
    }
}
