package org.amphora.guests;

import java.util.Map;
import org.amphora.api.ImportType;

/**
 * What guests need to know of the whiteboard: who provides, whether those they are bound to are still there, and what they are
 * granted there.
 */
interface HostFunctions {
    /** Identifies a service that has gone and that the engine will replace when another comes. */
    String AWAITED = "awaited";

    /** Identifies a service that has gone and that the engine cannot replace. */
    String GONE = "gone";

    /**
     * The services that living instances of a guest are bound to: the {@code service.id} of each, and what identified its
     * functions then.
     */
    Map<Long, String> providersOf(String guest, String digest);

    /** Whether each of {@code providers} is still there, and still provides what it did. */
    boolean present(Map<Long, String> providers);

    /** Whether there is a host function of the import's module and name, of whatever type. */
    boolean offers(ImportType missing);

    /** What the guest is granted by others than itself: equal if it is the same. */
    String granted(String guest);
}
