package org.amphora.benchmarks.graalwasm;

import java.nio.ByteOrder;
import java.util.Arrays;
import org.amphora.benchmarks.worker.Exports;
import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.Value;

/** An instance in GraalWasm. */
final class GraalWasmExports implements Exports {
    private final Context context;
    private final Value exports;
    private final Value memory;
    private Value invoker;

    /**
     * Finds its memory.
     *
     * @param imported the memory, if the module does not export one
     */
    GraalWasmExports(Context context, Value exports, Value imported) {
        this.context = context;
        this.exports = exports;
        this.memory = imported != null
                ? imported
                : exports.getMemberKeys().stream()
                        .map(exports::getMember)
                        .filter(Value::hasBufferElements)
                        .findFirst()
                        .orElseThrow();
    }

    @Override
    public long call(String function, int... parameters) {
        Value result = exports.getMember(function).execute(boxed(parameters));
        return result.isNumber() ? result.asLong() : 0;
    }

    @Override
    public double callForDouble(String function, int... parameters) {
        return exports.getMember(function).execute(boxed(parameters)).asDouble();
    }

    @Override
    public void invoke(int element, int... parameters) {
        if (invoker == null) {
            invoker = GraalWasm.invoker(context, exports.getMember("__indirect_function_table"));
        }
        invoker.executeVoid(element, parameters[0], parameters[1]);
    }

    @Override
    public int readInt(int address) {
        return memory.readBufferInt(ByteOrder.LITTLE_ENDIAN, address);
    }

    @Override
    public void write(int address, byte[] bytes) {
        for (int i = 0; i < bytes.length; i++) {
            memory.writeBufferByte(address + (long) i, bytes[i]);
        }
    }

    private static Object[] boxed(int[] parameters) {
        return Arrays.stream(parameters).boxed().toArray();
    }
}
