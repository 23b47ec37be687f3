package org.amphora.benchmarks.worker;

/** What a script does with an instance. */
public interface Exports {
    /** Calls a function of i32 parameters; its result is an i32, an i64 or none, for which 0 stands. */
    long call(String function, int... parameters);

    /** Calls a function whose result is an f64. */
    double callForDouble(String function, int... parameters);

    /** Calls an element of the exported table {@code __indirect_function_table}; it takes i32, and has no result. */
    void invoke(int element, int... parameters);

    /** Reads four bytes of the memory. */
    int readInt(int address);

    /** Writes to the memory. */
    void write(int address, byte[] bytes);
}
