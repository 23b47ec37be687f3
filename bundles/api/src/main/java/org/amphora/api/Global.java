package org.amphora.api;

import org.osgi.annotation.versioning.ProviderType;

/**
 * A global of an instance, or one that the host made with {@link Engine#newGlobal} (WebAssembly 3.0, section 4.2.7).
 *
 * <p>Not thread-safe, unless it is immutable.
 */
@ProviderType
public non-sealed interface Global extends Extern {
    @Override
    GlobalType type();

    /**
     * The value in Java's form: {@link Integer}, {@link Long}, {@link Float} or {@link Double} by its type, a {@code
     * byte[16]} for v128, else the reference itself, which may be null: a {@link Function}, an {@link Aggregate}, an {@link
     * I31}, or for what came from the host whatever object that is.
     */
    Object get();

    /**
     * Sets the value, in the form that {@link #get()} returns.
     *
     * @throws IllegalStateException if the global is immutable
     * @throws IllegalArgumentException if {@code value} is not of the global's type
     */
    void set(Object value);

    /**
     * The value of a number as a slot (see {@link ValueType}); allocates nothing.
     *
     * @throws IllegalStateException if the type is no number
     */
    long getSlot();

    /**
     * Sets a number from a slot; allocates nothing.
     *
     * @throws IllegalStateException if the global is immutable or its type is no number
     */
    void setSlot(long slot);
}
