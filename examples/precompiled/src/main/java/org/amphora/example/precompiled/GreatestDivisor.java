package org.amphora.example.precompiled;

import java.io.IOException;
import java.nio.file.Path;
import org.amphora.api.Engine;

/** Runs {@code divisor.wat} out of the bundle that the build made of it: no class is generated. */
public final class GreatestDivisor {
    private static final int ARGUMENTS = 3;

    private GreatestDivisor() {}

    /** {@code BUNDLE A B}: prints the greatest common divisor of two numbers. */
    public static void main(String[] args) throws IOException {
        if (args.length != ARGUMENTS) {
            System.err.println("usage: GreatestDivisor BUNDLE A B");
            System.exit(2);
        }
        System.out.println(of(Path.of(args[0]), Long.parseLong(args[1]), Long.parseLong(args[2])));
    }

    static long of(Path bundle, long a, long b) throws IOException {
        try (Engine engine = Engine.create()) {
            return engine.linker()
                    .instantiate(engine.compile(bundle))
                    .function("greatest")
                    .call(a, b)[0];
        }
    }
}
