package org.amphora.api.guest;

import java.nio.file.Path;
import org.amphora.api.guest.dto.GuestDTO;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Holds the guests of a framework. A service for deployers and tools; thread-safe.
 *
 * <p>New content is staged beside the active generation: read, decoded, validated, linked, instantiated, and its start
 * functions run. Only if all of that succeeds is it swapped in; the old generation then finishes its calls and is
 * unloaded. If anything fails, the old generation goes on serving and {@link GuestDTO} says why. A guest whose imports
 * are not all provided waits and is staged again when host functions arrive.
 */
@ProviderType
public interface GuestRegistry {
    /**
     * Stages the content of a file as the guest {@code name} and waits for the outcome. The same content as the active
     * generation's, under the same configuration, is no change.
     *
     * @return the guest as it is afterwards; {@link GuestDTO#failure} is null on success
     */
    GuestDTO deploy(String name, Path file);

    /**
     * Stages {@code binary} as the guest {@code name} and waits for the outcome, as {@link #deploy(String, Path)} does.
     *
     * @param source where the bytes came from, for messages
     */
    GuestDTO deploy(String name, byte[] binary, String source);

    /**
     * Makes the latest content of a guest active, whether or not it serves already, with no state of what served before:
     * for state that went bad, and for a version of which none can be saved. Waits for the outcome.
     *
     * @return the guest as it is afterwards; {@link GuestDTO#failure} is null on success
     */
    GuestDTO reset(String name);

    /**
     * Lets the content of a guest have what it imports that was held because it wants more than versions before; nothing if none
     * is held. Waits for the outcome. Content that comes meanwhile and wants other things is held in turn.
     *
     * @return the guest as it is afterwards; {@link GuestDTO#failure} is null on success
     */
    GuestDTO approve(String name);

    /** Removes a guest: its service goes, running calls finish or are cancelled after the drain timeout. */
    void undeploy(String name);

    /** All guests, by name, those that failed and never served included. */
    GuestDTO[] getGuests();
}
