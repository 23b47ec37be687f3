package org.amphora.engine.validate;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;

import java.io.ByteArrayOutputStream;
import org.amphora.api.WasmException;
import org.amphora.binary.BinaryDecoder;
import org.amphora.binary.opcode.Opcode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RulesTest {
    private static final int UNREACHABLE = 0;
    private static final int MOST_IMMEDIATE_BYTES = 20;

    @ParameterizedTest
    @EnumSource(Opcode.class)
    void everyInstructionOfTheTableHasATypingRule(Opcode opcode) {
        assertDoesNotThrow(() -> validateBehindUnreachable(opcode), opcode + " has no rule");
    }

    /** That what is validated is invalid in most cases does not matter here. */
    private static void validateBehindUnreachable(Opcode opcode) {
        try {
            ModuleValidator.validate(BinaryDecoder.decode(moduleWith(opcode)));
        } catch (WasmException e) {
            assertDoesNotThrow(e::getMessage);
        }
    }

    private static byte[] moduleWith(Opcode opcode) {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        body.write(0); // no locals
        body.write(UNREACHABLE);
        if (opcode.prefix() != 0) {
            body.write(opcode.prefix());
        }
        for (int code = opcode.code(); ; code >>>= 7) {
            boolean last = code < 0x80 || opcode.prefix() == 0;
            body.write(last ? code : (code & 0x7f) | 0x80);
            if (last) {
                break;
            }
        }
        body.writeBytes(new byte[MOST_IMMEDIATE_BYTES]);
        body.write(0x0b);
        ByteArrayOutputStream module = new ByteArrayOutputStream();
        module.writeBytes(new byte[] {0, 'a', 's', 'm', 1, 0, 0, 0});
        module.writeBytes(new byte[] {1, 4, 1, 0x60, 0, 0}); // type 0 is () -> ()
        module.writeBytes(new byte[] {3, 2, 1, 0}); // function 0 is of type 0
        module.writeBytes(new byte[] {10, (byte) (body.size() + 2), 1, (byte) body.size()});
        module.writeBytes(body.toByteArray());
        return module.toByteArray();
    }
}
