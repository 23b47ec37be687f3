package org.amphora.engine.link;

import java.util.List;
import org.amphora.api.FunctionType;
import org.amphora.api.HostFunction;
import org.amphora.api.ImportType;

/**
 * Offers host functions that no linker defines: in OSGi, those that are registered as services. Thread-safe.
 */
public interface HostFunctionSource {
    /** Offers nothing. */
    HostFunctionSource NONE = new HostFunctionSource() {
        @Override
        public List<Candidate> candidates(String module, String name) {
            return List.of();
        }

        @Override
        public List<Candidate> all() {
            return List.of();
        }
    };

    /** What is offered for imports of {@code name} from {@code module}, of whatever type, best first. */
    List<Candidate> candidates(String module, String name);

    /** All that is offered, for messages. */
    List<Candidate> all();

    /**
     * What this source offers to one instance: asked for once when an instance is linked, and not to change afterwards.
     *
     * @param instance the name of the instance
     * @param imports all imports of its module
     */
    default HostFunctionSource snapshot(String instance, List<ImportType> imports) {
        return this;
    }

    /** A host function that is offered. What it says of itself is known without getting the function. */
    interface Candidate {
        /** The host module that it belongs to. */
        String module();

        /** Its name in that module. */
        String name();

        /** Its type. */
        FunctionType type();

        /** Who offers it, for messages, such as {@code org.acme.log 1.0.0}. */
        String provider();

        /**
         * Gets the function for an import.
         *
         * @return null if it is not to be had any more; the next candidate is then tried
         */
        HostFunction acquire();

        /** Gives back what {@link #acquire} returned, when the instance was closed or could not be made. */
        void release(HostFunction function);
    }
}
