package org.amphora.engine.compile;

/** A function needs more of something than a method of the JVM can have, and to split it would not help. */
final class TooComplexException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int function;

    private TooComplexException(int function, String message) {
        super(message);
        this.function = function;
    }

    /** It keeps more operands than local variables of a method can hold. */
    static TooComplexException operands(int function) {
        return new TooComplexException(
                function,
                "it keeps more than " + OperandStack.MAX_DEPTH + " operands at once, and no more are allowed");
    }

    /** Its bodies of try fall into more parts than the exception table of a method can hold. */
    static TooComplexException guarded(int function) {
        return new TooComplexException(
                function,
                "branches with values out of bodies of try divide those into more than " + Handler.MAX_PARTS
                        + " parts, and no more are allowed");
    }

    int function() {
        return function;
    }
}
