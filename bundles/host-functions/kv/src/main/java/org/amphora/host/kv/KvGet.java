package org.amphora.host.kv;

import org.amphora.api.HostFunction;
import org.amphora.api.Instance;
import org.amphora.api.Memory;
import org.amphora.api.whiteboard.WasmHostModule;
import org.amphora.api.whiteboard.WasmHostName;
import org.amphora.api.whiteboard.WasmHostSignature;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * The host function {@code kv.get}: copies the value of a key into the caller's memory.
 *
 * <h2>Parameters</h2>
 *
 * <ol>
 *   <li>{@code key} (i32): address of the key in the first memory of the caller
 *   <li>{@code keyLength} (i32): its length in bytes
 *   <li>{@code buffer} (i32): address that the value is copied to
 *   <li>{@code bufferLength} (i32): how many bytes may be written there
 * </ol>
 *
 * <h2>Results</h2>
 *
 * <ol>
 *   <li>{@code valueLength} (i32): the length of the whole value in bytes, or -1 if there is no such key
 * </ol>
 *
 * <h2>Example</h2>
 *
 * Let the value of {@code id} be {@code 4711}. After {@code get(1, 2, 4, 6)} with this memory:
 *
 * <pre>
 *         keyLength          bufferLength
 *         +-------+     +---------------------+
 *         |       |     |                     |
 *   []byte{?, 'i','d', ?, ?,  ?,  ?,  ?,  ?, ?}
 *     key = 1 ^           ^ buffer = 4
 * </pre>
 *
 * the result is 4, and the memory is
 *
 * <pre>
 *                       valueLength
 *                      +------------+
 *                      |            |
 *   []byte{?, 'i','d', ?, '4','7','1','1', ?, ?}
 *                buffer = 4 ^
 * </pre>
 *
 * <h2>Details</h2>
 *
 * If the value is longer than the buffer, its first {@code bufferLength} bytes are copied and the result says how many
 * the caller needs; the buffer may be empty to ask for that alone. Bytes beyond the value are not touched. Traps with {@code
 * out of bounds memory access} if key or buffer are not all inside the memory, whether or not there is such a key; nothing
 * is written then. Thread-safe.
 */
@Component(service = HostFunction.class)
@WasmHostModule("kv")
@WasmHostName("get")
@WasmHostSignature("iiii-i")
public final class KvGet extends KvFunction {
    private static final int ABSENT = -1;

    /** {@code store} holds the entries. */
    @Activate
    public KvGet(@Reference KvStore store) {
        super(store);
    }

    @Override
    void call(GuestEntries entries, Instance caller, long[] stack) {
        Memory memory = caller.memory();
        long key = stack[0];
        int keyLength = memory.checked(key, (int) stack[1]);
        long buffer = stack[2];
        int bufferLength = memory.checked(buffer, (int) stack[3]);
        // a key beyond the limit was never put, unless the limit was lowered: then it is out of reach
        byte[] value = entries.allowsKey(keyLength) ? entries.get(memory.read(key, keyLength)) : null;
        if (value == null) {
            stack[0] = ABSENT;
        } else {
            memory.write(buffer, value, 0, Math.min(value.length, bufferLength));
            stack[0] = value.length;
        }
    }
}
