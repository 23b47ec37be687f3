package org.amphora.api.whiteboard;

/**
 * Names of the Wasm whiteboard.
 *
 * <p>A {@link org.amphora.api.HostFunction} service with the property {@link #WASM_HOST_MODULE} takes part. Everything is
 * decided from the properties; the service itself is got when a guest is linked to it. A service whose properties are
 * not valid is listed with a reason by {@link org.amphora.api.runtime.WasmServiceRuntime}; none is ignored silently.
 *
 * <p>When a guest is instantiated, each of its imports is matched with the candidates of its module and name: those of
 * another type are passed over, and among the rest the highest {@code service.ranking} wins, then the lowest {@code
 * service.id}.
 */
public final class WasmWhiteboardConstants {
    /** Service property of type String, required: the module name of the imports that the function satisfies. */
    public static final String WASM_HOST_MODULE = "wasm.host.module";

    /** Service property of type String+, required: the names of the imports that the function satisfies. */
    public static final String WASM_HOST_NAME = "wasm.host.name";

    /**
     * Service property of type String+, required: for each name, the name, a colon and the signature in the form of
     * {@link org.amphora.api.FunctionType#parse(String)}, as in {@code get:ii-I}. With a single name, the signature may
     * stand alone.
     */
    public static final String WASM_HOST_SIGNATURE = "wasm.host.signature";

    /**
     * Service property of type String+: what calls of the function leave behind. {@link #EFFECT_WRITE} is the one effect that
     * there is; without the property it is none that matters.
     */
    public static final String WASM_HOST_EFFECT = "wasm.host.effect";

    /**
     * Effect of a function that changes what outlives the instance that calls it. Instances that do not serve yet cannot call
     * it: they trap; see {@link org.amphora.api.Phase}.
     */
    public static final String EFFECT_WRITE = "write";

    /**
     * Service property of type String: a filter over the properties of the engine's {@link
     * org.amphora.api.runtime.WasmServiceRuntime} service. An engine that does not match takes no notice of the service.
     */
    public static final String WASM_WHITEBOARD_TARGET = "wasm.whiteboard.target";

    /** Property of the runtime service, of type String: the name of the engine. */
    public static final String WASM_ENGINE_NAME = "wasm.engine.name";

    /** Property of the runtime service, of type String+: the {@link org.amphora.api.Feature}s of the engine. */
    public static final String WASM_ENGINE_FEATURE = "wasm.engine.feature";

    /** Name of the {@code osgi.implementation} capability of an engine that collects host functions. */
    public static final String WASM_WHITEBOARD_IMPLEMENTATION = "wasm.whiteboard";

    /** Version of the {@code osgi.implementation} capability. */
    public static final String WASM_WHITEBOARD_SPECIFICATION_VERSION = "1.0";

    /** Namespace of the capability that a bundle with host functions provides; its attribute {@code function} lists names. */
    public static final String WASM_HOST_NAMESPACE = "wasm.host";

    private WasmWhiteboardConstants() {}
}
