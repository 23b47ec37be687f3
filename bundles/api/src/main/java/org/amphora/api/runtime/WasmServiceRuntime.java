package org.amphora.api.runtime;

import org.amphora.api.runtime.dto.ResolutionDTO;
import org.amphora.api.runtime.dto.RuntimeDTO;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Introspection of an engine and its whiteboard. A service beside each engine, with the properties {@code
 * wasm.engine.name}, {@code wasm.engine.feature} and {@code service.changecount}, which grows when a host function comes,
 * goes or changes, so that imports may be bound otherwise. Thread-safe.
 */
@ProviderType
public interface WasmServiceRuntime {
    /** Host functions, those that failed with the reason, and living instances with what they are bound to. */
    RuntimeDTO getRuntimeDTO();

    /**
     * What the imports of a module would be bound to if it were instantiated now. Binds nothing and gets no service.
     *
     * @param binary the module
     * @throws org.amphora.api.MalformedModuleException if the bytes are no module
     * @throws org.amphora.api.InvalidModuleException if the module is not valid
     */
    ResolutionDTO calculateResolution(byte[] binary);
}
