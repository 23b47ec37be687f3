package org.amphora.host.kv;

import org.amphora.api.HostFunction;
import org.amphora.api.Instance;
import org.amphora.api.Memory;
import org.amphora.api.whiteboard.WasmHostEffect;
import org.amphora.api.whiteboard.WasmHostModule;
import org.amphora.api.whiteboard.WasmHostName;
import org.amphora.api.whiteboard.WasmHostSignature;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * The host function {@code kv.put}: sets the value of a key.
 *
 * <h2>Parameters</h2>
 *
 * <ol>
 *   <li>{@code key} (i32): address of the key in the first memory of the caller
 *   <li>{@code keyLength} (i32): its length in bytes
 *   <li>{@code value} (i32): address of the value
 *   <li>{@code valueLength} (i32): its length in bytes
 * </ol>
 *
 * <h2>Results</h2>
 *
 * <ol>
 *   <li>{@code status} (i32): 0 if the value was set; -1 if the key is new and the guest has as many entries as it may
 *       have; -2 if the key or the value is longer than allowed
 * </ol>
 *
 * <h2>Example</h2>
 *
 * After {@code put(1, 2, 4, 4)} with this memory the value of {@code id} is {@code 4711}, and the result is 0:
 *
 * <pre>
 *         keyLength      valueLength
 *         +-------+     +------------+
 *         |       |     |            |
 *   []byte{?, 'i','d', ?, '4','7','1','1', ?}
 *     key = 1 ^     value = 4 ^
 * </pre>
 *
 * <h2>Details</h2>
 *
 * Both are copied. A value that was there is replaced, also if the store is full. Key and value may be empty. Unless the
 * result is 0, nothing was changed. Traps with {@code out of bounds memory access} if key or value are not all inside the
 * memory. Limits are those of the configuration {@code org.amphora.host.kv}. Thread-safe.
 */
@Component(service = HostFunction.class)
@WasmHostModule("kv")
@WasmHostEffect("write")
@WasmHostName("put")
@WasmHostSignature("iiii-i")
public final class KvPut extends KvFunction {
    /** {@code store} holds the entries. */
    @Activate
    public KvPut(@Reference KvStore store) {
        super(store);
    }

    @Override
    void call(GuestEntries entries, Instance caller, long[] stack) {
        Memory memory = caller.memory();
        long key = stack[0];
        int keyLength = memory.checked(key, (int) stack[1]);
        long value = stack[2];
        int valueLength = memory.checked(value, (int) stack[3]);
        // asked before anything is read: a guest cannot make the host copy more than it would store
        stack[0] = entries.allowsKey(keyLength) && entries.allowsValue(valueLength)
                ? entries.put(memory.read(key, keyLength), memory.read(value, valueLength))
                : GuestEntries.TOO_LONG;
    }
}
