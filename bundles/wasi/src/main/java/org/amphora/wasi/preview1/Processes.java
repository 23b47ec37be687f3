package org.amphora.wasi.preview1;

import org.amphora.api.ExitException;
import org.amphora.api.Memory;

/** The end of the process, and randomness. */
final class Processes {
    private Processes() {}

    /** {@code proc_exit}: what ends the guest; to be thrown. */
    static ExitException exit(int code) {
        return new ExitException(code);
    }

    /** {@code sched_yield}: lets other threads run. */
    @SuppressWarnings("ThreadPriorityCheck") // it is the guest that asks for it
    static void yieldThread() {
        Thread.yield();
    }

    /**
     * {@code random_get}: fills memory with random bytes, which are the same for every process unless randomness was
     * granted.
     *
     * <p>With {@code buf} = 1 and {@code bufLen} = 5, memory is afterwards
     *
     * <pre>
     *   0   1                        6
     *   ├───┼────────────────────────┼───┤
     *   │ ? │ five random bytes      │ ? │
     * </pre>
     *
     * @param buf where they are written
     * @param bufLen how many
     *     <p>Errors: {@code EFAULT} if they lie outside of the memory; then none is written
     */
    static void random(WasiProcess process, Memory memory, long buf, long bufLen) {
        process.randomBytes(memory, buf, memory.checked(buf, (int) bufLen));
    }
}
