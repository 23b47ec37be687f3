package org.amphora.text.script;

import java.util.List;
import java.util.stream.Collectors;
import org.amphora.api.NumberType;

/** What a result must be. */
public sealed interface ExpectedValue
        permits ExpectedValue.Numeric, ExpectedValue.Vector, ExpectedValue.Reference, ExpectedValue.Either {
    /** A number of {@code type}. */
    record Numeric(NumberType type, Lane lane) implements ExpectedValue {
        @Override
        public String toString() {
            return type + " " + lane;
        }
    }

    /** A vector, whose lanes stand in their order. */
    record Vector(List<Lane> lanes) implements ExpectedValue {
        /** Whether the vector with these halves is meant. */
        public boolean matches(long low, long high) {
            int bits = Long.SIZE * 2 / lanes.size();
            for (int i = 0; i < lanes.size(); i++) {
                int at = i * bits;
                if (!lanes.get(i).matches((at < Long.SIZE ? low : high) >>> at)) {
                    return false;
                }
            }
            return true;
        }

        @Override
        public String toString() {
            return lanes.stream().map(Lane::toString).collect(Collectors.joining(" ", "v128 ", ""));
        }
    }

    /**
     * A reference of some kind.
     *
     * @param number which object of the host is meant, or null
     */
    record Reference(Kind kind, Long number) implements ExpectedValue {
        @Override
        public String toString() {
            return kind + (number == null ? "" : " " + number);
        }
    }

    /** One of several. */
    record Either(List<ExpectedValue> choices) implements ExpectedValue {
        @Override
        public String toString() {
            return choices.stream().map(ExpectedValue::toString).collect(Collectors.joining(" or "));
        }
    }

    /** Kinds of references. */
    enum Kind {
        /** Null. */
        NULL("null"),
        /** A function. */
        FUNC("func"),
        /** An external reference. */
        EXTERN("extern"),
        /** Any internal reference. */
        ANY("any"),
        /** An internal reference that can be compared. */
        EQ("eq"),
        /** A number of 31 bits. */
        I31("i31"),
        /** A structure. */
        STRUCT("struct"),
        /** An array. */
        ARRAY("array"),
        /** An exception. */
        EXN("exn"),
        /** An object of the host as an internal reference. */
        HOST("host");

        private final String text;

        Kind(String text) {
            this.text = text;
        }

        /** As in {@code ref.func}, behind the point. */
        @Override
        public String toString() {
            return text;
        }
    }
}
