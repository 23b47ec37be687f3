package org.amphora.host.log;

import org.amphora.api.HostFunction;
import org.amphora.api.Instance;
import org.amphora.api.Memory;
import org.amphora.api.Trap;
import org.amphora.api.whiteboard.WasmHostModule;
import org.amphora.api.whiteboard.WasmHostName;
import org.amphora.api.whiteboard.WasmHostSignature;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;

/**
 * The host function {@code env.log}: writes a message at level INFO to the logger that is called like the guest.
 *
 * <h2>Parameters</h2>
 *
 * <ol>
 *   <li>{@code message} (i32): address of the message in the first memory of the caller
 *   <li>{@code messageLength} (i32): its length in bytes of UTF-8, 65,536 at most
 * </ol>
 *
 * <h2>Results</h2>
 *
 * None.
 *
 * <h2>Example</h2>
 *
 * After {@code log(2, 6)} with this memory the log has {@code Hello!}:
 *
 * <pre>
 *              messageLength
 *            +---------------+
 *            |               |
 *   []byte{?, ?, 'H','e','l','l','o','!', ?}
 *   message = 2 ^
 * </pre>
 *
 * <h2>Details</h2>
 *
 * The message is one entry of the log. Malformed UTF-8 becomes U+FFFD. A line break is followed by a tab, and other
 * control characters become U+FFFD, so that no guest can forge lines of others or send commands to a terminal. Traps with
 * {@code out of bounds memory access} if the message is not all inside the memory, and with {@link Trap.Kind#HOST} if it
 * is too long; nothing is written then. Thread-safe.
 */
@Component(service = HostFunction.class)
@WasmHostModule("env")
@WasmHostName("log")
@WasmHostSignature("ii-")
public final class LogFunction implements HostFunction {
    /** The most bytes that a message may have. */
    static final int MESSAGE_LIMIT_BYTES = 65_536;

    private static final char REPLACEMENT = '\uFFFD';
    private static final Sink FALLBACK = new SystemLoggerSink();

    /** The OSGi log service; null if there is none. */
    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    volatile Sink sink;

    /** For the component runtime. */
    public LogFunction() {}

    @Override
    public void call(Instance caller, long[] stack) {
        long address = stack[0];
        int length = (int) stack[1];
        Memory memory = caller.memory();
        memory.checked(address, length);
        if (length > MESSAGE_LIMIT_BYTES) {
            throw new Trap(
                    Trap.Kind.HOST,
                    "env.log: the message of " + caller.name() + " has " + length + " bytes; " + MESSAGE_LIMIT_BYTES
                            + " are allowed");
        }
        String message = harmless(memory.readString(address, length));
        Sink target = sink;
        (target == null ? FALLBACK : target).info(caller.name(), message);
    }

    private static String harmless(String message) {
        StringBuilder text = null;
        for (int i = message.length() - 1; i >= 0; i--) {
            char c = message.charAt(i);
            if (Character.isISOControl(c) && c != '\t') {
                text = text == null ? new StringBuilder(message) : text;
                if (c == '\n') {
                    text.insert(i + 1, '\t');
                } else {
                    text.setCharAt(i, REPLACEMENT);
                }
            }
        }
        return text == null ? message : text.toString();
    }
}
