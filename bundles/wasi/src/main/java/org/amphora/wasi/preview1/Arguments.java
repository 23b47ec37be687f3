package org.amphora.wasi.preview1;

import org.amphora.api.Memory;

/** Arguments and environment. */
final class Arguments {
    private Arguments() {}

    /**
     * {@code args_get}: writes the arguments, as C wants them for {@code main}.
     *
     * <p>With the arguments {@code a} and {@code bc}, {@code argv} = 8 and {@code argv_buf} = 1, memory is afterwards
     *
     * <pre>
     *   0   1         3               6   8               12              16
     *   ├───┼─────────┼───────────────┼───┼───────────────┼───────────────┤
     *   │ ? │ 'a'  00 │ 'b'  'c'   00 │ ? │ 01 00 00 00   │ 03 00 00 00   │
     *       ^ argv_buf                    ^ argv
     * </pre>
     *
     * @param argv where a pointer of 4 bytes is written for each argument
     * @param argvBuf where the arguments are written, each ended by a NUL
     *     <p>Errors: {@code EFAULT} if either lies outside of the memory
     */
    static void args(WasiProcess process, Memory memory, long argv, long argvBuf) {
        process.args().writeTo(memory, argv, argvBuf);
    }

    /**
     * {@code args_sizes_get}: writes how much room {@link #args} needs.
     *
     * <p>With the arguments {@code a} and {@code bc}, {@code argc} = 0 and {@code argvBufSize} = 4, memory is afterwards
     *
     * <pre>
     *   0               4               8
     *   ├───────────────┼───────────────┤
     *   │ 02 00 00 00   │ 05 00 00 00   │
     * </pre>
     *
     * @param argc where the number of arguments is written
     * @param argvBufSize where the number of their bytes is written, NULs included
     *     <p>Errors: {@code EFAULT} if either lies outside of the memory
     */
    static void argsSizes(WasiProcess process, Memory memory, long argc, long argvBufSize) {
        process.args().writeSizesTo(memory, argc, argvBufSize);
    }

    /**
     * {@code environ_get}: writes the environment, as C wants it for {@code environ}.
     *
     * <p>With {@code a=b} and {@code b=cd}, {@code environ} = 11 and {@code environ_buf} = 1, memory is afterwards
     *
     * <pre>
     *   0   1                   5                        10  11              15              19
     *   ├───┼───────────────────┼────────────────────────┼───┼───────────────┼───────────────┤
     *   │ ? │ 'a'  '='  'b'  00 │ 'b'  '='  'c'  'd'  00 │ ? │ 01 00 00 00   │ 05 00 00 00   │
     *       ^ environ_buf                                    ^ environ
     * </pre>
     *
     * @param environ where a pointer of 4 bytes is written for each variable
     * @param environBuf where the variables are written as {@code key=value}, each ended by a NUL
     *     <p>Errors: {@code EFAULT} if either lies outside of the memory
     */
    static void environ(WasiProcess process, Memory memory, long environ, long environBuf) {
        process.env().writeTo(memory, environ, environBuf);
    }

    /**
     * {@code environ_sizes_get}: writes how much room {@link #environ} needs; the picture is that of {@link #argsSizes}.
     *
     * @param environCount where the number of variables is written
     * @param environBufSize where the number of their bytes is written, {@code =} and NULs included
     *     <p>Errors: {@code EFAULT} if either lies outside of the memory
     */
    static void environSizes(WasiProcess process, Memory memory, long environCount, long environBufSize) {
        process.env().writeSizesTo(memory, environCount, environBufSize);
    }
}
