package org.amphora.text.script;

import org.amphora.api.NumberType;

/** An argument of a call. */
public sealed interface Value permits Value.Numeric, Value.Vector, Value.Null, Value.Host {
    /** A number by its bits; those above its width are zero. */
    record Numeric(NumberType type, long bits) implements Value {
        @Override
        public String toString() {
            return type + " 0x" + Long.toHexString(bits);
        }
    }

    /** A vector by its halves. */
    record Vector(long low, long high) implements Value {
        @Override
        public String toString() {
            return String.format("v128 0x%016x%016x", high, low);
        }
    }

    /** The null reference. */
    record Null() implements Value {
        @Override
        public String toString() {
            return "null";
        }
    }

    /** A reference to something of the host, which a number stands for. */
    record Host(long number) implements Value {
        @Override
        public String toString() {
            return "host " + number;
        }
    }
}
