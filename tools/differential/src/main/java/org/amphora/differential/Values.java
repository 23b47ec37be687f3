package org.amphora.differential;

import org.amphora.api.NumberType;
import org.amphora.api.ValueType;

/** Values as both sides write them: bits in hexadecimal, every NaN as {@code nan}. */
final class Values {
    private Values() {}

    /** A value in a slot: a number, or a reference, of which is only said whether it is null. */
    static String text(ValueType type, long slot) {
        if (type instanceof NumberType number) {
            return number + ":"
                    + switch (number) {
                        case I32 -> hex32((int) slot);
                        case I64 -> hex64(slot);
                        case F32 -> Float.isNaN(Float.intBitsToFloat((int) slot)) ? "nan" : hex32((int) slot);
                        case F64 -> Double.isNaN(Double.longBitsToDouble(slot)) ? "nan" : hex64(slot);
                    };
        }
        return type + ":" + (slot == 0 ? "null" : "some");
    }

    static String hex32(int bits) {
        return String.format("%08x", bits);
    }

    static String hex64(long bits) {
        return String.format("%016x", bits);
    }
}
