package org.amphora.wasi.preview1;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import org.amphora.wasi.WasiConfig;
import org.junit.jupiter.api.Test;

class ArgumentsTest {
    private final WasiConfig config =
            WasiConfig.defaults().args("a", "bc").env("a", "b").env("b", "cd");

    @Test
    void argumentsAreWrittenAsCWantsThem() {
        try (TestProgram program = new TestProgram(config)) {
            assertEquals("SUCCESS", program.call("args_get", 8, 1));
            assertArrayEquals(
                    new byte[] {
                        '?', // what is before is not touched
                        'a',
                        0,
                        'b',
                        'c',
                        0, // the arguments
                        '?',
                        '?',
                        1,
                        0,
                        0,
                        0,
                        3,
                        0,
                        0,
                        0, // pointers to them
                        '?' // nor is what is after
                    },
                    program.memory.read(0, 17));
        }
    }

    @Test
    void sizesOfArgumentsCountTheNuls() {
        try (TestProgram program = new TestProgram(config)) {
            assertEquals("SUCCESS", program.call("args_sizes_get", 1, 6));
            assertArrayEquals(new byte[] {'?', 2, 0, 0, 0, '?', 5, 0, 0, 0, '?'}, program.memory.read(0, 11));
        }
    }

    @Test
    void theEnvironmentIsWrittenAsCWantsIt() {
        try (TestProgram program = new TestProgram(config)) {
            assertEquals("SUCCESS", program.call("environ_get", 11, 1));
            assertArrayEquals(
                    new byte[] {
                        '?', //
                        'a', '=', 'b', 0, 'b', '=', 'c', 'd', 0, // the variables
                        '?', //
                        1, 0, 0, 0, 5, 0, 0, 0, // pointers to them
                        '?'
                    },
                    program.memory.read(0, 20));
        }
    }

    @Test
    void sizesOfTheEnvironmentCountTheNuls() {
        try (TestProgram program = new TestProgram(config)) {
            assertEquals("SUCCESS", program.call("environ_sizes_get", 0, 4));
            assertArrayEquals(new byte[] {2, 0, 0, 0, 9, 0, 0, 0, '?'}, program.memory.read(0, 9));
        }
    }

    @Test
    void nothingIsGrantedByDefault() {
        try (TestProgram program = new TestProgram(WasiConfig.defaults())) {
            assertEquals("SUCCESS", program.call("args_sizes_get", 0, 4));
            assertEquals("SUCCESS", program.call("environ_sizes_get", 8, 12));
            assertArrayEquals(new byte[16], program.memory.read(0, 16));
        }
    }

    @Test
    void pointersBeyondTheMemoryAreFaultsAndNothingIsWritten() {
        try (TestProgram program = new TestProgram(config)) {
            assertEquals("FAULT", program.call("args_get", 8_190, 0));
            assertEquals("FAULT", program.call("args_get", 0, 8_190));
            assertEquals("FAULT", program.call("args_get", 0xffff_ffffL, 0));
            assertEquals("FAULT", program.call("args_sizes_get", 0, 8_190));
            assertEquals("FAULT", program.call("environ_get", 0xffff_fffcL, 0));
            assertEquals("FAULT", program.call("environ_sizes_get", 8_190, 0));
            assertEquals("????????", program.text(0, 8));
        }
    }
}
