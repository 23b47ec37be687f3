package org.amphora.api;

import java.nio.ByteBuffer;
import org.osgi.annotation.versioning.ProviderType;

/**
 * A linear memory of an instance, or one that the host made with {@link Engine#newMemory} (WebAssembly 3.0, section
 * 4.2.6).
 *
 * <p>Addresses are byte offsets; all numbers are little-endian and need no alignment. An address that comes out of an
 * i32 must be taken as unsigned, with {@link Integer#toUnsignedLong(int)}. Every method that takes an address throws a
 * {@link Trap} with {@link Trap.Kind#OUT_OF_BOUNDS_MEMORY_ACCESS} if any byte of the access lies outside, and has then
 * neither read nor written anything; a host function lets it pass to trap its caller, as a load of the guest would.
 *
 * <p>Not thread-safe, unless it is a {@link SharedMemory}.
 */
@ProviderType
public non-sealed interface Memory extends Extern {
    @Override
    MemoryType type();

    /** The size in pages. */
    long pages();

    /** The size in bytes. */
    long byteSize();

    /**
     * Adds {@code deltaPages} pages of zeros.
     *
     * @return the size before, in pages, or -1 if the memory's maximum or a limit forbids it or the heap has no room
     */
    long grow(long deltaPages);

    /** Reads a byte. */
    byte readByte(long address);

    /** Reads 2 bytes. */
    short readShort(long address);

    /** Reads 4 bytes. */
    int readInt(long address);

    /** Reads 8 bytes. */
    long readLong(long address);

    /** Reads 4 bytes as an IEEE 754 number. */
    float readFloat(long address);

    /** Reads 8 bytes as an IEEE 754 number. */
    double readDouble(long address);

    /** Writes a byte. */
    void writeByte(long address, byte value);

    /** Writes 2 bytes. */
    void writeShort(long address, short value);

    /** Writes 4 bytes. */
    void writeInt(long address, int value);

    /** Writes 8 bytes. */
    void writeLong(long address, long value);

    /** Writes an IEEE 754 number of 4 bytes. */
    void writeFloat(long address, float value);

    /** Writes an IEEE 754 number of 8 bytes. */
    void writeDouble(long address, double value);

    /** Copies {@code length} bytes from {@code address} into {@code target}, from {@code offset} on. */
    void read(long address, byte[] target, int offset, int length);

    /** Copies {@code length} bytes of {@code source}, from {@code offset} on, to {@code address}. */
    void write(long address, byte[] source, int offset, int length);

    /** A copy of {@code length} bytes from {@code address} on. */
    default byte[] read(long address, int length) {
        byte[] bytes = new byte[checked(address, length)];
        read(address, bytes, 0, length);
        return bytes;
    }

    /** Copies all of {@code source} to {@code address}. */
    default void write(long address, byte[] source) {
        write(address, source, 0, source.length);
    }

    /**
     * {@code length} bytes of UTF-8 from {@code address} on, as a string; malformed sequences become U+FFFD.
     *
     * @see java.nio.charset.StandardCharsets#UTF_8
     */
    default String readString(long address, int length) {
        return new String(read(address, length), java.nio.charset.StandardCharsets.UTF_8);
    }

    /**
     * Checks a range before it is used.
     *
     * @return {@code length}
     * @throws Trap if {@code length} is negative or any of the bytes lies outside
     */
    int checked(long address, int length);

    /** Sets {@code length} bytes from {@code address} on to {@code value}. */
    void fill(long address, long length, byte value);

    /** Copies {@code length} bytes from {@code source} to {@code target} in this memory; the ranges may overlap. */
    void copy(long target, long source, long length);

    /**
     * A little-endian buffer of {@code length} bytes from {@code address} on that reads and writes the memory itself, for
     * channels. It is detached when the memory grows: take a new one after every call into the guest.
     *
     * <p>A memory that is shared or has more than 2 GiB need not lie in one piece. Then the buffer has the bytes up to
     * the end of the piece: fewer than {@code length}, but at least one, unless none was asked for.
     */
    ByteBuffer view(long address, int length);
}
