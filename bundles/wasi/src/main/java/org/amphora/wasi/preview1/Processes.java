package org.amphora.wasi.preview1;

import org.amphora.api.ExitException;
import org.amphora.api.Instance;
import org.amphora.wasi.files.Errno;
import org.amphora.wasi.files.WasiException;

/** The end of the process, and randomness. */
final class Processes {
    private static final int LAST_SIGNAL = 30;
    /** None, CHLD, CONT, URG, WINCH. */
    private static final int IGNORED = 1 | 1 << 16 | 1 << 17 | 1 << 22 | 1 << 27;
    /** STOP, TSTP, TTIN, TTOU. */
    private static final int STOPPING = 1 << 18 | 1 << 19 | 1 << 20 | 1 << 21;

    private Processes() {}

    /**
     * {@code proc_exit}: what ends the guest; to be thrown. No code of the guest runs any more.
     *
     * @param code 0 if all went well, by custom
     */
    static ExitException exit(int code) {
        return new ExitException(code);
    }

    /**
     * {@code proc_raise}: sends a signal to the process itself. There are no handlers: what ends a process by default, ends
     * it with the exit code that a shell shows, 128 and the signal; what is ignored by default, is.
     *
     * @param signal 1 to 30, or 0 for nothing
     *     <p>Errors: {@code EINVAL} for another, {@code ENOTSUP} for those that stop a process
     */
    static void raise(int signal) throws WasiException {
        if (signal < 0 || signal > LAST_SIGNAL) {
            throw Errno.INVAL.exception();
        }
        if ((STOPPING >>> signal & 1) != 0) {
            throw Errno.NOTSUP.exception();
        }
        if ((IGNORED >>> signal & 1) == 0) {
            throw new ExitException(128 + signal);
        }
    }

    /** {@code sched_yield}: lets other threads run; never fails. */
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
     *     <p>Errors: {@code EFAULT} if they lie outside of the memory; then none is written. {@code EINTR} if the call was
     *     cancelled
     */
    static void random(WasiProcess process, Instance caller, long buf, long bufLen) throws WasiException {
        process.randomBytes(caller, buf, caller.memory().checked(buf, (int) bufLen));
    }
}
