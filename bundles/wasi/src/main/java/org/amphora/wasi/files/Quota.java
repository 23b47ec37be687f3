package org.amphora.wasi.files;

import java.util.concurrent.atomic.AtomicLong;

/** What a process may still add to the files of its directories; all its descriptors share it. Thread-safe. */
public final class Quota {
    private final AtomicLong bytes;
    private final AtomicLong files;

    /**
     * The quota of a process; {@link Long#MAX_VALUE} for no limit.
     *
     * @param bytes that it may write, whether or not they are there at the end
     * @param files that it may make more than it removes
     */
    public Quota(long bytes, long files) {
        this.bytes = new AtomicLong(bytes);
        this.files = new AtomicLong(files);
    }

    /** Takes as many of {@code wanted} bytes as there are; fails with {@code EDQUOT} if there are none. */
    int takeBytes(int wanted) throws WasiException {
        int taken = (int) Math.min(wanted, bytes.getAndUpdate(left -> minus(left, Math.min(wanted, left))));
        if (taken < wanted && taken == 0) {
            throw Errno.DQUOT.exception();
        }
        return taken;
    }

    /** Takes {@code wanted} bytes; fails with {@code EDQUOT} if there are fewer. */
    void takeAllBytes(long wanted) throws WasiException {
        if (bytes.getAndUpdate(left -> left < wanted ? left : minus(left, wanted)) < wanted) {
            throw Errno.DQUOT.exception();
        }
    }

    /** Gives back what was taken and not written. */
    void giveBackBytes(long unused) {
        bytes.updateAndGet(left -> minus(left, -unused));
    }

    /** Takes a file, directory or link; fails with {@code EDQUOT} if there are no more. */
    void addFile() throws WasiException {
        if (files.getAndUpdate(left -> left == 0 ? 0 : minus(left, 1)) == 0) {
            throw Errno.DQUOT.exception();
        }
    }

    /** One was removed, or not made after all. */
    void removeFile() {
        files.updateAndGet(left -> minus(left, -1));
    }

    /** No limit stays none. */
    private static long minus(long left, long n) {
        return left == Long.MAX_VALUE ? left : left - n;
    }
}
