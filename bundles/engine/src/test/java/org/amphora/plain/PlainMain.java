package org.amphora.plain;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.amphora.api.Engine;
import org.amphora.api.EngineConfig;
import org.amphora.api.FunctionType;
import org.amphora.api.Instance;

/** A program without OSGi: five lines from a file to a call. */
public final class PlainMain {
    private PlainMain() {}

    /** What the guests export, as Java. */
    public interface Add {
        /** Adds. */
        int add(int a, int b);
    }

    /** Calls the module in {@code args[0]}, and that in {@code args[1]}, which imports a host function. */
    public static void main(String[] args) throws Exception {
        EngineConfig config = EngineConfig.defaults();
        String cache = System.getProperty("class.cache");
        try (Engine engine = Engine.create(cache == null ? config : config.classCache(Path.of(cache)))) {
            Instance guest = engine.linker().instantiate(engine.compile(Path.of(args[0])));
            System.out.println(guest.function("add").call(1, 2)[0]);
            System.out.println(guest.as(Add.class).add(3, 4));
            engine.linker()
                    .define(
                            "env",
                            "started",
                            FunctionType.parse("i-"),
                            (caller, stack) -> System.out.println(caller.name() + " " + stack[0]))
                    .instantiate(engine.compile(Path.of(args[1])));
            byte[] text = "(func (export \"five\") (result i32) (i32.const 5))".getBytes(StandardCharsets.UTF_8);
            System.out.println(engine.linker()
                    .instantiate(engine.compile(text))
                    .function("five")
                    .call()[0]);
            System.out.println(engine.getClass().getModule().isNamed());
        }
    }
}
