package org.amphora.engine.validate;

import java.util.Arrays;
import java.util.List;
import org.amphora.api.AbstractHeapType;
import org.amphora.api.FunctionType;
import org.amphora.api.InvalidModuleException;
import org.amphora.api.ReferenceType;
import org.amphora.api.ValueType;
import org.amphora.binary.module.ExternKind;
import org.amphora.binary.module.FunctionBody;
import org.amphora.binary.module.ModuleDefinition;
import org.amphora.binary.module.NameKind;
import org.amphora.binary.opcode.InstructionReader;
import org.amphora.binary.opcode.Opcode;
import org.amphora.binary.type.Subtyping;

/**
 * Where the validation of a function body or constant expression stands: the present instruction, the types on the
 * operand stack, the open blocks and the locals (WebAssembly 3.0, appendix A.3, <i>Validation Algorithm</i>). In code that
 * cannot be reached the stack gives whatever is asked for: its bottom type is {@code null} here. One object serves all
 * functions of a module; not thread-safe.
 */
final class CodeState {
    /**
     * In code that cannot be reached, the type of a reference of which no more is known than that it is one and not null: it
     * fits every reference type. Known by its identity.
     */
    private static final ReferenceType SOME_REFERENCE = ReferenceType.of(false, AbstractHeapType.NONE);

    private final ModuleDefinition module;
    private final InstructionReader reader;
    private final ControlStack controls = new ControlStack();
    private final LocalVariables locals = new LocalVariables();
    private ValueType[] operands = new ValueType[64];
    private int size;
    /** The height of the stack below the innermost block: nothing below it can be popped. */
    private int base;
    /** What is validated, for messages. */
    private NameKind kind;

    private int index;

    CodeState(ModuleDefinition module) {
        this.module = module;
        this.reader = new InstructionReader(module, 0, 0);
    }

    /** Begins with the body of a function. */
    void begin(int functionIndex) {
        FunctionBody body = module.body(functionIndex);
        FunctionType type = module.functionType(functionIndex);
        locals.reset(type.parameters(), body);
        begin(NameKind.FUNCTION, functionIndex, body.from(), body.to(), type.results());
    }

    /** Begins with an expression that gives {@code results}. */
    void begin(NameKind whatKind, int whatIndex, int from, int to, List<ValueType> results) {
        kind = whatKind;
        index = whatIndex;
        reader.reset(from, to);
        controls.clear();
        size = 0;
        open(Opcode.BLOCK, FunctionType.of(List.of(), results));
    }

    ModuleDefinition module() {
        return module;
    }

    InstructionReader reader() {
        return reader;
    }

    LocalVariables locals() {
        return locals;
    }

    // ---- operands

    void push(ValueType type) {
        if (size == operands.length) {
            operands = Arrays.copyOf(operands, size * 2);
        }
        operands[size++] = type;
    }

    void pushAll(List<ValueType> types) {
        for (int i = 0; i < types.size(); i++) {
            push(types.get(i));
        }
    }

    /** Pops a value of type {@code expected}, and returns the type that it has; null if that is unknown. */
    ValueType pop(ValueType expected) {
        if (size == base) {
            if (controls.isUnreachable()) {
                return null;
            }
            throw mismatch(expected.toString(), "the stack is empty");
        }
        ValueType actual = operands[--size];
        if (!fits(actual, expected)) {
            throw mismatch(expected.toString(), "got " + (actual == SOME_REFERENCE ? "a reference" : actual));
        }
        return actual;
    }

    private static boolean fits(ValueType actual, ValueType expected) {
        return actual == null
                || actual == expected
                || (actual == SOME_REFERENCE ? expected instanceof ReferenceType : Subtyping.matches(actual, expected));
    }

    void popAll(List<ValueType> types) {
        for (int i = types.size() - 1; i >= 0; i--) {
            pop(types.get(i));
        }
    }

    /** Pops a value of any type; null if the type is unknown. */
    ValueType popAny() {
        if (size == base) {
            if (controls.isUnreachable()) {
                return null;
            }
            throw mismatch("a value", "the stack is empty");
        }
        return operands[--size];
    }

    /** Pops a reference, and returns the type that it has. */
    ReferenceType popReference() {
        ValueType type = popAny();
        if (type == null) {
            return SOME_REFERENCE;
        }
        if (type instanceof ReferenceType reference) {
            return reference;
        }
        throw mismatch("a reference", "got " + type);
    }

    /** The type of the values of {@code type} that are not null. */
    static ReferenceType nonNull(ReferenceType type) {
        return type.nullable() ? ReferenceType.of(false, type.heapType()) : type;
    }

    /** Checks that values of {@code types} lie on top, and leaves them there with the types that they have. */
    void peekAll(List<ValueType> types) {
        int count = types.size();
        if (size - base >= count) {
            int below = size - count;
            for (int i = count - 1; i >= 0; i--) {
                pop(types.get(i));
            }
            size = below + count;
        } else {
            ValueType[] actual = new ValueType[count];
            for (int i = count - 1; i >= 0; i--) {
                actual[i] = pop(types.get(i));
            }
            pushAll(Arrays.asList(actual));
        }
    }

    // ---- blocks

    ControlStack controls() {
        return controls;
    }

    /** Opens a block whose parameters were popped, and pushes them again. */
    void open(Opcode opcode, FunctionType type) {
        controls.push(opcode, type, size, locals.height());
        base = size;
        pushAll(type.parameters());
    }

    /** Checks that the innermost block leaves its results and nothing else, and closes it; the results are not pushed. */
    FunctionType close() {
        FunctionType type = controls.type(0);
        popAll(type.results());
        if (size != base) {
            throw invalid(
                    "type mismatch",
                    reader.opcode() + " takes " + type.results().size() + " of the "
                            + (size - base + type.results().size()) + " values on the stack");
        }
        locals.unwind(controls.initialization());
        controls.pop();
        base = controls.depth() == 0 ? 0 : controls.height();
        return type;
    }

    /** The rest of the innermost block cannot be reached. */
    void markUnreachable() {
        size = base;
        controls.markUnreachable();
    }

    // ---- index spaces

    /** Checks that {@code itemIndex} lies in the index space of {@code itemKind}, and returns it. */
    int known(ExternKind itemKind, int itemIndex) {
        return known(itemKind.toString(), itemIndex, module.count(itemKind));
    }

    /** Checks that {@code itemIndex} is less than {@code count}, and returns it. */
    int known(String what, int itemIndex, int count) {
        if (itemIndex < 0 || itemIndex >= count) {
            throw invalid(
                    "unknown " + what + " " + Integer.toUnsignedString(itemIndex),
                    reader.opcode() + " names it, and there " + (count == 1 ? "is 1" : "are " + count));
        }
        return itemIndex;
    }

    // ---- errors

    InvalidModuleException mismatch(String expected, String butWhat) {
        return invalid("type mismatch", reader.opcode() + " expects " + expected + " but " + butWhat);
    }

    /** An error at the present instruction: the specification's words, then what exactly is wrong. */
    InvalidModuleException invalid(String words, String details) {
        return new InvalidModuleException(words + ": " + details + " (" + module.describe(kind, index) + ", offset 0x"
                + Integer.toHexString(reader.offset()) + ")");
    }
}
