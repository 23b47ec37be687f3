package org.amphora.engine.compile;

import org.amphora.engine.runtime.CodeVariant;

/** Generated classes of one module that outlive the JVM. What is in no store is generated. Thread-safe. */
interface ClassStore {
    /** Has nothing, and keeps nothing. */
    ClassStore NONE = new ClassStore() {
        @Override
        public boolean valid() {
            return false;
        }

        @Override
        public void noteValid() {}

        @Override
        public byte[] find(CodeVariant variant, String internalName) {
            return null;
        }

        @Override
        public void keep(CodeVariant variant, String internalName, byte[] bytes) {}
    };

    /** Whether the module is known to be valid. */
    boolean valid();

    /** Notes that the module is valid. */
    void noteValid();

    /** A class, or null. */
    byte[] find(CodeVariant variant, String internalName);

    /** Keeps a class, if there is room. */
    void keep(CodeVariant variant, String internalName, byte[] bytes);

    /** The path of a class in a store. */
    static String path(CodeVariant variant, String internalName) {
        return variant + "/" + internalName.substring(Names.PACKAGE.length());
    }
}
