/**
 * The engine as OSGi sees it. What enters are references to host function services, judged by their properties alone;
 * what leaves are candidates for the linker and, for operators, a list in which every one of those services stands once,
 * with the reason if no guest would be linked to it. A service object is got when an instance is linked to it and given
 * back when the instance is closed.
 */
@Capability(
        namespace = ImplementationNamespace.IMPLEMENTATION_NAMESPACE,
        name = WasmWhiteboardConstants.WASM_WHITEBOARD_IMPLEMENTATION,
        version = WasmWhiteboardConstants.WASM_WHITEBOARD_SPECIFICATION_VERSION,
        uses = {HostFunction.class, WasmWhiteboardConstants.class})
// registered by hand, so bnd does not see it: without this line nobody who refers to the service would resolve
@Capability(
        namespace = "osgi.service",
        effective = "active",
        attribute = "objectClass:List<String>=\"org.amphora.api.runtime.WasmServiceRuntime\"",
        uses = WasmServiceRuntime.class)
package org.amphora.engine.whiteboard;

import org.amphora.api.HostFunction;
import org.amphora.api.runtime.WasmServiceRuntime;
import org.amphora.api.whiteboard.WasmWhiteboardConstants;
import org.osgi.annotation.bundle.Capability;
import org.osgi.namespace.implementation.ImplementationNamespace;
