package org.amphora.binary.opcode;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;

import org.amphora.api.FunctionType;
import org.junit.jupiter.api.Test;

class OpcodeTest {
    @Test
    void findsEveryInstructionByItsEncoding() {
        for (Opcode opcode : Opcode.values()) {
            Opcode found = opcode.prefix() == 0 ? Opcode.of(opcode.code()) : Opcode.of(opcode.prefix(), opcode.code());
            assertSame(opcode, found, opcode.text());
        }
    }

    @Test
    void findsNothingWhereThereIsNothing() {
        assertNull(Opcode.of(0xff));
        assertNull(Opcode.of(0x16));
        assertNull(Opcode.of(Opcode.PREFIX_MISCELLANEOUS, 0x12));
        assertNull(Opcode.of(Opcode.PREFIX_MISCELLANEOUS, -1));
        assertNull(Opcode.of(Opcode.PREFIX_VECTOR, 0x9a));
        assertNull(Opcode.of(Opcode.PREFIX_ATOMIC, 0x4f));
    }

    @Test
    void hasSignaturesThatCanBeRead() {
        for (Opcode opcode : Opcode.values()) {
            if (opcode.signature() != null) {
                assertEquals(
                        opcode.signature(),
                        FunctionType.parse(opcode.signature()).signature(),
                        opcode.text());
            }
        }
    }

    @Test
    void knowsTheWidthOfLoadsAndStoresOnly() {
        for (Opcode opcode : Opcode.values()) {
            boolean access = opcode.immediates() == Immediates.MEMORY_ARGUMENT
                    || opcode.immediates() == Immediates.MEMORY_ARGUMENT_LANE;
            assertEquals(access, opcode.accessBytes() > 0, opcode.text());
        }
        assertEquals(2, Opcode.I64_LOAD16_U.accessBytes());
        assertEquals(4, Opcode.I64_STORE32.accessBytes());
    }
}
