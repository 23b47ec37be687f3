package org.amphora.api;

import org.osgi.annotation.versioning.ProviderType;

/**
 * A host function that knows its name and type, made of a Java method by {@link Engine#hostFunctions}. It can be used
 * wherever a {@link HostFunction} can: {@link Linker#define(String, Iterable)} takes many at once, and in OSGi it is
 * registered as a service. Immutable and thread-safe, as far as the method is.
 */
@ProviderType
public interface TypedHostFunction extends HostFunction {
    /** The name of imports that it is for: that of the method, or of its {@link WasmExport}. */
    String name();

    /** The type that the method's parameters and result make. */
    FunctionType type();
}
