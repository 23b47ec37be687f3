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
 * The host function {@code kv.delete}: removes a key and its value.
 *
 * <h2>Parameters</h2>
 *
 * <ol>
 *   <li>{@code key} (i32): address of the key in the first memory of the caller
 *   <li>{@code keyLength} (i32): its length in bytes
 * </ol>
 *
 * <h2>Results</h2>
 *
 * <ol>
 *   <li>{@code removed} (i32): 1 if there was such a key, else 0
 * </ol>
 *
 * <h2>Example</h2>
 *
 * After {@code delete(1, 2)} with this memory there is no {@code id}:
 *
 * <pre>
 *         keyLength
 *         +-------+
 *         |       |
 *   []byte{?, 'i','d', ?}
 *     key = 1 ^
 * </pre>
 *
 * <h2>Details</h2>
 *
 * Traps with {@code out of bounds memory access} if the key is not all inside the memory. Thread-safe.
 */
@Component(service = HostFunction.class)
@WasmHostModule("kv")
@WasmHostEffect("write")
@WasmHostName("delete")
@WasmHostSignature("ii-i")
public final class KvDelete extends KvFunction {
    /** {@code store} holds the entries. */
    @Activate
    public KvDelete(@Reference KvStore store) {
        super(store);
    }

    @Override
    void call(GuestEntries entries, Instance caller, long[] stack) {
        Memory memory = caller.memory();
        long key = stack[0];
        int keyLength = memory.checked(key, (int) stack[1]);
        boolean removed = entries.allowsKey(keyLength) && entries.delete(memory.read(key, keyLength));
        stack[0] = removed ? 1 : 0;
    }
}
