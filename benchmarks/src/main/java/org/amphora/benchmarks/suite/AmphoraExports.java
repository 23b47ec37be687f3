package org.amphora.benchmarks.suite;

import java.util.Arrays;
import org.amphora.api.Function;
import org.amphora.api.Instance;
import org.amphora.benchmarks.worker.Exports;

/**
 * An instance in Amphora.
 *
 * @param instance that
 */
record AmphoraExports(Instance instance) implements Exports {
    @Override
    public long call(String function, int... parameters) {
        return call(instance.function(function), parameters);
    }

    @Override
    public double callForDouble(String function, int... parameters) {
        return Double.longBitsToDouble(call(function, parameters));
    }

    @Override
    public void invoke(int element, int... parameters) {
        call((Function) instance.table("__indirect_function_table").get(element), parameters);
    }

    private static long call(Function function, int... parameters) {
        long[] results = function.call(Arrays.stream(parameters).asLongStream().toArray());
        return results.length == 0 ? 0 : results[0];
    }

    @Override
    public int readInt(int address) {
        return instance.memory().readInt(address);
    }

    @Override
    public void write(int address, byte[] bytes) {
        instance.memory().write(address, bytes, 0, bytes.length);
    }
}
