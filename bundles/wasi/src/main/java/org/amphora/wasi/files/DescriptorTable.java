package org.amphora.wasi.files;

import java.io.IOException;
import java.util.concurrent.atomic.AtomicReferenceArray;

/** The descriptors of a process, by number. Thread-safe: looking one up takes no lock. */
public final class DescriptorTable {
    private final int limit;
    private final Object lock = new Object();
    private volatile AtomicReferenceArray<Descriptor> descriptors = new AtomicReferenceArray<>(16);
    private boolean closed;

    /** @param limit descriptors that the process may have at once */
    public DescriptorTable(int limit) {
        this.limit = limit;
    }

    /** The descriptor {@code fd}; fails with {@code EBADF} if there is none. */
    public Descriptor get(int fd) throws WasiException {
        AtomicReferenceArray<Descriptor> table = descriptors;
        Descriptor descriptor = fd >= 0 && fd < table.length() ? table.get(fd) : null;
        if (descriptor == null) {
            throw Errno.BADF.exception();
        }
        return descriptor;
    }

    /** As {@link #get(int)}; fails with {@code ENOTCAPABLE} if it gave up one of {@code rights}. */
    public Descriptor get(int fd, long rights) throws WasiException {
        Descriptor descriptor = get(fd);
        descriptor.require(rights);
        return descriptor;
    }

    /** Gives the lowest free number to {@code descriptor}; fails with {@code EMFILE} if there is none, and closes it. */
    public int add(Descriptor descriptor) throws IOException, WasiException {
        synchronized (lock) {
            int fd = 0;
            while (fd < descriptors.length() && descriptors.get(fd) != null) {
                fd++;
            }
            if (fd < limit && !closed) {
                room(fd);
                descriptors.set(fd, descriptor);
                return fd;
            }
        }
        descriptor.close();
        throw Errno.MFILE.exception();
    }

    private void room(int fd) {
        AtomicReferenceArray<Descriptor> old = descriptors;
        if (fd < old.length()) {
            return;
        }
        AtomicReferenceArray<Descriptor> grown = new AtomicReferenceArray<>(old.length() * 2);
        for (int i = 0; i < old.length(); i++) {
            grown.set(i, old.get(i));
        }
        descriptors = grown;
    }

    /** Frees the number {@code fd} and closes what it stood for. */
    public void close(int fd) throws IOException, WasiException {
        Descriptor descriptor;
        synchronized (lock) {
            descriptor = get(fd);
            descriptors.set(fd, null);
        }
        descriptor.close();
    }

    /** Lets {@code to} stand for what {@code from} stood for, closes what it stood for before, and frees {@code from}. */
    public void renumber(int from, int to) throws IOException, WasiException {
        Descriptor replaced;
        synchronized (lock) {
            Descriptor moved = get(from);
            replaced = get(to);
            if (from == to) {
                return;
            }
            descriptors.set(to, moved);
            descriptors.set(from, null);
        }
        replaced.close();
    }

    /** Closes all, and from now on whatever is added. */
    public void closeAll() throws IOException {
        synchronized (lock) {
            closed = true;
        }
        IOException failure = null;
        for (int fd = 0; fd < descriptors.length(); fd++) {
            Descriptor descriptor;
            synchronized (lock) {
                descriptor = descriptors.getAndSet(fd, null);
            }
            try {
                if (descriptor != null) {
                    descriptor.close();
                }
            } catch (IOException e) {
                failure = e;
            }
        }
        if (failure != null) {
            throw failure;
        }
    }
}
