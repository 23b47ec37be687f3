package org.amphora.api;

import org.osgi.annotation.versioning.ProviderType;

/**
 * A table of an instance, or one that the host made with {@link Engine#newTable} (WebAssembly 3.0, section 4.2.5).
 *
 * <p>Elements are {@link Function}s for function tables, any Java object for extern tables, or null; for others as {@link
 * Global#get()} says. Not thread-safe.
 */
@ProviderType
public non-sealed interface Table extends Extern {
    @Override
    TableType type();

    /** The number of elements. */
    long size();

    /**
     * The element at {@code index}.
     *
     * @throws Trap if {@code index} is not below {@link #size()}
     */
    Object get(long index);

    /**
     * Sets the element at {@code index}.
     *
     * @throws Trap if {@code index} is not below {@link #size()}
     * @throws IllegalArgumentException if {@code element} is not of the table's type
     */
    void set(long index, Object element);

    /**
     * Adds {@code delta} elements, each set to {@code element}.
     *
     * @return the size before, or -1 if the table's maximum or a limit forbids it
     * @throws IllegalArgumentException if {@code element} is not of the table's type
     */
    long grow(long delta, Object element);
}
