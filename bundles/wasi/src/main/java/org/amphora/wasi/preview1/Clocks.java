package org.amphora.wasi.preview1;

import org.amphora.api.Memory;
import org.amphora.wasi.files.WasiException;

/** Clocks. */
final class Clocks {
    private Clocks() {}

    /**
     * {@code clock_res_get}: writes how finely a clock ticks, in nanoseconds.
     *
     * <p>With {@code id} = 0, {@code resolution} = 1 and the default clock, which ticks each microsecond, memory is afterwards
     *
     * <pre>
     *   0   1                         9
     *   ├───┼─────────────────────────┼───┤
     *   │ ? │ e8 03 00 00 00 00 00 00 │ ? │
     * </pre>
     *
     * @param id 0 for the wall clock, 1 for the monotonic one
     * @param resolution where the 8 bytes are written
     *     <p>Errors: {@code EINVAL} for another clock, {@code EFAULT} if {@code resolution} lies outside of the memory
     */
    static void resolution(WasiProcess process, Memory memory, int id, long resolution) throws WasiException {
        memory.writeLong(resolution, process.clock(id).resolutionNanos());
    }

    /**
     * {@code clock_time_get}: writes the time of a clock, in nanoseconds; those of the wall clock since 1970.
     *
     * <p>With {@code id} = 0, {@code timestamp} = 16 and the default clock, memory is after the first call
     *
     * <pre>
     *   16                              24
     *   ├───────────────────────────────┤
     *   │ 00 00 1f a6 70 fc c5 16       │   1,640,995,200,000,000,000: 2022-01-01T00:00:00Z
     * </pre>
     *
     * <p>The parameter {@code precision}, how much the result may lag, is ignored: it does not.
     *
     * @param id 0 for the wall clock, 1 for the monotonic one
     * @param timestamp where the 8 bytes are written
     *     <p>Errors: {@code EINVAL} for another clock, {@code EFAULT} if {@code timestamp} lies outside of the memory
     */
    static void time(WasiProcess process, Memory memory, int id, long timestamp) throws WasiException {
        memory.checked(timestamp, Long.BYTES); // a failed call is no reading of a fake clock
        memory.writeLong(timestamp, process.clock(id).readNanos());
    }
}
