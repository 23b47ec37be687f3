package org.amphora.engine.compile;

import org.amphora.api.NumberType;
import org.amphora.api.ReferenceType;
import org.amphora.api.ValueType;
import org.objectweb.asm.Opcodes;

/** How the JVM sees a Wasm value: generated code distinguishes no more than this. */
enum Kind {
    INT("I", 1, 0, Opcodes.INTEGER),
    LONG("J", 2, 1, Opcodes.LONG),

    /** The upper half of a v128, which lies on top of the lower one: a {@link #LONG}. */
    HIGH("J", 2, 1, Opcodes.LONG),
    FLOAT("F", 1, 2, Opcodes.FLOAT),
    /** The highest lane of a v128 that is four floats, on top of the other three: a {@link #FLOAT}. */
    LAST_FLOAT("F", 1, 2, Opcodes.FLOAT),
    DOUBLE("D", 2, 3, Opcodes.DOUBLE),
    REFERENCE("Ljava/lang/Object;", 1, 4, "java/lang/Object");

    /** The JVM's descriptor. */
    final String descriptor;

    /** Local variables, and stack words, that a value takes. */
    final int words;

    /** What ASM wants to see in a frame: a number or a name. */
    @SuppressWarnings("ImmutableEnumChecker")
    final Object frameType;

    private final int opcodeOffset;

    Kind(String descriptor, int words, int opcodeOffset, Object frameType) {
        this.descriptor = descriptor;
        this.words = words;
        this.opcodeOffset = opcodeOffset;
        this.frameType = frameType;
    }

    static Kind of(ValueType type) {
        if (type instanceof NumberType number) {
            return switch (number) {
                case I32 -> INT;
                case I64 -> LONG;
                case F32 -> FLOAT;
                case F64 -> DOUBLE;
            };
        }
        if (type instanceof ReferenceType) {
            return REFERENCE;
        }
        throw new IllegalArgumentException("values of type " + type + " have no code yet");
    }

    /** The kind of a letter in a signature of the opcode table. */
    static Kind of(char letter) {
        return switch (letter) {
            case 'i' -> INT;
            case 'I' -> LONG;
            case 'f' -> FLOAT;
            case 'F' -> DOUBLE;
            case 'r', 'e' -> REFERENCE;
            default -> throw new IllegalArgumentException("letter " + letter);
        };
    }

    int loadOpcode() {
        return Opcodes.ILOAD + opcodeOffset;
    }

    int storeOpcode() {
        return Opcodes.ISTORE + opcodeOffset;
    }

    int returnOpcode() {
        return Opcodes.IRETURN + opcodeOffset;
    }
}
