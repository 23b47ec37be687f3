package org.amphora.wasi.preview1;

import java.util.ArrayList;
import java.util.List;
import org.amphora.api.Memory;
import org.amphora.api.Trap;
import org.amphora.wasi.files.Errno;

/**
 * A call as a line of text, by the names and kinds of the table: {@code fd_write(fd=1, iovs=[4, 2]) → nwritten=6, ESUCCESS}.
 */
final class Trace {
    /** For what lies outside of the memory. */
    private static final String UNREADABLE = "?";

    private final WasiFunction function;
    private final Memory memory;
    private final long[] parameters;
    private final String call;

    /** The call that begins with the parameters on {@code stack}. */
    Trace(WasiFunction function, Memory memory, long[] stack) {
        this.function = function;
        this.memory = memory;
        this.parameters = stack.clone();
        this.call = function.name() + "(" + String.join(", ", arguments()) + ")"; // now: the call may write over them
    }

    private List<String> arguments() {
        List<String> shown = new ArrayList<>();
        List<WasiFunction.Parameter> all = function.parameters();
        for (int i = 0; i < all.size(); i++) {
            WasiFunction.Parameter parameter = all.get(i);
            if (!parameter.result()) {
                shown.add(parameter.name() + "=" + argument(parameter.kind(), i));
                i += parameter.kind().hasLength() ? 1 : 0;
            }
        }
        return shown;
    }

    private String argument(Kind kind, int i) {
        try {
            return kind.show(memory, parameters[i], kind.hasLength() ? parameters[i + 1] : 0);
        } catch (Trap e) {
            return UNREADABLE;
        }
    }

    /** The line for a call that returned. */
    String returned(Errno errno) {
        StringBuilder line = new StringBuilder(call).append(" → ");
        List<WasiFunction.Parameter> all = function.parameters();
        for (int i = 0; errno == Errno.SUCCESS && i < all.size(); i++) {
            if (all.get(i).result()) {
                line.append(all.get(i).name())
                        .append('=')
                        .append(result(all.get(i).kind(), parameters[i]))
                        .append(", ");
            }
        }
        return line.append('E').append(errno).toString();
    }

    private String result(Kind kind, long address) {
        try {
            return kind.showAt(memory, address);
        } catch (Trap e) {
            return UNREADABLE;
        }
    }

    /** The line for a call that ended the guest, or was ended with it. */
    String ended() {
        return call + " → does not return";
    }
}
