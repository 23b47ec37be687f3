package org.amphora.api;

/**
 * The type of a value: a number, a vector or a reference (WebAssembly 3.0, section 2.3.5, <i>Value Types</i>).
 *
 * <p>Values travel between Java and Wasm in 64-bit slots; {@link #slots()} says how many a value takes:
 *
 * <table>
 * <caption>Values in slots</caption>
 * <tr><th>type</th><th>slots</th><th>content</th></tr>
 * <tr><td>i32</td><td>1</td><td>low 32 bits; the upper bits are zero towards Java and ignored towards Wasm</td></tr>
 * <tr><td>i64</td><td>1</td><td>all 64 bits</td></tr>
 * <tr><td>f32</td><td>1</td><td>IEEE 754 bits in the low 32 bits, payloads of NaNs kept</td></tr>
 * <tr><td>f64</td><td>1</td><td>IEEE 754 bits, payloads of NaNs kept</td></tr>
 * <tr><td>v128</td><td>2</td><td>low half first</td></tr>
 * <tr><td>reference</td><td>1</td><td>a local handle, see {@link Instance#reference(long)}; 0 is null</td></tr>
 * </table>
 *
 * Value types are immutable and compare by value.
 */
public sealed interface ValueType permits NumberType, VectorType, ReferenceType {
    /** How many 64-bit slots a value of this type takes: 2 for v128, else 1. */
    int slots();

    /**
     * The letter of this type in a signature ({@link FunctionType#parse(String)}): {@code i I f F v r e} for i32, i64,
     * f32, f64, v128, funcref and externref, and {@code *} for a reference type that has no letter.
     */
    char letter();

    /** The name of this type in the text format, such as {@code i32} or {@code (ref null $2)}. */
    @Override
    String toString();
}
