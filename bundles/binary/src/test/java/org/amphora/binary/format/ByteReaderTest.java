package org.amphora.binary.format;

import static org.amphora.binary.WasmBytes.hex;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.function.ToLongFunction;
import org.amphora.api.MalformedModuleException;
import org.junit.jupiter.api.Test;

class ByteReaderTest {
    private static final String TOO_LARGE = "integer too large: more than 32 bits (at offset 0x0)";
    private static final String TOO_LONG =
            "integer representation too long: more than 5 bytes for 32 bits (at offset 0x0)";

    private static long read(String bytes, ToLongFunction<ByteReader> read) {
        return read.applyAsLong(new ByteReader(hex(bytes), 0));
    }

    private static String refused(String bytes, ToLongFunction<ByteReader> read) {
        return assertThrows(MalformedModuleException.class, () -> read(bytes, read))
                .getMessage();
    }

    @Test
    void readsUnsignedNumbers() {
        assertEquals(0x7f, read("7f", ByteReader::u32));
        assertEquals(0x80, read("80 01", ByteReader::u32));
        assertEquals(3, read("83 80 80 80 00", ByteReader::u32));
        assertEquals(-1, read("ff ff ff ff 0f", ByteReader::u32));
        assertEquals(-1, read("ff ff ff ff ff ff ff ff ff 01", ByteReader::u64));
    }

    @Test
    void readsSignedNumbers() {
        assertEquals(-1, read("7f", ByteReader::s32));
        assertEquals(63, read("3f", ByteReader::s32));
        assertEquals(64, read("c0 00", ByteReader::s32));
        assertEquals(-128, read("80 7f", ByteReader::s32));
        assertEquals(Integer.MIN_VALUE, read("80 80 80 80 78", ByteReader::s32));
        assertEquals(Integer.MAX_VALUE, read("ff ff ff ff 07", ByteReader::s32));
        assertEquals(0xffffffffL, read("ff ff ff ff 0f", ByteReader::s33));
        assertEquals(-16, read("70", ByteReader::s33));
        assertEquals(Long.MIN_VALUE, read("80 80 80 80 80 80 80 80 80 7f", ByteReader::s64));
        assertEquals(Long.MAX_VALUE, read("ff ff ff ff ff ff ff ff ff 00", ByteReader::s64));
    }

    @Test
    void refusesNumbersWithUnusedBitsSet() {
        assertEquals(TOO_LARGE, refused("ff ff ff ff 1f", ByteReader::u32));
        assertEquals(TOO_LARGE, refused("80 80 80 80 70", ByteReader::u32));
        assertEquals(TOO_LARGE, refused("80 80 80 80 08", ByteReader::s32));
        assertEquals(TOO_LARGE, refused("ff ff ff ff 6f", ByteReader::s32));
        assertEquals(
                "integer too large: more than 64 bits (at offset 0x0)",
                refused("80 80 80 80 80 80 80 80 80 02", ByteReader::u64));
    }

    @Test
    void refusesNumbersWithTooManyBytes() {
        assertEquals(TOO_LONG, refused("80 80 80 80 80 00", ByteReader::u32));
        assertEquals(TOO_LONG, refused("ff ff ff ff ff 7f", ByteReader::s32));
    }

    @Test
    void refusesToReadBeyondTheEnd() {
        String end = "unexpected end of section or function (at offset 0x2)";
        assertEquals(end, refused("80 80", ByteReader::u32));
        assertEquals(end, refused("01 02", ByteReader::fixed32));
        assertEquals(end, refused("01 02", ByteReader::fixed64));
        assertEquals(end, refused("01 02", in -> {
            in.skip(3);
            return 0;
        }));
    }
}
