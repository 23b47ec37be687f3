package org.amphora.api;

import org.osgi.annotation.versioning.ProviderType;

/** A tag: the identity of a kind of exceptions (WebAssembly 3.0, section 4.2.8). Thread-safe. */
@ProviderType
public non-sealed interface Tag extends Extern {
    @Override
    TagType type();
}
