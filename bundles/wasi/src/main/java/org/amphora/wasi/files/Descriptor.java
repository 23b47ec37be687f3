package org.amphora.wasi.files;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.attribute.FileTime;
import org.amphora.api.Instance;
import org.amphora.api.Memory;

/**
 * What a descriptor of a guest stands for. The methods here refuse, with the error number that POSIX has for a descriptor
 * which cannot do it; the kinds of descriptor override what they can. Thread-safe.
 */
public abstract class Descriptor implements Closeable {
    /** {@code fdflags}: writes go to the end of the file. */
    public static final int APPEND = 1;
    /** {@code fdflags}: written data are synchronised. */
    public static final int DSYNC = 2;
    /** {@code fdflags}: what cannot be done at once is not waited for. */
    public static final int NONBLOCK = 4;
    /** {@code fdflags}: read data are synchronised. */
    public static final int RSYNC = 8;
    /** {@code fdflags}: written data and metadata are synchronised. */
    public static final int SYNC = 16;

    /** {@code whence}: from the start. */
    public static final int SEEK_SET = 0;
    /** {@code whence}: from the present position. */
    public static final int SEEK_CUR = 1;
    /** {@code whence}: from the end. */
    public static final int SEEK_END = 2;

    private volatile long lost;
    private volatile long inheritedLost;

    Descriptor() {}

    /** What it is. */
    public abstract FileType type();

    /** Rights that it has as long as none are given up. */
    abstract long allRights();

    /** Rights that what is opened through it has, as long as none are given up. */
    long allInheritedRights() {
        return 0;
    }

    /** Rights that it has. */
    public final long rights() {
        return allRights() & ~lost;
    }

    /** Rights that what is opened through it has at most. */
    public final long inheritedRights() {
        return allInheritedRights() & ~inheritedLost;
    }

    /** Gives up all rights but these; fails with {@code ENOTCAPABLE} if it does not have them. */
    public final synchronized void keep(long rights, long inherited) throws WasiException {
        if ((rights & ~rights()) != 0 || (inherited & ~inheritedRights()) != 0) {
            throw Errno.NOTCAPABLE.exception();
        }
        lost |= rights() & ~rights;
        inheritedLost |= inheritedRights() & ~inherited;
    }

    /** Fails with {@code ENOTCAPABLE} if one of {@code rights} was given up; what it never had its methods refuse. */
    public final void require(long rights) throws WasiException {
        if ((lost & rights) != 0) {
            throw Errno.NOTCAPABLE.exception();
        }
    }

    /** Fails with {@code ENOTCAPABLE} if what is opened through it cannot have one of {@code rights}. */
    final void requireInherited(long rights) throws WasiException {
        if ((inheritedLost & rights) != 0) {
            throw Errno.NOTCAPABLE.exception();
        }
    }

    /** Itself, which was opened through {@code opener} and has no right that this gave up. */
    final Descriptor openedThrough(Descriptor opener) {
        lost = opener.inheritedLost;
        inheritedLost = opener.inheritedLost;
        return this;
    }

    /** Its {@code fdflags}. */
    public int flags() {
        return 0;
    }

    /** Sets its {@code fdflags}. */
    public void flags(int flags) throws WasiException {
        if (flags != flags()) {
            throw Errno.NOTSUP.exception();
        }
    }

    /** The name under which it was granted, in UTF-8; null if it was not. */
    public byte[] grantedName() {
        return null;
    }

    /** Reads up to {@code length} bytes to {@code address}; 0 is the end. Fails with {@code EAGAIN} where it would wait. */
    public int read(Memory memory, long address, int length) throws IOException, WasiException {
        throw Errno.BADF.exception();
    }

    /**
     * Writes up to {@code length} bytes from {@code address} on. Where it would wait it fails with {@code EAGAIN}, or waits
     * itself, until the call of {@code caller} is cancelled.
     */
    public int write(Instance caller, long address, int length) throws IOException, WasiException {
        throw Errno.BADF.exception();
    }

    /** Reads from a place of the file, and leaves its position alone. */
    public int readAt(Memory memory, long address, int length, long offset) throws IOException, WasiException {
        throw Errno.SPIPE.exception();
    }

    /** Writes to a place of the file, and leaves its position alone. */
    public int writeAt(Memory memory, long address, int length, long offset) throws IOException, WasiException {
        throw Errno.SPIPE.exception();
    }

    /** Moves the position, and returns it. */
    public long seek(long offset, int whence) throws IOException, WasiException {
        throw Errno.SPIPE.exception();
    }

    /** Its status. */
    public abstract FileStatus status() throws IOException, WasiException;

    /** Whether the host may keep a guest waiting that asks for more than reading and writing. */
    public boolean mayWait() {
        return false;
    }

    /** How many bytes can be read without waiting; 1 if that is not known. */
    public long available() throws IOException, WasiException {
        return 1;
    }

    /** Whether reading, or writing, would not wait; it was entered into {@code wait} for that. */
    public boolean ready(Wait wait, boolean writing) throws IOException, WasiException {
        return true;
    }

    /** Whether the other side is known to have closed a connection. */
    public boolean hungUp() {
        return false;
    }

    /** Has {@code wait} woken when it may have become ready; to be undone with {@link #leave}. */
    public void enter(Wait wait, boolean writing) throws IOException, WasiException {}

    /** Undoes {@link #enter}. */
    public void leave(Wait wait) {}

    /** Waits until it may be ready, unless it was told not to: then it fails with {@code EAGAIN}. */
    public final void await(Instance caller, boolean writing) throws IOException, WasiException {
        if ((flags() & NONBLOCK) != 0) {
            throw Errno.AGAIN.exception();
        }
        Wait.until(caller, this, writing);
    }

    /** Brings written data to the disk. */
    public void sync(boolean metadata) throws IOException, WasiException {
        throw Errno.INVAL.exception();
    }

    /** Makes the file {@code size} bytes long. */
    public void resize(long size) throws IOException, WasiException {
        throw Errno.INVAL.exception();
    }

    /** Makes the file at least {@code size} bytes long. */
    public void allocate(long size) throws IOException, WasiException {
        throw Errno.NODEV.exception();
    }

    /** Sets times; null leaves one alone. */
    public void times(FileTime accessed, FileTime modified) throws IOException, WasiException {
        throw Errno.BADF.exception();
    }

    /** Itself, if it is a directory. */
    public DirectoryDescriptor directory() throws WasiException {
        throw Errno.NOTDIR.exception();
    }

    /** Itself, if it is a socket. */
    public SocketDescriptor socket() throws WasiException {
        throw Errno.NOTSOCK.exception();
    }

    /** Gives up what it holds of the host. Idempotent. */
    @Override
    public void close() throws IOException {}
}
