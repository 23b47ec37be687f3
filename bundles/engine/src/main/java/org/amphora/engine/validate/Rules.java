package org.amphora.engine.validate;

import org.amphora.api.AbstractHeapType;

/**
 * The typing rules of all instructions (WebAssembly 3.0, section 3.4): each family has its own; the opcode table has the
 * rest. A switch, not a table of functions: at start that would cost a class for each, whether it is needed or not.
 */
final class Rules {
    private Rules() {}

    /** Checks the instruction that {@code code} stands at, and does to its stack what the instruction would do. */
    static void apply(CodeState code) {
        switch (code.reader().opcode().immediates()) {
            case MEMORY_ARGUMENT -> MemoryRules.access(code);
            case MEMORY_ARGUMENT_LANE -> VectorRules.laneAccess(code);
            case LANE -> VectorRules.lane(code);
            default -> applyTo(code);
        }
    }

    private static void applyTo(CodeState code) {
        switch (code.reader().opcode()) {
            case UNREACHABLE -> code.markUnreachable();
            case BLOCK, LOOP, TRY -> ControlRules.block(code);
            case IF -> ControlRules.conditional(code);
            case ELSE -> ControlRules.alternative(code);
            case END -> ControlRules.end(code);
            case BR -> ControlRules.branch(code);
            case BR_IF -> ControlRules.branchIf(code);
            case BR_TABLE -> ControlRules.branchTable(code);
            case RETURN -> ControlRules.returnFromFunction(code);
            case BR_ON_NULL -> ControlRules.branchOnNull(code);
            case BR_ON_NON_NULL -> ControlRules.branchOnNonNull(code);
            case BR_ON_CAST -> ControlRules.branchOnCast(code);
            case BR_ON_CAST_FAIL -> ControlRules.branchOnCastFail(code);

            case THROW -> ExceptionRules.throwTag(code);
            case THROW_REF -> ExceptionRules.throwReference(code);
            case TRY_TABLE -> ExceptionRules.tryTable(code);
            case CATCH -> ExceptionRules.catchTag(code);
            case CATCH_ALL -> ExceptionRules.catchAll(code);
            case DELEGATE -> ExceptionRules.delegate(code);
            case RETHROW -> ExceptionRules.rethrow(code);

            case CALL -> CallRules.call(code);
            case CALL_INDIRECT -> CallRules.callIndirect(code);
            case CALL_REF -> CallRules.callReference(code);
            case RETURN_CALL -> CallRules.returnCall(code);
            case RETURN_CALL_INDIRECT -> CallRules.returnCallIndirect(code);
            case RETURN_CALL_REF -> CallRules.returnCallReference(code);

            case DROP -> code.popAny();
            case SELECT -> ParametricRules.select(code);
            case SELECT_TYPED -> ParametricRules.selectTyped(code);

            case LOCAL_GET -> VariableRules.localGet(code);
            case LOCAL_SET -> VariableRules.localSet(code);
            case LOCAL_TEE -> VariableRules.localTee(code);
            case GLOBAL_GET -> VariableRules.globalGet(code);
            case GLOBAL_SET -> VariableRules.globalSet(code);

            case TABLE_GET -> TableRules.get(code);
            case TABLE_SET -> TableRules.set(code);
            case TABLE_SIZE -> TableRules.size(code);
            case TABLE_GROW -> TableRules.grow(code);
            case TABLE_FILL -> TableRules.fill(code);
            case TABLE_COPY -> TableRules.copy(code);
            case TABLE_INIT -> TableRules.init(code);
            case ELEM_DROP -> TableRules.dropSegment(code);

            case MEMORY_SIZE -> MemoryRules.size(code);
            case MEMORY_GROW -> MemoryRules.grow(code);
            case MEMORY_FILL -> MemoryRules.fill(code);
            case MEMORY_COPY -> MemoryRules.copy(code);
            case MEMORY_INIT -> MemoryRules.init(code);
            case DATA_DROP -> MemoryRules.dataSegment(code);
            case ATOMIC_FENCE -> {}

            case REF_NULL -> ReferenceRules.makeNull(code);
            case REF_IS_NULL -> ReferenceRules.isNull(code);
            case REF_AS_NON_NULL -> ReferenceRules.asNonNull(code);
            case REF_FUNC -> ReferenceRules.function(code);
            case REF_EQ -> ReferenceRules.equal(code);
            case REF_TEST, REF_TEST_NULL -> ReferenceRules.test(code);
            case REF_CAST -> ReferenceRules.cast(code, false);
            case REF_CAST_NULL -> ReferenceRules.cast(code, true);
            case ANY_CONVERT_EXTERN -> ReferenceRules.convert(code, AbstractHeapType.EXTERN, AbstractHeapType.ANY);
            case EXTERN_CONVERT_ANY -> ReferenceRules.convert(code, AbstractHeapType.ANY, AbstractHeapType.EXTERN);
            case REF_I31 -> ReferenceRules.makeNumber(code);
            case I31_GET_S, I31_GET_U -> ReferenceRules.getNumber(code);

            case STRUCT_NEW -> AggregateRules.structNew(code);
            case STRUCT_NEW_DEFAULT -> AggregateRules.structNewDefault(code);
            case STRUCT_GET -> AggregateRules.structGet(code, false);
            case STRUCT_GET_S, STRUCT_GET_U -> AggregateRules.structGet(code, true);
            case STRUCT_SET -> AggregateRules.structSet(code);
            case ARRAY_NEW -> AggregateRules.arrayNew(code);
            case ARRAY_NEW_DEFAULT -> AggregateRules.arrayNewDefault(code);
            case ARRAY_NEW_FIXED -> AggregateRules.arrayNewFixed(code);
            case ARRAY_NEW_DATA -> AggregateRules.arrayNewData(code);
            case ARRAY_NEW_ELEM -> AggregateRules.arrayNewElements(code);
            case ARRAY_GET -> AggregateRules.arrayGet(code, false);
            case ARRAY_GET_S, ARRAY_GET_U -> AggregateRules.arrayGet(code, true);
            case ARRAY_SET -> AggregateRules.arraySet(code);
            case ARRAY_LEN -> AggregateRules.arrayLength(code);
            case ARRAY_FILL -> AggregateRules.arrayFill(code);
            case ARRAY_COPY -> AggregateRules.arrayCopy(code);
            case ARRAY_INIT_DATA -> AggregateRules.arrayInitData(code);
            case ARRAY_INIT_ELEM -> AggregateRules.arrayInitElements(code);

            case I8X16_SHUFFLE -> VectorRules.shuffle(code);

            default -> NumericRules.apply(code);
        }
    }
}
