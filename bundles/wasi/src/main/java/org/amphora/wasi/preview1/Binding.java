package org.amphora.wasi.preview1;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import org.amphora.api.HostFunction;

/**
 * Makes host functions of one function, by a copy of {@link BoundFunction} of its own. In one class for all, HotSpot would see
 * that it calls many bodies and inline none; then each call of a guest would make an array for its parameters.
 */
final class Binding {
    private static final byte[] BYTES = read();

    private final MethodHandle constructor;

    private Binding(MethodHandle constructor) {
        this.constructor = constructor;
    }

    /** With a new class. */
    static Binding ofOwnClass() {
        try {
            MethodHandles.Lookup copy = MethodHandles.lookup().defineHiddenClass(BYTES, false);
            MethodType type = MethodType.methodType(void.class, WasiFunction.class, ProcessSlot.class);
            return new Binding(copy.findConstructor(copy.lookupClass(), type)
                    .asType(MethodType.methodType(HostFunction.class, WasiFunction.class, ProcessSlot.class)));
        } catch (ReflectiveOperationException e) {
            throw new LinkageError("no copy of " + BoundFunction.class.getName(), e);
        }
    }

    private static byte[] read() {
        try (InputStream in = Binding.class.getResourceAsStream(BoundFunction.class.getSimpleName() + ".class")) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The host function for the process in {@code slot}. */
    HostFunction bind(WasiFunction function, ProcessSlot slot) {
        try {
            return (HostFunction) constructor.invokeExact(function, slot);
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new AssertionError("the constructor declares none", e);
        }
    }
}
