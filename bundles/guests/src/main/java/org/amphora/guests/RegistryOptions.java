package org.amphora.guests;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** The options that all guests of a registry share: configuration {@code org.amphora.guests}. */
@ObjectClassDefinition(name = "WebAssembly guests", description = "What all guests share")
@interface RegistryOptions {
    /** {@code memory.budget}. */
    @AttributeDefinition(
            name = "Memory budget",
            description =
                    "Bytes that the memories of all guests may come to need together, with what is replaced and what"
                            + " replaces it; 0 for no limit",
            required = false,
            min = "0")
    long memory_budget() default MemoryBudget.NONE;
}
