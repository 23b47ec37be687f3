package org.amphora.api;

import org.osgi.annotation.versioning.ProviderType;

/**
 * A structure or an array that guest code made (WebAssembly 3.0, sections 4.2.14 and 4.2.15). To Java it is opaque: the
 * guest's language knows what its fields mean. It can be held as long as anybody likes, compared by identity and handed
 * back to any guest whose types it matches; the JVM collects it when nobody refers to it.
 */
@ProviderType
public interface Aggregate {
    /** The type that it was made with. */
    DefinedType type();
}
