package org.amphora.engine.compile;

import java.util.EnumSet;
import java.util.Set;
import org.amphora.binary.opcode.InstructionReader;
import org.amphora.binary.opcode.Opcode;
import org.amphora.binary.type.ArrayType;
import org.amphora.binary.type.CanonicalType;
import org.amphora.binary.type.FieldType;
import org.amphora.binary.type.StructType;
import org.objectweb.asm.Opcodes;

/**
 * Instructions on structures and arrays. A field is a field of the JVM: the cast before it cannot fail, as the code is
 * valid, but the JVM wants to see it. An element is reached through the class for its way of storage.
 */
final class AggregateCompiler {
    private static final Set<Opcode> HANDLED = EnumSet.range(Opcode.STRUCT_NEW, Opcode.ARRAY_INIT_ELEM);
    private static final String OBJECT = "Ljava/lang/Object;";

    private final Emission emission;
    private final CodeBuilder code;
    private final GuestTypes types;

    AggregateCompiler(Emission emission) {
        this.emission = emission;
        this.code = emission.code;
        this.types = emission.shape.names.types();
    }

    static boolean handles(Opcode opcode) {
        return HANDLED.contains(opcode);
    }

    void compile(InstructionReader reader) {
        int type = reader.index();
        int second = reader.secondIndex();
        switch (reader.opcode()) {
            case STRUCT_NEW -> structNew(type);
            case STRUCT_NEW_DEFAULT -> structNewDefault(type);
            case STRUCT_GET, STRUCT_GET_S -> structGet(type, second, false);
            case STRUCT_GET_U -> structGet(type, second, true);
            case STRUCT_SET -> structSet(type, second);
            case ARRAY_NEW -> arrayNew(type);
            case ARRAY_NEW_DEFAULT -> arrayNewDefault(type);
            case ARRAY_NEW_FIXED -> arrayNewFixed(type, second);
            case ARRAY_NEW_DATA -> arrayNewOf("arrayNewData", type, second);
            case ARRAY_NEW_ELEM -> arrayNewOf("arrayNewElements", type, second);
            case ARRAY_GET, ARRAY_GET_S -> arrayGet(storage(type), false);
            case ARRAY_GET_U -> arrayGet(storage(type), true);
            case ARRAY_SET -> arraySet(storage(type));
            case ARRAY_LEN -> arrayLength();
            case ARRAY_FILL -> arrayFill(storage(type));
            case ARRAY_COPY -> arrayCopy(storage(type));
            case ARRAY_INIT_DATA -> arrayInitialize("arrayInitData", second);
            case ARRAY_INIT_ELEM -> arrayInitialize("arrayInitElements", second);
            default -> throw new IllegalStateException("no code for " + reader.opcode());
        }
    }

    private CanonicalType type(int index) {
        return emission.shape.module.type(index);
    }

    private String className(int type) {
        return types.className(type(type));
    }

    // ---- structures ----

    private StructType struct(int type) {
        return (StructType) type(type).composite();
    }

    private FieldType field(int type, int field) {
        return struct(type).fields().get(field);
    }

    private void structNew(int typeIndex) {
        StructType type = struct(typeIndex);
        int operands = StructClass.kinds(type).length;
        String name = className(typeIndex);
        if (StructClass.hasMaker(type)) {
            emission.need(operands);
            code.invokeStatic(name, StructClass.MAKER, StructClass.makerDescriptor(type));
        } else {
            int operand = emission.park(operands);
            StructClass.writeNew(code, name);
            for (int i = 0; i < type.fields().size(); i++) {
                Storage storage = Storage.of(type.fields().get(i));
                putParked(name, StructClass.field(i), storage, operand++);
                if (storage.vector()) {
                    putParked(name, StructClass.highField(i), storage, operand++);
                }
            }
        }
        emission.consumed(operands);
        emission.produced(Kind.REFERENCE);
    }

    private void putParked(String name, String field, Storage storage, int operand) {
        code.op(Opcodes.DUP);
        code.load(emission.stack.kind(operand), emission.layout.slot(operand));
        storage.narrow(code);
        code.putField(name, field, storage.descriptor);
    }

    private void structNewDefault(int type) {
        code.invokeStatic(className(type), StructClass.FRESH, StructClass.FRESH_DESCRIPTOR);
        emission.produced(Kind.REFERENCE);
    }

    private void structGet(int type, int field, boolean unsigned) {
        emission.need(1);
        Storage storage = Storage.of(field(type, field));
        String name = className(type);
        code.checkCast(name);
        emission.consumed(1);
        if (storage.vector()) {
            code.op(Opcodes.DUP);
            code.getField(name, StructClass.field(field), storage.descriptor);
            code.op(Opcodes.DUP2_X1);
            code.op(Opcodes.POP2);
            code.getField(name, StructClass.highField(field), storage.descriptor);
        } else {
            code.getField(name, StructClass.field(field), storage.descriptor);
        }
        produced(storage, unsigned);
    }

    /** Notes a value that was just read. */
    private void produced(Storage storage, boolean unsigned) {
        if (unsigned) {
            storage.zeroExtend(code);
        }
        emission.produced(storage.kind);
        if (storage.vector()) {
            emission.produced(Kind.HIGH);
        }
    }

    private void structSet(int type, int field) {
        Storage storage = Storage.of(field(type, field));
        String name = className(type);
        if (storage.vector()) {
            int first = emission.park(3);
            putHalf(name, StructClass.field(field), first, first + 1);
            putHalf(name, StructClass.highField(field), first, first + 2);
            emission.consumed(3);
            return;
        }
        emission.need(2);
        code.swapAbove(storage.kind);
        code.checkCast(name);
        code.swapBelow(storage.kind);
        storage.narrow(code);
        code.putField(name, StructClass.field(field), storage.descriptor);
        emission.consumed(2);
    }

    private void putHalf(String name, String field, int structure, int half) {
        code.loadObject(emission.layout.slot(structure));
        code.checkCast(name);
        code.load(Kind.LONG, emission.layout.slot(half));
        code.putField(name, field, "J");
    }

    // ---- arrays ----

    private Storage storage(int type) {
        return Storage.of(((ArrayType) type(type).composite()).element());
    }

    /** How many operands a value is. */
    private static int operands(Storage storage) {
        return storage.vector() ? 2 : 1;
    }

    /** Replaces the Java array on the stack by an array of the type. */
    private void wrap(int type, Storage storage) {
        code.invokeStatic(className(type), ArrayClass.MAKER, ArrayClass.makerDescriptor(storage));
        emission.produced(Kind.REFERENCE);
    }

    private void arrayNew(int type) {
        Storage storage = storage(type);
        int count = operands(storage) + 1;
        emission.need(count);
        code.invokeStatic(storage.arrayClass, "filled", "(" + storage.valueDescriptor() + "I)" + storage.javaArray());
        emission.consumed(count);
        wrap(type, storage);
    }

    private void arrayNewDefault(int type) {
        emission.need(1);
        code.invokeStatic(className(type), ArrayClass.FRESH, ArrayClass.FRESH_DESCRIPTOR);
        emission.consumed(1);
        emission.produced(Kind.REFERENCE);
    }

    private void arrayNewFixed(int type, int length) {
        Storage storage = storage(type);
        int halves = length * operands(storage);
        int first = emission.park(halves);
        code.intConstant(halves);
        storage.newJavaArray(code);
        for (int i = 0; i < halves; i++) {
            code.op(Opcodes.DUP);
            code.intConstant(i);
            code.load(storage.kind, emission.layout.slot(first + i));
            storage.narrow(code);
            code.op(storage.storeOpcode);
        }
        emission.consumed(halves);
        wrap(type, storage);
    }

    /** Takes where to begin in a segment, and the length. */
    private void arrayNewOf(String method, int type, int segment) {
        emission.need(2);
        code.intConstant(segment);
        className(type);
        Bootstraps.prototype(code, type);
        emission.loadGuest();
        code.invokeStatic(
                Names.SUPPORT, method, "(IIIL" + Names.ARRAY + ";" + Names.INSTANCE_DESCRIPTOR + ")" + OBJECT);
        emission.consumed(2);
        emission.produced(Kind.REFERENCE);
    }

    private void arrayGet(Storage storage, boolean unsigned) {
        if (storage.vector()) {
            int first = emission.park(2);
            arrayGetHalf(storage, "low", first);
            arrayGetHalf(storage, "high", first);
        } else {
            emission.need(2);
            code.invokeStatic(storage.arrayClass, "get", "(" + OBJECT + "I)" + storage.kind.descriptor);
        }
        emission.consumed(2);
        produced(storage, unsigned);
    }

    private void arrayGetHalf(Storage storage, String method, int array) {
        code.loadObject(emission.layout.slot(array));
        code.load(Kind.INT, emission.layout.slot(array + 1));
        code.invokeStatic(storage.arrayClass, method, "(" + OBJECT + "I)J");
    }

    private void arraySet(Storage storage) {
        int count = 2 + operands(storage);
        emission.need(count);
        code.invokeStatic(storage.arrayClass, "set", "(" + OBJECT + "I" + storage.valueDescriptor() + ")V");
        emission.consumed(count);
    }

    private void arrayLength() {
        emission.need(1);
        code.invokeStatic(Names.ARRAY, "of", "(" + OBJECT + ")L" + Names.ARRAY + ";");
        // here, not in a helper: the JVM profiles by place, and a place mostly sees arrays of one storage
        code.invokeVirtual(Names.ARRAY, "length", "()I");
        emission.consumed(1);
        emission.produced(Kind.INT);
    }

    private void arrayFill(Storage storage) {
        int count = 3 + operands(storage);
        emission.need(count);
        code.invokeStatic(storage.arrayClass, "fill", "(" + OBJECT + "I" + storage.valueDescriptor() + "I)V");
        emission.consumed(count);
    }

    private void arrayCopy(Storage storage) {
        emission.need(5);
        code.invokeStatic(storage.arrayClass, "copy", "(" + OBJECT + "I" + OBJECT + "II)V");
        emission.consumed(5);
    }

    /** Takes the array, where to begin in it and in a segment, and the length. */
    private void arrayInitialize(String method, int segment) {
        emission.need(4);
        code.intConstant(segment);
        emission.loadGuest();
        code.invokeStatic(Names.SUPPORT, method, "(" + OBJECT + "IIII" + Names.INSTANCE_DESCRIPTOR + ")V");
        emission.consumed(4);
    }
}
