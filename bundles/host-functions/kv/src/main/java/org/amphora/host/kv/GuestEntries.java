package org.amphora.host.kv;

import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;

/** The entries of one guest. Thread-safe; arrays that enter or leave are not changed by anybody afterwards. */
final class GuestEntries {
    /** The entry was put. */
    static final int STORED = 0;

    /** The key is new and there is no room for another entry. */
    static final int FULL = -1;

    /** Key or value is longer than allowed. */
    static final int TOO_LONG = -2;

    private final KvStore store;
    /** By content of the key; a byte buffer also compares, so colliding hash codes do not slow the map down. */
    private final Map<ByteBuffer, byte[]> entries = new HashMap<>();

    GuestEntries(KvStore store) {
        this.store = store;
    }

    /** The value of a key; null if there is none. */
    synchronized byte[] get(byte[] key) {
        return entries.get(ByteBuffer.wrap(key));
    }

    /** Sets the value of a key; {@link #STORED}, or {@link #FULL} and nothing was changed. */
    synchronized int put(byte[] key, byte[] value) {
        ByteBuffer wrapped = ByteBuffer.wrap(key);
        if (entries.size() >= store.limits().entries && !entries.containsKey(wrapped)) {
            return FULL;
        }
        entries.put(wrapped, value);
        return STORED;
    }

    /** Removes an entry; whether there was one. */
    synchronized boolean delete(byte[] key) {
        return entries.remove(ByteBuffer.wrap(key)) != null;
    }

    /** Whether a key of so many bytes can be in the store. */
    boolean allowsKey(int bytes) {
        return bytes <= store.limits().keyBytes;
    }

    /** Whether a value of so many bytes may be put. */
    boolean allowsValue(int bytes) {
        return bytes <= store.limits().valueBytes;
    }
}
