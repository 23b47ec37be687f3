package org.amphora.engine.compile;

/** A function keeps more operands than local variables of a method can hold. */
final class TooManyOperandsException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int function;

    TooManyOperandsException(int function) {
        super("it keeps more than " + OperandStack.MAX_DEPTH + " operands at once, and no more are allowed");
        this.function = function;
    }

    int function() {
        return function;
    }
}
