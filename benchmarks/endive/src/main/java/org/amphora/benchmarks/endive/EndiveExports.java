package org.amphora.benchmarks.endive;

import java.util.Arrays;
import org.amphora.benchmarks.worker.Exports;
import run.endive.runtime.Instance;

/**
 * An instance in Endive.
 *
 * @param instance that
 */
record EndiveExports(Instance instance) implements Exports {
    @Override
    public long call(String function, int... parameters) {
        return first(instance.export(function).apply(slots(parameters)));
    }

    @Override
    public double callForDouble(String function, int... parameters) {
        return Double.longBitsToDouble(call(function, parameters));
    }

    @Override
    public void invoke(int element, int... parameters) {
        instance.getMachine().call(instance.table(0).requiredRef(element), slots(parameters));
    }

    @Override
    public int readInt(int address) {
        return instance.memory().readInt(address);
    }

    @Override
    public void write(int address, byte[] bytes) {
        instance.memory().write(address, bytes);
    }

    private static long first(long[] results) {
        return results == null || results.length == 0 ? 0 : results[0];
    }

    private static long[] slots(int[] parameters) {
        return Arrays.stream(parameters).asLongStream().toArray();
    }
}
