package org.amphora.engine.opcode;

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
        assertNull(Opcode.of(0x06));
        assertNull(Opcode.of(Opcode.PREFIX_MISCELLANEOUS, 18));
        assertNull(Opcode.of(Opcode.PREFIX_MISCELLANEOUS, -1));
        assertNull(Opcode.of(0xfd, 0));
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
            assertEquals(opcode.immediates() == Immediates.MEMORY_ARGUMENT, opcode.accessBytes() > 0, opcode.text());
        }
        assertEquals(2, Opcode.I64_LOAD16_U.accessBytes());
        assertEquals(4, Opcode.I64_STORE32.accessBytes());
    }
}
