package org.amphora.engine.link;

import java.util.ArrayList;
import java.util.List;
import org.amphora.api.Aggregate;
import org.amphora.api.I31;
import org.amphora.binary.module.Expression;
import org.amphora.binary.module.ModuleDefinition;
import org.amphora.binary.opcode.InstructionReader;
import org.amphora.binary.type.StructType;
import org.amphora.engine.runtime.ModuleInstance;
import org.amphora.engine.runtime.Values;
import org.amphora.engine.runtime.gc.ArrayObject;
import org.amphora.engine.runtime.gc.StructObject;

/**
 * Evaluates the constant expressions of a valid module (WebAssembly 3.0, section 3.4, <i>Constant Expressions</i>). Values
 * are objects in the form of {@link org.amphora.api.Global#get()}. For one instance and one thread.
 */
final class ConstantEvaluator {
    private final ModuleDefinition module;
    private final ModuleInstance instance;
    private final List<Object> stack = new ArrayList<>();

    ConstantEvaluator(ModuleInstance instance) {
        this.module = instance.definition();
        this.instance = instance;
    }

    /** The value of {@code expression}; globals that it reads have theirs already. */
    Object evaluate(Expression expression) {
        stack.clear();
        InstructionReader in = new InstructionReader(module, expression.from(), expression.to());
        while (in.next()) {
            step(in);
        }
        return pop();
    }

    /** The value of an expression of type i32 or i64, an i32 as an unsigned number. */
    long evaluateOffset(Expression expression) {
        Object value = evaluate(expression);
        return value instanceof Integer offset ? Integer.toUnsignedLong(offset) : (Long) value;
    }

    private void step(InstructionReader in) {
        switch (in.opcode()) {
            case I32_CONST -> stack.add((int) in.bits());
            case I64_CONST -> stack.add(in.bits());
            case F32_CONST -> stack.add(Float.intBitsToFloat((int) in.bits()));
            case F64_CONST -> stack.add(Double.longBitsToDouble(in.bits()));
            case V128_CONST -> stack.add(Values.vector(in.bits(), in.highBits()));
            case REF_NULL -> stack.add(null);
            case REF_FUNC -> stack.add(instance.function(in.index()));
            case GLOBAL_GET -> stack.add(instance.globals[in.index()].get());
            case I32_ADD -> {
                int right = (Integer) pop();
                stack.add((Integer) pop() + right);
            }
            case I32_SUB -> {
                int right = (Integer) pop();
                stack.add((Integer) pop() - right);
            }
            case I32_MUL -> {
                int right = (Integer) pop();
                stack.add((Integer) pop() * right);
            }
            case I64_ADD -> {
                long right = (Long) pop();
                stack.add((Long) pop() + right);
            }
            case I64_SUB -> {
                long right = (Long) pop();
                stack.add((Long) pop() - right);
            }
            case I64_MUL -> {
                long right = (Long) pop();
                stack.add((Long) pop() * right);
            }
            case REF_I31 -> stack.add(I31.of((Integer) pop()));
            case STRUCT_NEW -> stack.add(structure(in.index(), true));
            case STRUCT_NEW_DEFAULT -> stack.add(structure(in.index(), false));
            case ARRAY_NEW -> {
                int length = (Integer) pop();
                Object value = pop();
                ArrayObject array = array(in.index(), length);
                for (int i = 0; i < length; i++) {
                    array.put(i, value);
                }
                stack.add(array);
            }
            case ARRAY_NEW_DEFAULT -> stack.add(array(in.index(), (Integer) pop()));
            case ARRAY_NEW_FIXED -> {
                ArrayObject array = array(in.index(), in.secondIndex());
                for (int i = in.secondIndex() - 1; i >= 0; i--) {
                    array.put(i, pop());
                }
                stack.add(array);
            }
            case ANY_CONVERT_EXTERN, EXTERN_CONVERT_ANY, END -> {}
            default ->
                throw new IllegalStateException(
                        in.opcode() + " at offset 0x" + Integer.toHexString(in.offset()) + " is not constant");
        }
    }

    private StructObject structure(int type, boolean fields) {
        StructObject structure = ((StructObject) prototype(type)).create();
        if (fields) {
            StructType struct = (StructType) module.type(type).composite();
            for (int i = struct.fields().size() - 1; i >= 0; i--) {
                structure.set(i, pop());
            }
        }
        return structure;
    }

    private ArrayObject array(int type, int length) {
        return ((ArrayObject) prototype(type)).create(length);
    }

    private Aggregate prototype(int type) {
        return instance.code().compiled().prototype(type);
    }

    private Object pop() {
        return stack.remove(stack.size() - 1);
    }
}
