package org.amphora.api.guest;

import org.amphora.api.Instance;
import org.osgi.annotation.versioning.ProviderType;

/**
 * An extension as its callers see it: a service with one registration, whatever generation of its content is active.
 *
 * <p>Thread-safe. Each call runs on one instance of the generation that is active when it begins, and ends there, also
 * when the guest is replaced meanwhile; a call that begins after a swap runs on the new generation. A call that a host
 * function makes back into the guest stays on the instance that it came from. If all instances serve, a call waits.
 *
 * <p>All methods that run guest code throw {@link org.amphora.api.GuestUnavailableException} if the guest was removed,
 * and whatever {@link org.amphora.api.Function} throws.
 */
@ProviderType
public interface Guest {
    /** The name of the guest, unique among the guests of its registry. */
    String name();

    /** The number of the active generation. */
    long generation();

    /** SHA-256 of the active generation's content, in lower-case hexadecimal. */
    String digest();

    /**
     * Calls an exported function; see {@link org.amphora.api.Function#call}.
     *
     * @throws org.amphora.api.NoSuchExportException if the active generation has no such function
     */
    long[] call(String export, long... parameters);

    /**
     * Runs several steps on one instance, as strings need: allocate, write, call, read, free. The instance must not be
     * used after {@code work} has returned.
     *
     * @return what {@code work} returns
     * @throws E what {@code work} throws, unchanged
     */
    <T, E extends Exception> T with(Work<T, E> work) throws E;

    /**
     * The guest as a Java interface, see {@link Instance#as}. Each call of a method is a call of the guest: it runs on the
     * generation that is active then.
     *
     * @throws org.amphora.api.NoSuchExportException if the active generation does not fit {@code type}
     */
    <T> T as(Class<T> type);

    /**
     * Work on one instance.
     *
     * @param <T> what it returns
     * @param <E> what it may throw
     */
    @FunctionalInterface
    interface Work<T, E extends Exception> {
        /** Uses {@code instance}, which belongs to this thread until the method returns. */
        T on(Instance instance) throws E;
    }
}
