package org.amphora.example.greet;

import org.amphora.api.Instance;

/**
 * The exports of {@code greet.wasm} as an interface, for {@link Instance#as}.
 *
 * <p>A string goes in as the address and the length of its UTF-8 in the guest's memory. Both numbers are unsigned.
 */
public interface Greeter {
    /** A buffer of {@code size} bytes, the caller's until it is given to {@link #deallocate}. */
    int allocate(int size);

    /** Gives a buffer back, with exactly the size that it has. */
    void deallocate(int pointer, int size);

    /** Lets the guest log a greeting of a name, by the import {@code env.log}. The name stays the caller's. */
    void greet(int pointer, int length);

    /**
     * A greeting of a name, as {@code pointer << 32 | length}. The name stays the caller's, and the greeting becomes the
     * caller's, to be given to {@link #deallocate}.
     */
    long greeting(int pointer, int length);
}
