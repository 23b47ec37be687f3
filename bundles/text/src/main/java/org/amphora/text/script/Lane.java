package org.amphora.text.script;

/**
 * What a number, or a lane of a vector, must be.
 *
 * @param width in bits
 * @param bits the number, if {@code nan} is null
 * @param nan which numbers that are none are meant, or null
 */
public record Lane(int width, long bits, Nan nan) {
    /** Sets of numbers that are none; the sign is of no matter. */
    public enum Nan {
        /** Only the highest bit of the payload is set. */
        CANONICAL,
        /** The highest bit of the payload is set, and others may be. */
        ARITHMETIC
    }

    /** Whether this number is meant; bits beyond the width are of no matter. */
    public boolean matches(long actual) {
        long mask = width == Long.SIZE ? -1 : (1L << width) - 1;
        if (nan == null) {
            return (actual & mask) == (bits & mask);
        }
        long quiet = width == Float.SIZE ? Float.floatToRawIntBits(Float.NaN) : Double.doubleToRawLongBits(Double.NaN);
        long relevant = nan == Nan.CANONICAL ? mask >>> 1 : quiet;
        return (actual & relevant) == quiet;
    }

    @Override
    public String toString() {
        if (nan != null) {
            return nan == Nan.CANONICAL ? "nan:canonical" : "nan:arithmetic";
        }
        return "0x" + Long.toHexString(bits);
    }
}
