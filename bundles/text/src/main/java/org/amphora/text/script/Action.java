package org.amphora.text.script;

import java.util.List;

/** Something done with an instance; {@code instance} is its name with the {@code $}, or null for the last one. */
public sealed interface Action permits Action.Invoke, Action.Get {
    /** The name of the instance, or null. */
    String instance();

    /** The name of the export. */
    String export();

    /** The word that the action begins with. */
    String keyword();

    /** Calls a function. */
    record Invoke(String instance, String export, List<Value> arguments) implements Action {
        @Override
        public String keyword() {
            return "invoke";
        }

        @Override
        public String toString() {
            return "invoke \"" + export + "\" " + arguments;
        }
    }

    /** Reads a global. */
    record Get(String instance, String export) implements Action {
        @Override
        public String keyword() {
            return "get";
        }

        @Override
        public String toString() {
            return "get \"" + export + "\"";
        }
    }
}
