package org.amphora.differential;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.amphora.api.AddressType;
import org.amphora.api.FunctionType;
import org.amphora.api.NumberType;
import org.amphora.api.ReferenceType;
import org.amphora.api.TableType;
import org.amphora.api.ValueType;
import org.amphora.api.VectorType;
import org.amphora.binary.BinaryDecoder;
import org.amphora.binary.module.Export;
import org.amphora.binary.module.ExternKind;
import org.amphora.binary.module.ModuleDefinition;
import org.amphora.binary.opcode.Opcode;
import org.amphora.binary.type.Subtyping;

/**
 * Makes everything of a module observable. Each function, also one that is not exported, gets an entry whose parameters
 * and results are numbers; globals and tables are read, memories exported. First all entries are called, then once more
 * and directly whatever the module exports and a host can call.
 */
final class Harness {
    /** How many elements of a table are looked at. */
    private static final int ELEMENTS = 16;

    private final String name;
    private final ModuleDefinition module;
    private final Additions additions;
    private final Fingerprints fingerprints;
    private final Arguments arguments;
    private final SplittableRandom random;
    private final List<Call> calls = new ArrayList<>();

    private Harness(String name, ModuleDefinition module, long seed) {
        this.name = name;
        this.module = module;
        random = new SplittableRandom(seed);
        additions = new Additions(module);
        fingerprints = new Fingerprints(module, additions);
        arguments = new Arguments(module, additions, random);
    }

    /** The module with all that it takes to observe it; equal seeds make equal calls. */
    static Subject subject(String name, byte[] binary, long seed) {
        return new Harness(name, BinaryDecoder.decode(binary), seed).subject();
    }

    private Subject subject() {
        List<Call> entries = new ArrayList<>();
        for (int i = module.importedFunctionCount(); i < module.functionCount(); i++) {
            additions.export("f:" + i, ExternKind.FUNCTION, i); // which allows ref.func of it
            entry(i).ifPresent(entries::add);
        }
        List<Call> state = state();
        calls.addAll(entries);
        calls.addAll(state);
        List<Call> direct = direct();
        if (!direct.isEmpty()) {
            calls.addAll(direct);
            calls.addAll(state);
        }
        exportFingerprints();
        List<Integer> callable = new ArrayList<>();
        for (int i = 0; i < entries.size(); i++) {
            callable.add(i);
        }
        return new Subject(
                name, additions.binary(), module.imports(), callable, calls, functionParameters(), tableAddresses());
    }

    // ---- entries

    /** Adds a function that calls {@code function}; empty if no argument can be made for one of its parameters. */
    private Optional<Call> entry(int function) {
        FunctionType type = module.functionType(function);
        List<ValueType> passed = new ArrayList<>();
        List<Long> values = new ArrayList<>();
        Code call = additions.code();
        for (ValueType parameter : type.parameters()) {
            if (parameter instanceof NumberType number) {
                call.op(Opcode.LOCAL_GET, passed.size());
                passed.add(number);
                values.add(arguments.number(number));
            } else if (isExtern(parameter)) {
                call.op(Opcode.LOCAL_GET, passed.size());
                boolean nullable = ((ReferenceType) parameter).nullable();
                if (!nullable) {
                    call.op(Opcode.REF_AS_NON_NULL);
                }
                passed.add(ReferenceType.EXTERNREF);
                values.add(nullable && random.nextBoolean() ? 0L : 1L);
            } else {
                Optional<byte[]> code = arguments.code(parameter);
                if (code.isEmpty()) {
                    return Optional.empty();
                }
                call.all(code.get());
            }
        }
        call.op(Opcode.CALL, function);
        Entry entry = new Entry(module, additions, fingerprints, passed, type.results());
        int index = entry.add(call);
        String export = "entry:" + function;
        additions.export(export, ExternKind.FUNCTION, index);
        return Optional.of(new Call(export, passed, values, entry.results()));
    }

    private static boolean isExtern(ValueType type) {
        return type instanceof ReferenceType reference && reference.heapType() == ReferenceType.EXTERNREF.heapType();
    }

    // ---- state

    private List<Call> state() {
        List<Call> state = new ArrayList<>();
        for (int i = 0; i < module.globalCount(); i++) {
            Code code = additions.code().op(Opcode.GLOBAL_GET, i);
            state.add(reading("global:" + i, code, module.global(i).value()));
        }
        for (int i = 0; i < module.tableCount(); i++) {
            TableType table = module.table(i);
            boolean wide = table.addressType() == AddressType.I64;
            ValueType size = wide ? NumberType.I64 : NumberType.I32;
            state.add(reading("size:" + i, additions.code().op(Opcode.TABLE_SIZE, i), size));
            long elements = Math.min(ELEMENTS, table.limits().min());
            for (int k = 0; k < elements; k++) {
                Code code = additions.code();
                code = (wide ? code.i64(k) : code.i32(k)).op(Opcode.TABLE_GET, i);
                state.add(reading("element:" + i + ":" + k, code, table.element()));
            }
        }
        for (int i = 0; i < module.memoryCount(); i++) {
            Call memory = Call.memory(i);
            additions.export(memory.export(), ExternKind.MEMORY, i);
            state.add(memory);
        }
        return state;
    }

    private Call reading(String export, Code code, ValueType type) {
        Code body = additions.code().all(code.toByteArray());
        ValueType result = type;
        if (!(type instanceof NumberType)) {
            fingerprints.append(body, type);
            result = NumberType.I64;
        }
        int index = additions.function(FunctionType.of(List.of(), List.of(result)), List.of(), body);
        additions.export(export, ExternKind.FUNCTION, index);
        return Call.reading(export, List.of(result));
    }

    // ---- what the module exports itself

    private List<Call> direct() {
        List<Call> direct = new ArrayList<>();
        for (Export export : module.exportDefinitions()) {
            if (export.kind() == ExternKind.FUNCTION) {
                FunctionType type = module.functionType(export.index());
                if (passable(type.parameters()) && passable(type.results())) {
                    direct.add(new Call(export.name(), type.parameters(), values(type), type.results()));
                }
            }
        }
        return direct;
    }

    /** Whether JavaScript can pass such values, without knowing more of a reference than that it is one. */
    private static boolean passable(List<ValueType> types) {
        return types.stream()
                .allMatch(type -> type instanceof NumberType
                        || type.equals(ReferenceType.EXTERNREF)
                        || type.equals(ReferenceType.FUNCREF));
    }

    private List<Long> values(FunctionType type) {
        List<Long> values = new ArrayList<>();
        for (ValueType parameter : type.parameters()) {
            values.add(
                    parameter instanceof NumberType number
                            ? arguments.number(number)
                            : parameter.equals(ReferenceType.FUNCREF) ? 0L : random.nextInt(2));
        }
        return values;
    }

    // ---- what host functions need

    private void exportFingerprints() {
        exportFingerprint(Subject.EXTERN, ReferenceType.EXTERNREF);
        exportFingerprint(Subject.FUNCTION, ReferenceType.FUNCREF);
        if (fingerprints.hasObjects()) {
            exportFingerprint(Subject.ANY, Code.ANYREF);
        }
    }

    private void exportFingerprint(String export, ReferenceType type) {
        Code code = additions.code().op(Opcode.LOCAL_GET, 0);
        fingerprints.append(code, type);
        int index = additions.function(FunctionType.of(List.of(type), List.of(NumberType.I64)), List.of(), code);
        additions.export(export, ExternKind.FUNCTION, index);
    }

    private List<List<ValueType>> functionParameters() {
        List<List<ValueType>> parameters = new ArrayList<>();
        for (int i = 0; i < module.typeCount(); i++) {
            parameters.add(
                    module.type(i).isFunction() && callable(module.type(i).functionType())
                            ? module.type(i).functionType().parameters()
                            : null);
        }
        return Collections.unmodifiableList(parameters);
    }

    /** Whether JavaScript can call it with zeros and nulls. */
    private static boolean callable(FunctionType type) {
        return type.parameters().stream()
                        .allMatch(parameter -> parameter instanceof NumberType
                                || (parameter instanceof ReferenceType reference
                                        && reference.nullable()
                                        && isPassed(reference)))
                && type.results().stream()
                        .allMatch(result -> !(result instanceof VectorType)
                                && (!(result instanceof ReferenceType reference) || isPassed(reference)));
    }

    private static boolean isPassed(ReferenceType type) {
        return Subtyping.top(type.heapType()) != Code.EXNREF.heapType();
    }

    private AddressType tableAddresses() {
        return module.exportDefinitions().stream()
                .filter(export ->
                        export.kind() == ExternKind.TABLE && export.name().equals("table"))
                .map(export -> module.table(export.index()).addressType())
                .findFirst()
                .orElse(null);
    }
}
