package org.amphora.engine.compile;

import java.util.EnumSet;
import java.util.Set;
import org.amphora.api.AbstractHeapType;
import org.amphora.api.HeapType;
import org.amphora.api.ReferenceType;
import org.amphora.binary.opcode.InstructionReader;
import org.amphora.binary.opcode.Opcode;
import org.amphora.binary.type.CanonicalType;
import org.objectweb.asm.Opcodes;

/**
 * Instructions on references of all kinds. Types of structures and arrays are classes, so that a test is one of the JVM; what
 * crosses between {@code any} and {@code extern} stays the object that it is.
 */
final class ReferenceCompiler {
    private static final Set<Opcode> HANDLED = EnumSet.of(
            Opcode.REF_NULL,
            Opcode.REF_FUNC,
            Opcode.REF_AS_NON_NULL,
            Opcode.REF_EQ,
            Opcode.REF_TEST,
            Opcode.REF_TEST_NULL,
            Opcode.REF_CAST,
            Opcode.REF_CAST_NULL,
            Opcode.ANY_CONVERT_EXTERN,
            Opcode.EXTERN_CONVERT_ANY,
            Opcode.REF_I31,
            Opcode.I31_GET_S,
            Opcode.I31_GET_U);
    private static final String OBJECT = "Ljava/lang/Object;";
    private static final String I31 = "org/amphora/api/I31";

    private final Emission emission;
    private final CodeBuilder code;
    private final GuestTypes types;

    ReferenceCompiler(Emission emission) {
        this.emission = emission;
        this.code = emission.code;
        this.types = emission.shape.names.types();
    }

    static boolean handles(Opcode opcode) {
        return HANDLED.contains(opcode);
    }

    void compile(InstructionReader reader) {
        switch (reader.opcode()) {
            case REF_NULL -> {
                code.op(Opcodes.ACONST_NULL);
                emission.produced(Kind.REFERENCE);
            }
            case REF_FUNC -> function(reader.index());
            case REF_AS_NON_NULL -> replace("nonNull", OBJECT, Kind.REFERENCE);
            case REF_EQ -> {
                emission.need(2);
                call("same", "(" + OBJECT + OBJECT + ")I");
                emission.consumed(2);
                emission.produced(Kind.INT);
            }
            case REF_TEST -> testOperand(reader.heapType(), false);
            case REF_TEST_NULL -> testOperand(reader.heapType(), true);
            case REF_CAST -> cast(reader.heapType(), false);
            case REF_CAST_NULL -> cast(reader.heapType(), true);
            case ANY_CONVERT_EXTERN, EXTERN_CONVERT_ANY -> {}
            case REF_I31 -> {
                emission.need(1);
                code.invokeStatic(I31, "of", "(I)L" + I31 + ";");
                emission.consumed(1);
                emission.produced(Kind.REFERENCE);
            }
            case I31_GET_S -> replace("signed", "I", Kind.INT);
            case I31_GET_U -> replace("unsigned", "I", Kind.INT);
            default -> throw new IllegalStateException("no code for " + reader.opcode());
        }
    }

    private void call(String method, String descriptor) {
        code.invokeStatic(Names.REFERENCES, method, descriptor);
    }

    /** Replaces the reference on top by what a method makes of it. */
    private void replace(String method, String descriptor, Kind kind) {
        emission.need(1);
        call(method, "(" + OBJECT + ")" + descriptor);
        emission.consumed(1);
        emission.produced(kind);
    }

    private void function(int function) {
        emission.loadGuest();
        code.intConstant(function);
        code.invokeVirtual(Names.INSTANCE, "function", "(I)" + Names.FUNCTION_DESCRIPTOR);
        emission.produced(Kind.REFERENCE);
    }

    private void testOperand(HeapType type, boolean nullable) {
        emission.need(1);
        test(ReferenceType.of(nullable, type));
        emission.consumed(1);
        emission.produced(Kind.INT);
    }

    /** Replaces the reference on the JVM's stack by 1 if it is of {@code type}, else by 0. */
    void test(ReferenceType type) {
        if (type.nullable()) {
            code.op(Opcodes.DUP);
        }
        testNonNull(type.heapType());
        if (type.nullable()) {
            call("orNull", "(" + OBJECT + "I)I");
        }
    }

    private void testNonNull(HeapType type) {
        String className = className(type);
        if (className != null) {
            code.instanceOf(className);
        } else if (type instanceof CanonicalType function) {
            Bootstraps.type(code, types.index(function));
            call("isFunction", "(" + OBJECT + "Lorg/amphora/api/DefinedType;)I");
        } else {
            switch ((AbstractHeapType) type) {
                case ANY, FUNC, EXTERN, EXN -> call("isNonNull", "(" + OBJECT + ")I");
                case EQ -> call("isEq", "(" + OBJECT + ")I");
                default -> {
                    code.op(Opcodes.POP);
                    code.op(Opcodes.ICONST_0);
                }
            }
        }
    }

    /** The class that all references of {@code type} have but null, and no others of its hierarchy; null if none. */
    private String className(HeapType type) {
        if (type instanceof CanonicalType defined) {
            return defined.isFunction() ? null : types.className(defined);
        }
        return switch ((AbstractHeapType) type) {
            case STRUCT -> Names.STRUCT;
            case ARRAY -> Names.ARRAY;
            case I31 -> I31;
            default -> null;
        };
    }

    private void cast(HeapType type, boolean nullable) {
        emission.need(1);
        String className = className(type);
        if (className != null) {
            if (!nullable) {
                call("castNonNull", "(" + OBJECT + ")" + OBJECT);
            }
            code.checkCast(className);
        } else {
            code.op(Opcodes.DUP);
            test(ReferenceType.of(nullable, type));
            call("passed", "(" + OBJECT + "I)" + OBJECT);
        }
    }
}
