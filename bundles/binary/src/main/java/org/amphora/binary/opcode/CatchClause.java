package org.amphora.binary.opcode;

import org.amphora.api.MalformedModuleException;
import org.amphora.binary.format.ByteReader;

/**
 * One clause of a {@code try_table} (WebAssembly 3.0, section 5.4.1).
 *
 * @param kind what is caught, and whether a reference to the exception goes to the label too
 * @param tag the index of the tag, an unsigned number; -1 if all tags are caught
 * @param label the index of the label, counted from outside the {@code try_table}; an unsigned number
 */
public record CatchClause(Kind kind, int tag, int label) {
    /** The four kinds; their order is that of their codes. */
    public enum Kind {
        /** Exceptions of a tag: their values go to the label. */
        CATCH(0, "catch"),
        /** Exceptions of a tag: their values and a reference go to the label. */
        CATCH_REF(1, "catch_ref"),
        /** All exceptions: nothing goes to the label. */
        CATCH_ALL(2, "catch_all"),
        /** All exceptions: a reference goes to the label. */
        CATCH_ALL_REF(3, "catch_all_ref");

        private static final Kind[] ALL = values();

        private final int code;
        private final String text;

        Kind(int code, String text) {
            this.code = code;
            this.text = text;
        }

        /** The code in the binary format. */
        public int code() {
            return code;
        }

        /** Whether the clause names a tag. */
        public boolean hasTag() {
            return this == CATCH || this == CATCH_REF;
        }

        /** Whether a reference to the exception goes to the label, behind the values. */
        public boolean hasReference() {
            return this == CATCH_REF || this == CATCH_ALL_REF;
        }

        /** The name in the text format. */
        @Override
        public String toString() {
            return text;
        }
    }

    static CatchClause read(ByteReader in) {
        int start = in.position();
        int code = in.u8();
        if (code >= Kind.ALL.length) {
            throw new MalformedModuleException("malformed catch clause 0x" + Integer.toHexString(code), start);
        }
        Kind kind = Kind.ALL[code];
        return new CatchClause(kind, kind.hasTag() ? in.u32() : -1, in.u32());
    }
}
