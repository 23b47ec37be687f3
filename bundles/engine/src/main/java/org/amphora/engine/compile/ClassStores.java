package org.amphora.engine.compile;

import org.amphora.binary.module.ModuleDefinition;

/** Knows where the generated classes of a module are kept. Thread-safe. */
@FunctionalInterface
interface ClassStores {
    /** Those of no module are kept. */
    ClassStores NONE = new ClassStores() {
        @Override
        public ClassStore of(ModuleDefinition module) {
            return ClassStore.NONE;
        }
    };

    /** What there is of a module. */
    ClassStore of(ModuleDefinition module);
}
