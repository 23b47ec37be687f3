package org.amphora.text.script;

import java.util.List;

/** A command that says what must happen. Of an error, the message must begin with the one given. */
public sealed interface Assertion extends Command permits Assertion.Returns, Assertion.Fails, Assertion.ModuleRefused {

    /** The action returns these results. */
    record Returns(int line, Action action, List<ExpectedValue> expected) implements Assertion {
        @Override
        public String keyword() {
            return "assert_return";
        }
    }

    /**
     * The action does not return.
     *
     * @param message null for an exception, which has none
     */
    record Fails(int line, Failure failure, Action action, String message) implements Assertion {
        @Override
        public String keyword() {
            return failure.keyword();
        }
    }

    /** The module does not come to be an instance. */
    record ModuleRefused(int line, Refusal refusal, ModuleSource source, String message) implements Assertion {
        @Override
        public String keyword() {
            return refusal.keyword();
        }
    }

    /** How an action fails to return. */
    enum Failure {
        /** By a trap. */
        TRAP("assert_trap"),
        /** By using up the stack. */
        EXHAUSTION("assert_exhaustion"),
        /** By an exception that nobody caught. */
        EXCEPTION("assert_exception");

        private final String keyword;

        Failure(String keyword) {
            this.keyword = keyword;
        }

        /** The word that the command begins with. */
        public String keyword() {
            return keyword;
        }
    }

    /** At which step a module is refused. */
    enum Refusal {
        /** When it is read. */
        MALFORMED("assert_malformed"),
        /** When its annotations or custom sections are read. */
        MALFORMED_CUSTOM("assert_malformed_custom"),
        /** When it is validated. */
        INVALID("assert_invalid"),
        /** When its custom sections are validated. */
        INVALID_CUSTOM("assert_invalid_custom"),
        /** When its imports are looked for. */
        UNLINKABLE("assert_unlinkable"),
        /** When its segments are copied or its start function is run. */
        UNINSTANTIABLE("assert_trap");

        private final String keyword;

        Refusal(String keyword) {
            this.keyword = keyword;
        }

        /** The word that the command begins with. */
        public String keyword() {
            return keyword;
        }

        /** Whether the module is valid, and refused when it is instantiated. */
        public boolean whenInstantiated() {
            return this == UNLINKABLE || this == UNINSTANTIABLE;
        }
    }
}
