package org.amphora.host.kv;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/**
 * All entries of all guests, by guest. Thread-safe.
 *
 * <p>Immediate, so that entries live as long as the bundle runs: a delayed component would be dropped, data and all,
 * with the last instance that imports from {@code kv}. For the same reason changed limits are taken over in place.
 */
@Component(service = KvStore.class, immediate = true, configurationPid = "org.amphora.host.kv")
@Designate(ocd = KvStore.Config.class)
public final class KvStore {
    /** The limits of each guest. */
    @ObjectClassDefinition(
            name = "Amphora host functions: key and value",
            description = "What each guest may keep in memory with the host functions of the module kv")
    public @interface Config {
        /** The most entries. */
        @AttributeDefinition(name = "Entries", description = "The most entries that a guest may have", min = "0")
        int entries() default 1_024;

        /** The most bytes of a key. */
        @AttributeDefinition(name = "Bytes of a key", description = "The most bytes that a key may have", min = "0")
        int key_bytes() default 256;

        /** The most bytes of a value. */
        @AttributeDefinition(name = "Bytes of a value", description = "The most bytes that a value may have", min = "0")
        int value_bytes() default 65_536;
    }

    private final ConcurrentMap<String, GuestEntries> guests = new ConcurrentHashMap<>();
    private volatile Limits limits;

    /** An empty store. */
    @Activate
    public KvStore(Config config) {
        this(Limits.of(config));
    }

    KvStore(Limits limits) {
        this.limits = limits;
    }

    /** Entries that are there stay, also beyond the new limits. */
    @Modified
    void modified(Config config) {
        limits(Limits.of(config));
    }

    void limits(Limits changed) {
        limits = changed;
    }

    /** The entries of a guest. */
    GuestEntries of(String guest) {
        return guests.computeIfAbsent(guest, name -> new GuestEntries(this));
    }

    Limits limits() {
        return limits;
    }

    /** Limits that were configured together. */
    static final class Limits {
        final int entries;
        final int keyBytes;
        final int valueBytes;

        Limits(int entries, int keyBytes, int valueBytes) {
            this.entries = positive("entries", entries);
            this.keyBytes = positive("key.bytes", keyBytes);
            this.valueBytes = positive("value.bytes", valueBytes);
        }

        static Limits of(Config config) {
            return new Limits(config.entries(), config.key_bytes(), config.value_bytes());
        }

        private static int positive(String name, int value) {
            if (value < 0) {
                throw new IllegalArgumentException(
                        "configuration org.amphora.host.kv: " + name + " is " + value + ", must be 0 or more");
            }
            return value;
        }
    }
}
