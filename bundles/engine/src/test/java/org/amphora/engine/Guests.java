package org.amphora.engine;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.Optional;
import org.amphora.api.Engine;
import org.amphora.api.Instance;
import org.amphora.api.InstanceConfig;
import org.amphora.api.WasmModule;
import org.amphora.engine.link.HostFunctionSource;
import org.amphora.text.TextFormatService;

/** The modules in the test resources; {@code build.sh} there makes them from their sources. */
public final class Guests {
    private Guests() {}

    /**
     * An engine without host functions, which reads both formats. Tests run on classes, where the list of service providers is
     * not written yet.
     */
    public static Engine engine() {
        return new EngineImpl(HostFunctionSource.NONE, () -> Optional.of(new TextFormatService()));
    }

    /** The bytes of {@code name.wasm}. */
    public static byte[] bytes(String name) {
        return resource(name + ".wasm");
    }

    private static byte[] resource(String name) {
        try (InputStream in = Guests.class.getResourceAsStream(name)) {
            return Objects.requireNonNull(in, name).readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The bytes of the module that {@code text/name.wat} is. */
    public static byte[] text(String name) {
        return new TextFormatService().toBinary(resource("text/" + name + ".wat"));
    }

    /** The bytes of the module that {@code text} is in the text format. */
    public static byte[] assemble(String text) {
        return new TextFormatService().toBinary(text.getBytes(StandardCharsets.UTF_8));
    }

    /** {@code name.wasm}, compiled. */
    public static WasmModule compile(Engine engine, String name) {
        return engine.compile(bytes(name));
    }

    /** An instance of {@code name.wasm}, which has no imports. */
    public static Instance instantiate(Engine engine, String name) {
        return engine.linker().instantiate(compile(engine, name));
    }

    /** An instance of {@code name.wasm}, which has no imports. */
    public static Instance instantiate(Engine engine, String name, InstanceConfig config) {
        return engine.linker().instantiate(compile(engine, name), config);
    }
}
