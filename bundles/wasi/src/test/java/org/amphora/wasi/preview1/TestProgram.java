package org.amphora.wasi.preview1;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.amphora.api.HostFunction;
import org.amphora.host.testing.TestGuest;
import org.amphora.host.testing.TestMemory;
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

    /** Views end at each fourth byte: a memory need not lie in one piece. */
    final TestMemory memory = new TestMemory(8_192, 4);

    private final TestGuest guest = new TestGuest("test", memory);
    private final Map<String, HostFunction> functions = new HashMap<>();
    private final Map<String, Integer> slots = new HashMap<>();

    TestProgram(WasiConfig config) {
        this(Wasi.preview1(config));
    }

    TestProgram(Wasi wasi) {
        wasi.forEach((module, name, type, function) -> {
            functions.put(module + "." + name, function.bind(guest));
            slots.put(module + "." + name, type.stackSlots());
        });
    }

    /** Calls a function of preview 1, and returns its error number's name. */
    String call(String name, long... arguments) {
        return callKey(Wasi.MODULE + "." + name, arguments);
    }

    /** Calls a function of {@code wasi_unstable}, and returns its error number's name. */
    String callUnstable(String name, long... arguments) {
        return callKey(Wasi.UNSTABLE_MODULE + "." + name, arguments);
    }

    private String callKey(String key, long... arguments) {
        long[] stack = Arrays.copyOf(arguments, slots.get(key));
        try {
            functions.get(key).call(guest, stack);
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
                function.call(guest, stack);
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

    void cancel() {
        guest.cancel("the test wants it");
    }

    @Override
    public void close() {
        guest.close();
    }
}
