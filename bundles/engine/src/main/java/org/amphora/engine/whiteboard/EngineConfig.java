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
}
