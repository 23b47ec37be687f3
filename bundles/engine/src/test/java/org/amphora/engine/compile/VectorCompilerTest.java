package org.amphora.engine.compile;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.stream.Stream;
import org.amphora.api.Engine;
import org.amphora.binary.WasmBytes;
import org.amphora.binary.opcode.Opcode;
import org.amphora.engine.Guests;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class VectorCompilerTest {
    private static final String NEGATED_FLOATS = "fd e1 01";

    static Stream<Opcode> vectors() {
        return Arrays.stream(Opcode.values()).filter(VectorCompiler::handles);
    }

    @ParameterizedTest
    @MethodSource("vectors")
    void hasCodeForEveryInstructionOnLongs(Opcode opcode) {
        run(opcode, "");
    }

    @ParameterizedTest
    @MethodSource("vectors")
    void hasCodeForEveryInstructionOnFloats(Opcode opcode) {
        run(opcode, NEGATED_FLOATS);
    }

    /** Runs the instruction on zeros; {@code more} is done with each vector before. */
    private static void run(Opcode opcode, String more) {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        body.write(0);
        int minus = opcode.signature().indexOf('-');
        for (int i = 0; i < minus; i++) {
            body.writeBytes(WasmBytes.hex(zero(opcode.signature().charAt(i), more)));
        }
        body.write(Opcode.PREFIX_VECTOR);
        WasmBytes.leb(body, opcode.code());
        body.writeBytes(new byte[immediates(opcode)]);
        if (minus + 1 < opcode.signature().length()) {
            body.writeBytes(WasmBytes.hex("1a"));
        }
        body.writeBytes(WasmBytes.hex("0b"));
        byte[] module = WasmBytes.module()
                .section(1, "01 60 00 00")
                .section(3, "01 00")
                .section(5, "01 00 01")
                .section(7, "01 01 66 00 00")
                .code(body.toByteArray())
                .toBytes();
        try (Engine engine = Guests.engine()) {
            engine.linker().instantiate(engine.compile(module)).function("f").call();
        }
    }

    private static String zero(char letter, String more) {
        return switch (letter) {
            case 'i' -> "41 00";
            case 'I' -> "42 00";
            case 'f' -> "43 00 00 00 00";
            case 'F' -> "44 00 00 00 00 00 00 00 00";
            default -> "fd 0c" + " 00".repeat(16) + more;
        };
    }

    private static int immediates(Opcode opcode) {
        return switch (opcode.immediates()) {
            case V128, SHUFFLE -> 16;
            case LANE -> 1;
            case MEMORY_ARGUMENT -> 2;
            case MEMORY_ARGUMENT_LANE -> 3;
            default -> 0;
        };
    }
}
