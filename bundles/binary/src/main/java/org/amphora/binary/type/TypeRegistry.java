package org.amphora.binary.type;

import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.amphora.api.FunctionType;

/**
 * All recursion groups that are in use, each once: the reason why equivalent types of different modules are one object.
 * Groups are held weakly; what no module or function uses any more disappears. Thread-safe.
 */
public final class TypeRegistry {
    private static final Map<GroupKey, Entry> GROUPS = new ConcurrentHashMap<>();
    private static final ReferenceQueue<RecursionGroup> COLLECTED = new ReferenceQueue<>();

    private TypeRegistry() {}

    private static final class Entry extends WeakReference<RecursionGroup> {
        private final GroupKey key;

        Entry(GroupKey key, RecursionGroup group) {
            super(group, COLLECTED);
            this.key = key;
        }
    }

    /**
     * The canonical group that is equivalent to {@code draft}: {@code draft} itself if it is the first of its kind. Takes
     * time in proportion to the size of the draft. All members must be defined, and all types outside be canonical.
     */
    public static RecursionGroup canonical(RecursionGroup draft) {
        removeCollected();
        GroupKey key = new GroupKey(draft);
        Entry mine = new Entry(key, draft);
        while (true) {
            Entry present = GROUPS.putIfAbsent(key, mine);
            RecursionGroup group = present == null ? draft : present.get();
            if (group != null) {
                return group;
            }
            GROUPS.remove(key, present);
        }
    }

    /** The canonical form of {@code (type (func …))}: final, without supertype, alone in its group. */
    public static CanonicalType function(FunctionType type) {
        RecursionGroup draft = new RecursionGroup(1);
        draft.member(0).define(true, null, new FunctionDefinition(type));
        return canonical(draft).member(0);
    }

    private static void removeCollected() {
        for (Object entry = COLLECTED.poll(); entry != null; entry = COLLECTED.poll()) {
            GROUPS.remove(((Entry) entry).key, entry);
        }
    }
}
