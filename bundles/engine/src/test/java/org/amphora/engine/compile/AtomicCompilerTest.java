package org.amphora.engine.compile;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.lang.invoke.MethodType;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.amphora.api.Feature;
import org.amphora.binary.opcode.Opcode;
import org.amphora.engine.runtime.AtomicAccess;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class AtomicCompilerTest {
    @ParameterizedTest
    @MethodSource("accesses")
    void hasCodeForEveryAtomicAccess(Opcode opcode) {
        List<String> found = Arrays.stream(AtomicAccess.class.getMethods())
                .filter(m -> m.getName().equals(AtomicCompiler.methodName(opcode)))
                .map(m -> MethodType.methodType(m.getReturnType(), m.getParameterTypes())
                        .toMethodDescriptorString())
                .filter(AtomicCompiler.descriptor(opcode)::equals)
                .toList();
        assertEquals(1, found.size(), () -> opcode + " has no method " + AtomicCompiler.methodName(opcode));
    }

    static Stream<Opcode> accesses() {
        return Arrays.stream(Opcode.values())
                .filter(opcode -> opcode.feature() == Feature.ATOMICS && opcode.accessBytes() > 0);
    }

    @Test
    void namesMethodsWithoutTheWidth() {
        assertEquals("add", AtomicCompiler.methodName(Opcode.I64_ATOMIC_RMW16_ADD_U));
        assertEquals("load", AtomicCompiler.methodName(Opcode.I32_ATOMIC_LOAD8_U));
        assertEquals("store", AtomicCompiler.methodName(Opcode.I64_ATOMIC_STORE32));
        assertEquals("wait", AtomicCompiler.methodName(Opcode.MEMORY_ATOMIC_WAIT32));
    }
}
