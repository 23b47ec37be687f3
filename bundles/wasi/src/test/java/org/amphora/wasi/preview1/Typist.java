package org.amphora.wasi.preview1;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;

/** An input that blocks until the test types something, like a terminal. */
final class Typist extends InputStream {
    private static final int END = -1;

    private final BlockingQueue<Integer> typed = new LinkedBlockingQueue<>();
    private final CountDownLatch asked = new CountDownLatch(1);

    void type(String text) {
        for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
            typed.add(b & 0xff);
        }
    }

    void end() {
        typed.add(END);
    }

    /** Waits until somebody reads. */
    void awaitReader() throws InterruptedException {
        asked.await();
    }

    /** What nobody has read. */
    int left() {
        return typed.size();
    }

    @Override
    public int available() {
        return (int) typed.stream().takeWhile(b -> b != END).count();
    }

    @Override
    public int read() {
        asked.countDown();
        try {
            return typed.take();
        } catch (InterruptedException e) {
            throw new AssertionError("nobody may interrupt", e);
        }
    }

    @Override
    public int read(byte[] bytes, int offset, int length) {
        int n = 0;
        for (int b = read(); ; b = typed.remove()) {
            if (b == END) {
                return n == 0 ? END : n;
            }
            bytes[offset + n++] = (byte) b;
            if (n == length || typed.isEmpty() || typed.peek() == END) {
                return n;
            }
        }
    }
}
