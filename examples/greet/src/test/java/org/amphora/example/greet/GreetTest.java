package org.amphora.example.greet;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class GreetTest {
    @Test
    void wasmAndJavaBothGreet() throws IOException {
        assertEquals("wasm >> Hello, Amphora!\njava >> Hello, Amphora!\n", outputFor("Amphora"));
    }

    @Test
    void aNameMayBeEmptyOrLongOrOutsideOfAscii() throws IOException {
        for (String name : new String[] {"", "Grüße, 世界 🏺", "x".repeat(200_000)}) {
            assertEquals("wasm >> Hello, " + name + "!\njava >> Hello, " + name + "!\n", outputFor(name));
        }
    }

    @Test
    void theProgramGreetsAmphoraUnlessToldOtherwise() throws IOException {
        PrintStream before = System.out;
        ByteArrayOutputStream output = new ByteArrayOutputStream();
        System.setOut(new PrintStream(output, true, StandardCharsets.UTF_8));
        try {
            Greet.main(new String[0]);
        } finally {
            System.setOut(before);
        }
        assertEquals(
                "wasm >> Hello, Amphora!\njava >> Hello, Amphora!\n",
                output.toString(StandardCharsets.UTF_8).replace(System.lineSeparator(), "\n"));
    }

    private static String outputFor(String name) throws IOException {
        ByteArrayOutputStream output = new ByteArrayOutputStream();
        Greet.greet(name, new PrintStream(output, true, StandardCharsets.UTF_8));
        return output.toString(StandardCharsets.UTF_8).replace(System.lineSeparator(), "\n");
    }
}
