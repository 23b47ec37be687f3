package org.amphora.engine.whiteboard;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** Configuration of an engine; the values are also properties of its services. */
@ObjectClassDefinition(
        name = "Amphora engine",
        description =
                "An engine for each configuration org.amphora.engine~NAME; one that is called default without any")
@interface EngineConfig {
    /** The name of the engine. */
    @AttributeDefinition(name = "Name", description = "The name that host functions and users select the engine by")
    String wasm_engine_name() default "default";

    /** How much of the bundle's data area generated classes may take. */
    @AttributeDefinition(
            name = "Class cache, in bytes",
            description =
                    "How many bytes of generated classes are kept in the bundle's data area for the next start; 0: none")
    long class_cache_bytes() default 256L << 20;

    /** How long a provider that goes waits for the calls that use it. */
    @AttributeDefinition(
            name = "Grace of providers, in milliseconds",
            description = "How long a host function service that is unregistered waits for calls that began before")
    long provider_grace_millis() default 5_000;

    /** How long calls wait for the successor of a provider that went. */
    @AttributeDefinition(
            name = "Patience with providers, in milliseconds",
            description = "How long calls wait for another host function service when theirs was unregistered, as it is"
                    + " when its bundle is updated")
    long provider_patience_millis() default 5_000;
}
