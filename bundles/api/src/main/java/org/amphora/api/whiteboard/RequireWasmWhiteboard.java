package org.amphora.api.whiteboard;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.osgi.annotation.bundle.Requirement;
import org.osgi.namespace.implementation.ImplementationNamespace;

/** Writes the requirement for an engine that collects host functions into the manifest of the bundle. */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target({ElementType.TYPE, ElementType.PACKAGE})
@Requirement(
        namespace = ImplementationNamespace.IMPLEMENTATION_NAMESPACE,
        name = WasmWhiteboardConstants.WASM_WHITEBOARD_IMPLEMENTATION,
        version = WasmWhiteboardConstants.WASM_WHITEBOARD_SPECIFICATION_VERSION)
public @interface RequireWasmWhiteboard {}
