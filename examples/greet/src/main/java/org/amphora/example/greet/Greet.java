package org.amphora.example.greet;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.amphora.api.Engine;
import org.amphora.api.FunctionType;
import org.amphora.api.Instance;
import org.amphora.api.WasmModule;

/** A plain Java program that lets a guest greet: {@code java … org.amphora.example.greet.Greet [NAME]}. */
public final class Greet {
    private Greet() {}

    /** Greets the first argument, else {@code Amphora}. */
    public static void main(String[] args) throws IOException {
        greet(args.length == 0 ? "Amphora" : args[0], System.out);
    }

    /** Lets the guest print a greeting, asks it for another and prints that. */
    static void greet(String name, PrintStream out) throws IOException {
        try (Engine engine = Engine.create();
                WasmModule module = engine.compile(greetWasm());
                Instance guest = engine.linker()
                        .define("env", "log", FunctionType.parse("ii-"), (caller, stack) -> {
                            String message = caller.memory().readString(stack[0], (int) stack[1]);
                            out.println(message);
                        })
                        .instantiate(module)) {
            Greeter greeter = guest.as(Greeter.class);
            byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
            int pointer = greeter.allocate(bytes.length); // ours until deallocate
            try {
                guest.memory().write(Integer.toUnsignedLong(pointer), bytes);
                greeter.greet(pointer, bytes.length);
                out.println("java >> " + greeting(guest, greeter, pointer, bytes.length));
            } finally {
                greeter.deallocate(pointer, bytes.length);
            }
        }
    }

    private static String greeting(Instance guest, Greeter greeter, int pointer, int length) {
        long answer = greeter.greeting(pointer, length); // ours from here on
        long answerPointer = answer >>> 32;
        int answerLength = (int) answer;
        try {
            return guest.memory().readString(answerPointer, answerLength);
        } finally {
            greeter.deallocate((int) answerPointer, answerLength);
        }
    }

    private static byte[] greetWasm() throws IOException {
        try (InputStream wasm = Greet.class.getResourceAsStream("greet.wasm")) {
            return wasm.readAllBytes();
        }
    }
}
