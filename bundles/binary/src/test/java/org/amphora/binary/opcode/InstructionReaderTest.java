package org.amphora.binary.opcode;

import static org.amphora.binary.WasmBytes.module;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.amphora.api.AbstractHeapType;
import org.amphora.api.FunctionType;
import org.amphora.api.InvalidModuleException;
import org.amphora.api.MalformedModuleException;
import org.amphora.api.NumberType;
import org.amphora.binary.BinaryDecoder;
import org.amphora.binary.module.FunctionBody;
import org.amphora.binary.module.ModuleDefinition;
import org.junit.jupiter.api.Test;

class InstructionReaderTest {
    /** A function with that code; the code begins at offset 0x1b, if it takes less than 127 bytes. */
    private static InstructionReader reader(String code) {
        ModuleDefinition module = BinaryDecoder.decode(module().section(1, "01 60 01 7f 01 7e")
                .section(3, "01 00")
                .section(12, "00")
                .code("00" + code)
                .section(11, "00")
                .toBytes());
        FunctionBody body = module.body(0);
        return new InstructionReader(module, body.from(), body.to());
    }

    private static InstructionReader first(String code) {
        InstructionReader reader = reader(code);
        reader.next();
        return reader;
    }

    private static String malformed(String code) {
        InstructionReader reader = reader(code);
        return assertThrows(MalformedModuleException.class, () -> {
                    while (reader.next()) {}
                })
                .getMessage();
    }

    @Test
    void deliversTheLastEndAndThenNothing() {
        InstructionReader reader = reader("02 40 01 0b 0b");
        StringBuilder text = new StringBuilder();
        while (reader.next()) {
            text.append(reader.opcode())
                    .append(" 0x")
                    .append(Integer.toHexString(reader.offset()))
                    .append(' ');
        }
        assertEquals("block 0x1c nop 0x1e end 0x1f end 0x20 ", text.toString());
        assertFalse(reader.next());
    }

    @Test
    void readsConstants() {
        assertEquals(-1, first("41 7f 0b").bits());
        assertEquals(
                Long.MIN_VALUE, first("42 80 80 80 80 80 80 80 80 80 7f 0b").bits());
        assertEquals(0xffc00001L, first("43 01 00 c0 ff 0b").bits());
        assertEquals(0x7ff0000000000001L, first("44 01 00 00 00 00 00 f0 7f 0b").bits());
    }

    @Test
    void readsIndices() {
        InstructionReader indirect = first("11 05 06 0b");
        assertEquals(5, indirect.index());
        assertEquals(6, indirect.secondIndex());
        InstructionReader init = first("fc 0c 02 03 0b");
        assertEquals(Opcode.TABLE_INIT, init.opcode());
        assertEquals(2, init.index());
        assertEquals(3, init.secondIndex());
        assertEquals(-1, first("20 ff ff ff ff 0f 0b").index());
    }

    @Test
    void readsMemoryArguments() {
        InstructionReader load = first("28 02 ff ff ff ff 0f 0b");
        assertEquals(2, load.alignment());
        assertEquals(0, load.index());
        assertEquals(0xffffffffL, load.memoryOffset());
        InstructionReader other = first("36 43 05 10 0b");
        assertEquals(3, other.alignment());
        assertEquals(5, other.index());
        assertEquals(16, other.memoryOffset());
    }

    @Test
    void readsLabelsWithTheDefaultLast() {
        InstructionReader table = first("0e 03 00 01 02 07 0b");
        assertArrayEquals(new int[] {0, 1, 2, 7}, table.labels());
        assertEquals(7, table.index());
        assertArrayEquals(new int[] {9}, first("0e 00 09 0b").labels());
    }

    @Test
    void readsTypes() {
        assertEquals(FunctionType.parse("-"), first("02 40 0b 0b").blockType());
        assertEquals(FunctionType.parse("-F"), first("03 7c 0b 0b").blockType());
        assertEquals(FunctionType.parse("i-I"), first("04 00 0b 0b").blockType());
        assertEquals("() -> ((ref func))", first("02 64 70 0b 0b").blockType().toString());
        assertEquals(List.of(NumberType.I32), first("1c 01 7f 0b").selectTypes());
        assertEquals(AbstractHeapType.EXTERN, first("d0 6f 0b").heapType());
        assertEquals(
                "(func (param i32) (result i64))", first("d0 00 0b").heapType().toString());
    }

    @Test
    void refusesWhatItDoesNotKnow() {
        assertEquals("illegal opcode ff (at offset 0x1c)", malformed("ff 0b"));
        assertEquals("illegal opcode fc 12 (at offset 0x1d)", malformed("01 fc 12 0b"));
        assertEquals("illegal opcode fd 9a (at offset 0x1c)", malformed("fd 9a 01 0b"));
        assertEquals(
                "malformed br_on_cast flags 0x4: at most 0x3 is allowed (at offset 0x1c)",
                malformed("fb 18 04 00 6e 6e"));
        assertEquals("malformed catch clause 0x4 (at offset 0x1f)", malformed("1f 40 01 04 00 0b 0b"));
        assertEquals("zero byte expected: atomic.fence is followed by 0x1 (at offset 0x1c)", malformed("fe 03 01 0b"));
    }

    @Test
    void readsCatchClausesCastsAndVectors() {
        InstructionReader table = first("1f 40 02 01 05 02 02 01 0b 0b");
        assertEquals(
                List.of(
                        new CatchClause(CatchClause.Kind.CATCH_REF, 5, 2),
                        new CatchClause(CatchClause.Kind.CATCH_ALL, -1, 1)),
                table.catches());
        InstructionReader cast = first("fb 18 02 03 6e 6b 0b");
        assertEquals(3, cast.index());
        assertEquals("(ref any)", cast.castFrom().toString());
        assertEquals("structref", cast.castTo().toString());
        InstructionReader vector = first("fd 0c 01 00 00 00 00 00 00 02 03 00 00 00 00 00 00 04 0b");
        assertEquals(0x0200_0000_0000_0001L, vector.bits());
        assertEquals(0x0400_0000_0000_0003L, vector.highBits());
        InstructionReader load = first("fd 54 40 01 10 0f 0b");
        assertEquals(1, load.index());
        assertEquals(16, load.memoryOffset());
        assertEquals(15, load.lane());
    }

    @Test
    void endsATryWhereItIsDelegated() {
        InstructionReader reader = first("06 40 18 00 0b");
        assertTrue(reader.next());
        assertEquals(Opcode.DELEGATE, reader.opcode());
        assertTrue(reader.next());
        assertEquals(Opcode.END, reader.opcode());
        assertFalse(reader.next());
    }

    @Test
    void refusesMalformedImmediates() {
        assertEquals("malformed block type -5 (at offset 0x1c)", malformed("02 fb 7f 0b 0b"));
        assertEquals("malformed value type 0x41 (at offset 0x1d)", malformed("02 41 0b 0b"));
        assertEquals(
                "malformed memop flags 0x80: less than 0x80 is allowed (at offset 0x1c)", malformed("28 80 01 00 0b"));
        assertEquals(
                "integer representation too long: more than 5 bytes for 32 bits (at offset 0x1d)",
                malformed("41 80 80 80 80 80 00 0b"));
        assertEquals("integer too large: more than 32 bits (at offset 0x1d)", malformed("41 80 80 80 80 10 0b"));
        assertEquals(
                "integer too large: more than 64 bits (at offset 0x1d)",
                malformed("42 80 80 80 80 80 80 80 80 80 01 0b"));
        InstructionReader block = first("02 01 0b 0b");
        assertEquals(1, block.blockTypeIndex());
        assertThrows(InvalidModuleException.class, block::blockType);
    }

    @Test
    void refusesCodeThatEndsTooEarlyOrTooLate() {
        assertEquals(
                "section size mismatch: the code ends at offset 0x1d and should end at 0x1e (at offset 0x1c)",
                malformed("0b 0b"));
        // without its end, the code runs into the data section
        assertEquals("unexpected end of section or function (at offset 0x21)", malformed("02 40"));
    }
}
