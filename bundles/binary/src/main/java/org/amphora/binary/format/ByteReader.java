package org.amphora.binary.format;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.amphora.api.MalformedModuleException;

/**
 * A cursor over bytes in the binary format (WebAssembly 3.0, section 5.2). Every read checks the end. Not thread-safe.
 *
 * <p>Unsigned 32-bit numbers are returned as {@code int}: compare them with {@link Integer#compareUnsigned}.
 */
public final class ByteReader {
    private final byte[] bytes;
    private final int end;
    private int position;

    /** Reads {@code bytes} from {@code position} to their end. */
    public ByteReader(byte[] bytes, int position) {
        this(bytes, position, bytes.length);
    }

    /** Reads {@code bytes} from {@code position} to before {@code end}. */
    public ByteReader(byte[] bytes, int position, int end) {
        this.bytes = bytes;
        this.position = position;
        this.end = end;
    }

    /** The offset of the next byte. */
    public int position() {
        return position;
    }

    /** Continues at {@code offset}. */
    public void position(int offset) {
        position = offset;
    }

    /** How many bytes are left. */
    public int remaining() {
        return end - position;
    }

    /** The next byte, unsigned. */
    public int u8() {
        if (position >= end) {
            throw unexpectedEnd();
        }
        return bytes[position++] & 0xff;
    }

    /** The next byte, unsigned, without moving on. */
    public int peek() {
        int value = u8();
        position--;
        return value;
    }

    /** Moves on by {@code count} bytes. */
    public void skip(int count) {
        if (count < 0 || count > remaining()) {
            throw unexpectedEnd();
        }
        position += count;
    }

    /** An unsigned LEB128 number of at most 32 bits. */
    public int u32() {
        if (position < end && bytes[position] >= 0) {
            return bytes[position++];
        }
        return (int) unsigned(32);
    }

    /** An unsigned LEB128 number of at most 64 bits. */
    public long u64() {
        return unsigned(64);
    }

    /** A signed LEB128 number of at most 32 bits. */
    public int s32() {
        return (int) signed(32);
    }

    /** A signed LEB128 number of at most 33 bits: an index if it is not negative, else the code of a type. */
    public long s33() {
        return signed(33);
    }

    /** A signed LEB128 number of at most 64 bits. */
    public long s64() {
        return signed(64);
    }

    private long unsigned(int bits) {
        int start = position;
        long value = 0;
        for (int shift = 0; ; shift += 7) {
            int b = lebByte(start, bits, shift);
            int left = bits - shift;
            if (left < 7 && (b & 0x7f) >>> left != 0) {
                throw new MalformedModuleException("integer too large: more than " + bits + " bits", start);
            }
            value |= (long) (b & 0x7f) << shift;
            if (b < 0x80) {
                return value;
            }
        }
    }

    private long signed(int bits) {
        int start = position;
        long value = 0;
        for (int shift = 0; ; shift += 7) {
            int b = lebByte(start, bits, shift);
            int left = bits - shift;
            if (left < 7) {
                // what lies above the highest bit must repeat it
                int above = (b << 25 >> 25) >> (left - 1);
                if (above != 0 && above != -1) {
                    throw new MalformedModuleException("integer too large: more than " + bits + " bits", start);
                }
            }
            value |= (long) (b & 0x7f) << shift;
            if (b < 0x80) {
                int used = shift + 7;
                return used < 64 ? value << (64 - used) >> (64 - used) : value;
            }
        }
    }

    private int lebByte(int start, int bits, int shift) {
        if (shift >= bits) {
            throw new MalformedModuleException(
                    "integer representation too long: more than " + (bits + 6) / 7 + " bytes for " + bits + " bits",
                    start);
        }
        return u8();
    }

    /** Four bytes, little-endian. */
    public int fixed32() {
        if (remaining() < 4) {
            throw unexpectedEnd();
        }
        int value = (bytes[position] & 0xff)
                | (bytes[position + 1] & 0xff) << 8
                | (bytes[position + 2] & 0xff) << 16
                | bytes[position + 3] << 24;
        position += 4;
        return value;
    }

    /** Eight bytes, little-endian. */
    public long fixed64() {
        if (remaining() < 8) {
            throw unexpectedEnd();
        }
        return (fixed32() & 0xffff_ffffL) | (long) fixed32() << 32;
    }

    /**
     * The length of a vector. It is not larger than the module, but may still be a lie: reserve no space for it before
     * {@link #capacity} was asked.
     */
    public int count() {
        int start = position;
        int count = u32();
        if (count < 0 || count > bytes.length) {
            throw new MalformedModuleException(
                    "length out of bounds: " + Integer.toUnsignedString(count) + " in a module of " + bytes.length
                            + " bytes",
                    start);
        }
        return count;
    }

    /** How many of {@code count} elements the remaining bytes can hold if each takes at least {@code minimumBytes}. */
    public int capacity(int count, int minimumBytes) {
        return Math.min(count, remaining() / minimumBytes);
    }

    /** A name: a length and that many bytes of UTF-8. */
    public String name() {
        int start = position;
        int length = count();
        int from = position;
        if (length > remaining()) {
            throw new MalformedModuleException(
                    "length out of bounds: a name of " + length + " bytes, " + remaining() + " are left", start);
        }
        position += length;
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes, from, length))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new MalformedModuleException("malformed UTF-8 encoding of a name", start);
        }
    }

    private MalformedModuleException unexpectedEnd() {
        return new MalformedModuleException("unexpected end of section or function", end);
    }
}
