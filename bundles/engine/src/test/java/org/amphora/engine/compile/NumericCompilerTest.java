package org.amphora.engine.compile;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.invoke.MethodType;
import java.util.Arrays;
import java.util.stream.Stream;
import org.amphora.api.Feature;
import org.amphora.binary.opcode.Immediates;
import org.amphora.binary.opcode.Opcode;
import org.amphora.engine.runtime.ByteAccess;
import org.amphora.engine.runtime.Numerics;
import org.amphora.engine.validate.Limitations;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class NumericCompilerTest {
    @ParameterizedTest
    @MethodSource("supported")
    void hasCodeForEveryNumericInstructionAndMemoryAccess(Opcode opcode) {
        if (opcode.accessBytes() > 0) {
            String name = NumericCompiler.methodName(opcode);
            assertTrue(has(ByteAccess.class, name, opcode, "[B"), opcode + " has no method");
            assertTrue(has(ByteAccess.class, name, opcode, "[BI"), opcode + " has no method with an offset");
        } else if (NumericCompiler.handles(opcode)
                && opcode.immediates() == Immediates.NONE
                && !NumericCompiler.direct(opcode)) {
            for (String name : NumericCompiler.methodNames(opcode)) {
                assertTrue(has(Numerics.class, name, opcode, ""), opcode + " has no method " + name);
            }
        }
    }

    static Stream<Opcode> supported() {
        return Arrays.stream(Opcode.values())
                .filter(opcode -> !VectorCompiler.handles(opcode) && opcode.feature() != Feature.ATOMICS)
                .filter(opcode ->
                        opcode.feature() == null || Limitations.supported().contains(opcode.feature()));
    }

    private static boolean has(Class<?> owner, String name, Opcode opcode, String more) {
        String descriptor = NumericCompiler.descriptor(opcode.signature()).replace(")", more + ")");
        return Arrays.stream(owner.getMethods())
                .anyMatch(m -> m.getName().equals(name)
                        && MethodType.methodType(m.getReturnType(), m.getParameterTypes())
                                .toMethodDescriptorString()
                                .equals(descriptor));
    }
}
