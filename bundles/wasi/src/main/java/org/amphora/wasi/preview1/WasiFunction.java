package org.amphora.wasi.preview1;

import java.io.IOException;
import java.util.List;
import org.amphora.api.FunctionType;
import org.amphora.api.HostFunction;
import org.amphora.api.Instance;
import org.amphora.api.Trap;
import org.amphora.wasi.files.Errno;
import org.amphora.wasi.files.WasiException;

/** A row of the table: a function with its names and types, and the code behind it. Immutable. */
public final class WasiFunction {
    private final String name;
    private final FunctionType type;
    private final List<String> parameterNames;
    private final List<String> modules;
    private final Body body;

    private WasiFunction(List<String> modules, String name, String signature, String parameterNames, Body body) {
        this.modules = modules;
        this.name = name;
        this.type = FunctionType.parse(signature);
        this.parameterNames = parameterNames.isEmpty() ? List.of() : List.of(parameterNames.split(" ", -1));
        this.body = body;
    }

    /** A function that is the same in preview 1 and before. */
    static WasiFunction row(String name, String signature, String parameterNames, Body body) {
        return new WasiFunction(
                List.of(Preview1.MODULE, Preview1.UNSTABLE_MODULE), name, signature, parameterNames, body);
    }

    /** A function whose constants or layouts were others before preview 1. */
    static WasiFunction newRow(String name, String signature, String parameterNames, Body body) {
        return new WasiFunction(List.of(Preview1.MODULE), name, signature, parameterNames, body);
    }

    /** A function as it was before preview 1. */
    static WasiFunction oldRow(String name, String signature, String parameterNames, Body body) {
        return new WasiFunction(List.of(Preview1.UNSTABLE_MODULE), name, signature, parameterNames, body);
    }

    /** Its name. */
    public String name() {
        return name;
    }

    /** Its type; the result is an error number. */
    public FunctionType type() {
        return type;
    }

    /** Names of the parameters; one that begins with {@code result.} is a pointer to where a result is written. */
    public List<String> parameterNames() {
        return parameterNames;
    }

    /** The modules in which it is found. */
    public List<String> modules() {
        return modules;
    }

    /** The function as the process in {@code slot} calls it. */
    public HostFunction boundTo(ProcessSlot slot) {
        return new Bound(body, slot);
    }

    /** The code behind a function: writes its results to memory and returns, or throws what its error number is made of. */
    @FunctionalInterface
    interface Body {
        void call(WasiProcess process, Instance caller, long[] stack) throws IOException, WasiException;
    }

    /** Turns the outcome of a body into an error number. */
    private static final class Bound implements HostFunction {
        private final Body body;
        private final ProcessSlot slot;

        Bound(Body body, ProcessSlot slot) {
            this.body = body;
            this.slot = slot;
        }

        @Override
        public void call(Instance caller, long[] stack) {
            stack[0] = errno(caller, stack).code();
        }

        private Errno errno(Instance caller, long[] stack) {
            try {
                body.call(slot.get(), caller, stack);
                return Errno.SUCCESS;
            } catch (WasiException e) {
                return e.errno();
            } catch (IOException e) {
                return Errno.of(e);
            } catch (Trap e) {
                // The specification leaves it open whether a bad pointer traps; a program can at least report an error.
                if (e.kind() == Trap.Kind.OUT_OF_BOUNDS_MEMORY_ACCESS) {
                    return Errno.FAULT;
                }
                throw e;
            }
        }
    }
}
