package org.amphora.differential;

import java.util.ArrayList;
import java.util.List;
import org.amphora.api.FunctionType;
import org.amphora.api.NumberType;
import org.amphora.api.ReferenceType;
import org.amphora.api.ValueType;
import org.amphora.api.VectorType;
import org.amphora.binary.module.ModuleDefinition;
import org.amphora.binary.opcode.Opcode;
import org.amphora.binary.type.Subtyping;

/**
 * A function that makes a call and has only numbers as results: a v128 becomes two i64, a reference a fingerprint. If the
 * module knows exceptions, it catches them all; then the first result is 0, or 1 more than the index of the tag, or -1 if
 * the module does not know the tag, and the second one is a fingerprint of what the exception carries.
 */
final class Entry {
    private final ModuleDefinition module;
    private final Additions additions;
    private final Fingerprints fingerprints;
    private final List<ValueType> parameters;
    private final List<ValueType> called;
    private final List<ValueType> locals = new ArrayList<>();
    private final List<ValueType> results = new ArrayList<>();
    private final Code code;

    /** {@code called} are the results of what is called. */
    Entry(
            ModuleDefinition module,
            Additions additions,
            Fingerprints fingerprints,
            List<ValueType> parameters,
            List<ValueType> called) {
        this.module = module;
        this.additions = additions;
        this.fingerprints = fingerprints;
        this.parameters = List.copyOf(parameters);
        this.called = called;
        code = additions.code();
    }

    /** Adds the function, and returns its index. */
    int add(Code call) {
        List<Integer> values = locals(called);
        if (module.tagCount() == 0) {
            code.all(call.toByteArray());
            store(values);
        } else {
            int tag = local(NumberType.I32);
            int payload = local(NumberType.I64);
            catching(call, values, tag, payload);
            code.op(Opcode.LOCAL_GET, tag).op(Opcode.LOCAL_GET, payload);
            results.add(NumberType.I32);
            results.add(NumberType.I64);
        }
        for (int i = 0; i < called.size(); i++) {
            result(called.get(i), values.get(i));
        }
        return additions.function(FunctionType.of(parameters, results), locals, code);
    }

    /** The results of the function; known when it was added. */
    List<ValueType> results() {
        return List.copyOf(results);
    }

    private void result(ValueType type, int local) {
        if (type instanceof VectorType) {
            for (int lane = 0; lane < 2; lane++) {
                code.op(Opcode.LOCAL_GET, local).op(Opcode.I64X2_EXTRACT_LANE, lane);
                results.add(NumberType.I64);
            }
        } else if (type instanceof ReferenceType) {
            code.op(Opcode.LOCAL_GET, local);
            fingerprints.append(code, type);
            results.add(NumberType.I64);
        } else {
            code.op(Opcode.LOCAL_GET, local);
            results.add(type);
        }
    }

    /** The call within a block for each tag, and one for all other exceptions. */
    private void catching(Code call, List<Integer> values, int tag, int payload) {
        int tags = module.tagCount();
        code.block(Opcode.BLOCK).block(Opcode.BLOCK);
        for (int i = tags - 1; i >= 0; i--) {
            List<ValueType> carried = carried(i);
            switch (carried.size()) {
                case 0 -> code.block(Opcode.BLOCK);
                case 1 -> code.block(Opcode.BLOCK, carried.get(0));
                default -> code.blockOfType(Opcode.BLOCK, additions.type(FunctionType.of(List.of(), carried)));
            }
        }
        code.block(Opcode.TRY_TABLE).index(tags + 1);
        for (int i = 0; i < tags; i++) {
            code.raw(0x00).index(i).index(i); // catch
        }
        code.raw(0x02).index(tags); // catch_all
        code.all(call.toByteArray());
        store(values);
        code.op(Opcode.END).op(Opcode.BR, tags + 1);
        for (int i = 0; i < tags; i++) {
            code.op(Opcode.END);
            List<Integer> carried = locals(carried(i));
            store(carried);
            for (int k = 0; k < carried.size(); k++) {
                code.op(Opcode.LOCAL_GET, carried.get(k));
                fingerprints.append(code, carried(i).get(k));
                Fingerprints.mix(code, payload);
            }
            code.i32(i + 1).op(Opcode.LOCAL_SET, tag).op(Opcode.BR, tags - i);
        }
        code.op(Opcode.END).i32(-1).op(Opcode.LOCAL_SET, tag).op(Opcode.END);
    }

    /** What an exception of a tag carries; of references, the greatest type, which a local can have. */
    private List<ValueType> carried(int tag) {
        return module.tag(tag).type().parameters().stream().map(Entry::widest).toList();
    }

    private static ValueType widest(ValueType type) {
        return type instanceof ReferenceType reference
                ? ReferenceType.of(true, Subtyping.top(reference.heapType()))
                : type;
    }

    private List<Integer> locals(List<ValueType> types) {
        return types.stream().map(type -> local(widest(type))).toList();
    }

    private int local(ValueType type) {
        locals.add(type);
        return parameters.size() + locals.size() - 1;
    }

    private void store(List<Integer> targets) {
        for (int i = targets.size() - 1; i >= 0; i--) {
            code.op(Opcode.LOCAL_SET, targets.get(i));
        }
    }
}
