package org.amphora.engine.link;

import java.util.ArrayList;
import java.util.List;
import org.amphora.binary.module.Expression;
import org.amphora.binary.module.ModuleDefinition;
import org.amphora.binary.opcode.InstructionReader;
import org.amphora.engine.runtime.ModuleInstance;
import org.amphora.engine.runtime.Values;

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
            case END -> {}
            default ->
                throw new IllegalStateException(
                        in.opcode() + " at offset 0x" + Integer.toHexString(in.offset()) + " is not constant");
        }
    }

    private Object pop() {
        return stack.remove(stack.size() - 1);
    }
}
