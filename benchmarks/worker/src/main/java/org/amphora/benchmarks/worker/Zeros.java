package org.amphora.benchmarks.worker;

import java.io.InputStream;

/** A stream of zeros without end: what is measured is not the stream. */
public final class Zeros extends InputStream {
    /** Any number of them are the same. */
    public Zeros() {}

    @Override
    public int available() {
        return Integer.MAX_VALUE;
    }

    @Override
    public int read() {
        return 0;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) {
        return length;
    }
}
