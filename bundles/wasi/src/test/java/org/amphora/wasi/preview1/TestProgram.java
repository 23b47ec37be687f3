package org.amphora.wasi.preview1;

import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.amphora.api.HostFunction;
import org.amphora.api.Instance;
import org.amphora.wasi.Wasi;
import org.amphora.wasi.WasiConfig;
import org.amphora.wasi.files.Errno;

/** A program without code: the test makes its calls. */
final class TestProgram implements AutoCloseable {
    /** Where {@link #path} puts a path, and what a call writes goes; 1 KiB each. */
    static final int PATH = 1_024;

    static final int OTHER_PATH = 2_048;
    static final int RESULT = 3_072;
    static final int VECTORS = 4_096;
    static final int BUFFER = 5_120;

    final TestMemory memory = new TestMemory(8_192);
    volatile boolean cancelled;

    private final List<AutoCloseable> resources = new ArrayList<>();
    private final Instance instance = (Instance)
            Proxy.newProxyInstance(Instance.class.getClassLoader(), new Class<?>[] {Instance.class}, this::answer);
    private final Map<String, HostFunction> functions = new HashMap<>();
    private final Map<String, Integer> slots = new HashMap<>();

    TestProgram(WasiConfig config) {
        this(Wasi.preview1(config));
    }

    TestProgram(Wasi wasi) {
        wasi.forEach((module, name, type, function) -> {
            functions.put(module + "." + name, function.bind(instance));
            slots.put(module + "." + name, type.stackSlots());
        });
    }

    private Object answer(Object proxy, Method method, Object[] arguments) {
        return switch (method.getName()) {
            case "memory" -> memory;
            case "name", "toString" -> "test";
            case "cancelled" -> cancelled;
            case "remainingNanos" -> Long.MAX_VALUE;
            case "hashCode" -> System.identityHashCode(proxy);
            case "equals" -> proxy == arguments[0];
            case "onClose" -> {
                resources.add((AutoCloseable) arguments[0]);
                yield null;
            }
            default -> throw new UnsupportedOperationException(method.toString());
        };
    }

    /** Calls a function of preview 1, and returns its error number's name. */
    String call(String name, long... arguments) {
        String key = Wasi.MODULE + "." + name;
        long[] stack = Arrays.copyOf(arguments, slots.get(key));
        try {
            functions.get(key).call(instance, stack);
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new AssertionError(e);
        }
        for (Errno errno : Errno.values()) {
            if (errno.code() == stack[0]) {
                return errno.name();
            }
        }
        throw new AssertionError("errno " + stack[0]);
    }

    /** A function to be called again and again. */
    Prepared prepare(String name) {
        String key = Wasi.MODULE + "." + name;
        return new Prepared(functions.get(key), new long[slots.get(key)]);
    }

    /** A function and the stack for its calls, which must succeed. */
    final class Prepared {
        private final HostFunction function;
        private final long[] stack;

        private Prepared(HostFunction function, long[] stack) {
            this.function = function;
            this.stack = stack;
        }

        void call(long a, long b, long c, long d) {
            for (int i = 0; i < stack.length; i++) {
                stack[i] = i == 0 ? a : i == 1 ? b : i == 2 ? c : d;
            }
            try {
                function.call(instance, stack);
            } catch (Throwable e) {
                throw new AssertionError(e);
            }
            if (stack[0] != 0) {
                throw new AssertionError("errno " + stack[0]);
            }
        }
    }

    /** Calls a function, which must succeed, and returns the i32 at {@link #RESULT}. */
    int result(String name, long... arguments) {
        String errno = call(name, arguments);
        if (!errno.equals("SUCCESS")) {
            throw new AssertionError(name + ": " + errno);
        }
        return memory.readInt(RESULT);
    }

    /** Puts a string to {@code address}, and returns its length in bytes. */
    int put(int address, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        memory.write(address, bytes);
        return bytes.length;
    }

    /** Opens a path below the first granted directory. */
    String open(String path, int lookup, int open, long rights, int flags) {
        return call("path_open", 3, lookup, PATH, put(PATH, path), open, rights, 0, flags, RESULT);
    }

    /** Calls a function that takes a path below the first granted directory. */
    String path(String name, String path) {
        return call(name, 3, PATH, put(PATH, path));
    }

    String rename(String from, String to) {
        return call("path_rename", 3, PATH, put(PATH, from), 3, OTHER_PATH, put(OTHER_PATH, to));
    }

    /** Writes text to a descriptor. */
    String write(int fd, String text) {
        vector(BUFFER, put(BUFFER, text));
        return call("fd_write", fd, VECTORS, 1, RESULT);
    }

    /** Reads up to {@code length} bytes from a descriptor. */
    String read(int fd, int length) {
        vector(BUFFER, length);
        int n = result("fd_read", fd, VECTORS, 1, RESULT);
        return text(BUFFER, n);
    }

    void vector(int pointer, int length) {
        memory.writeInt(VECTORS, pointer);
        memory.writeInt(VECTORS + 4, length);
    }

    String text(int address, int length) {
        return memory.readString(address, length);
    }

    @Override
    public void close() {
        Collections.reverse(resources);
        for (AutoCloseable resource : resources) {
            try {
                resource.close();
            } catch (Exception e) {
                throw new AssertionError(e);
            }
        }
    }
}
