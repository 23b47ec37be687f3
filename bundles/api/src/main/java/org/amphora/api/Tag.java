package org.amphora.api;

import org.osgi.annotation.versioning.ProviderType;

/** A tag: the identity of a kind of exceptions (WebAssembly 3.0, section 4.2.8). Thread-safe. */
@ProviderType
public non-sealed interface Tag extends Extern {
    @Override
    TagType type();

    /**
     * A new exception of this tag, for a host function to throw.
     *
     * @param values what it carries, each in the form of {@link Global#get()}
     * @throws IllegalArgumentException if {@code values} are not of the types that the tag asks for
     */
    TagException exception(Object... values);
}
