package org.amphora.engine.compile;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.invoke.MethodType;
import java.util.Arrays;
import java.util.stream.Stream;
import org.amphora.api.Feature;
import org.amphora.binary.opcode.Immediates;
import org.amphora.binary.opcode.Opcode;
import org.amphora.engine.runtime.ByteAccess;
import org.amphora.engine.runtime.LargeAccess;
import org.amphora.engine.runtime.Numerics;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class NumericCompilerTest {
    @ParameterizedTest
    @MethodSource("others")
    void hasCodeForEveryNumericInstructionAndMemoryAccess(Opcode opcode) {
        if (opcode.accessBytes() > 0) {
            String name = NumericCompiler.methodName(opcode);
            String wide = "I" + opcode.signature().substring(1);
            assertTrue(has(ByteAccess.class, name, opcode.signature(), "[B"), opcode + " has no method");
            assertTrue(has(ByteAccess.class, name, opcode.signature(), "[BI"), opcode + " has none with an offset");
            assertTrue(has(ByteAccess.class, name, wide, "[BI"), opcode + " has none for 64-bit addresses");
            assertTrue(
                    has(LargeAccess.class, name, opcode.signature(), "[[BJ"), opcode + " has none for large memories");
            assertTrue(has(LargeAccess.class, name, wide, "[[BJ"), opcode + " has none for large and 64-bit ones");
        } else if (NumericCompiler.handles(opcode)
                && opcode.immediates() == Immediates.NONE
                && !NumericCompiler.direct(opcode)) {
            for (String name : NumericCompiler.methodNames(opcode)) {
                assertTrue(has(Numerics.class, name, opcode.signature(), ""), opcode + " has no method " + name);
            }
        }
    }

    static Stream<Opcode> others() {
        return Arrays.stream(Opcode.values())
                .filter(opcode -> !VectorCompiler.handles(opcode) && opcode.feature() != Feature.ATOMICS);
    }

    private static boolean has(Class<?> owner, String name, String signature, String more) {
        String descriptor = NumericCompiler.descriptor(signature).replace(")", more + ")");
        return Arrays.stream(owner.getMethods())
                .anyMatch(m -> m.getName().equals(name)
                        && MethodType.methodType(m.getReturnType(), m.getParameterTypes())
                                .toMethodDescriptorString()
                                .equals(descriptor));
    }
}
