package org.amphora.engine.compile;

import org.amphora.api.NumberType;
import org.amphora.api.VectorType;
import org.amphora.binary.type.FieldType;
import org.objectweb.asm.Opcodes;

/** How a field or an element is kept: packed integers take the bytes that they should. */
enum Storage {
    I8("I8Array", "B", Kind.INT, Opcodes.T_BYTE, Opcodes.BASTORE),
    I16("I16Array", "S", Kind.INT, Opcodes.T_SHORT, Opcodes.SASTORE),
    I32("I32Array", "I", Kind.INT, Opcodes.T_INT, Opcodes.IASTORE),
    I64("I64Array", "J", Kind.LONG, Opcodes.T_LONG, Opcodes.LASTORE),
    F32("F32Array", "F", Kind.FLOAT, Opcodes.T_FLOAT, Opcodes.FASTORE),
    F64("F64Array", "D", Kind.DOUBLE, Opcodes.T_DOUBLE, Opcodes.DASTORE),
    /** Two longs. */
    V128("V128Array", "J", Kind.LONG, Opcodes.T_LONG, Opcodes.LASTORE),
    REFERENCE("ReferenceArray", "Ljava/lang/Object;", Kind.REFERENCE, 0, Opcodes.AASTORE);

    /** The class that arrays of such elements extend. */
    final String arrayClass;

    /** The JVM's descriptor of a field, or of an element of a Java array. */
    final String descriptor;

    /** The kind of a value, or of its lower half. */
    final Kind kind;

    private final int newArrayType;

    /** Stores into a Java array. */
    final int storeOpcode;

    Storage(String arrayClass, String descriptor, Kind kind, int newArrayType, int storeOpcode) {
        this.arrayClass = Names.GC + arrayClass;
        this.descriptor = descriptor;
        this.kind = kind;
        this.newArrayType = newArrayType;
        this.storeOpcode = storeOpcode;
    }

    static Storage of(FieldType field) {
        if (field.packedBits() != 0) {
            return field.packedBits() == Byte.SIZE ? I8 : I16;
        }
        if (field.value() instanceof NumberType number) {
            return switch (number) {
                case I32 -> I32;
                case I64 -> I64;
                case F32 -> F32;
                case F64 -> F64;
            };
        }
        return field.value() instanceof VectorType ? V128 : REFERENCE;
    }

    boolean vector() {
        return this == V128;
    }

    /** The JVM's descriptor of a value, both halves of a vector. */
    String valueDescriptor() {
        return vector() ? "JJ" : kind.descriptor;
    }

    /** The JVM's descriptor of a Java array of such elements. */
    String javaArray() {
        return "[" + descriptor;
    }

    /** Replaces the length on the stack by a Java array. */
    void newJavaArray(CodeBuilder code) {
        if (this == REFERENCE) {
            code.newObjectArray();
        } else {
            code.newArray(newArrayType);
        }
    }

    /** Makes the sign-extended value on the stack, as it was read, what an instruction that does not extend signs gives. */
    void zeroExtend(CodeBuilder code) {
        code.intConstant(this == I8 ? 0xFF : 0xFFFF);
        code.op(Opcodes.IAND);
    }

    /** Cuts the int on the stack to what fits. */
    void narrow(CodeBuilder code) {
        if (this == I8) {
            code.op(Opcodes.I2B);
        } else if (this == I16) {
            code.op(Opcodes.I2S);
        }
    }

    /** Replaces the Java object on the stack, in the form of {@link org.amphora.api.Global#get()}, by the value; no vector. */
    void unbox(CodeBuilder code) {
        switch (this) {
            case I8, I16, I32 -> unbox(code, "java/lang/Integer", "intValue");
            case I64 -> unbox(code, "java/lang/Long", "longValue");
            case F32 -> unbox(code, "java/lang/Float", "floatValue");
            case F64 -> unbox(code, "java/lang/Double", "doubleValue");
            case V128 -> throw new IllegalStateException("a vector is two values");
            case REFERENCE -> {}
        }
    }

    private void unbox(CodeBuilder code, String box, String method) {
        code.checkCast(box);
        code.invokeVirtual(box, method, "()" + kind.descriptor);
    }
}
