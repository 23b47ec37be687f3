package org.amphora.engine.runtime;

/** What an atomic read-modify-write instruction makes of the old value and its operand. */
public enum AtomicOperation {
    /** {@code add}. */
    ADD,
    /** {@code sub}. */
    SUB,
    /** {@code and}. */
    AND,
    /** {@code or}. */
    OR,
    /** {@code xor}. */
    XOR,
    /** {@code xchg}. */
    EXCHANGE;

    /** The new value; of a narrow one only the low bits count. */
    long apply(long old, long operand) {
        return switch (this) {
            case ADD -> old + operand;
            case SUB -> old - operand;
            case AND -> old & operand;
            case OR -> old | operand;
            case XOR -> old ^ operand;
            case EXCHANGE -> operand;
        };
    }
}
