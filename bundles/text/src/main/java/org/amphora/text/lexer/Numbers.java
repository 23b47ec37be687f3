package org.amphora.text.lexer;

/** The values of numbers (WebAssembly 3.0, section 6.3.2). The words given are numbers, as {@link Numerals} found. */
final class Numbers {
    private static final int MAX_DIGITS = 20;

    private Numbers() {}

    /**
     * A whole number of {@code bits} bits, signed or not.
     *
     * @return null if it is out of range
     */
    static Long integer(String word, int bits) {
        boolean negative = word.startsWith("-");
        Long magnitude = natural(negative || word.startsWith("+") ? word.substring(1) : word);
        if (magnitude == null) {
            return null;
        }
        if (negative) {
            long least = 1L << (bits - 1);
            return Long.compareUnsigned(magnitude, least) <= 0 ? -magnitude : null;
        }
        return bits == Long.SIZE || magnitude >>> bits == 0 ? magnitude : null;
    }

    /** A whole number without a sign, of at most 64 bits; null if it is larger. */
    static Long natural(String word) {
        boolean hexadecimal = word.startsWith("0x");
        String digits = significant(hexadecimal ? word.substring(2) : word);
        if (digits.length() > MAX_DIGITS) {
            return null;
        }
        try {
            return Long.parseUnsignedLong(digits, hexadecimal ? 16 : 10);
        } catch (NumberFormatException e) {
            return null;
        }
    }

    /** Without underscores and leading zeros. */
    private static String significant(String digits) {
        String plain = digits.replace("_", "");
        int zeros = 0;
        while (zeros < plain.length() - 1 && plain.charAt(zeros) == '0') {
            zeros++;
        }
        return plain.substring(zeros);
    }

    /** The bits of an f32, rounded to nearest, ties to even; null if the number is out of range. */
    static Integer f32(String word) {
        boolean negative = word.startsWith("-");
        String magnitude = negative || word.startsWith("+") ? word.substring(1) : word;
        Integer bits;
        if (magnitude.startsWith("nan")) {
            Long payload = payload(magnitude, 23);
            bits = payload == null ? null : Float.floatToRawIntBits(Float.POSITIVE_INFINITY) | payload.intValue();
        } else if (magnitude.equals("inf")) {
            bits = Float.floatToRawIntBits(Float.POSITIVE_INFINITY);
        } else {
            float value = Float.parseFloat(javaForm(magnitude));
            bits = Float.isInfinite(value) ? null : Float.floatToRawIntBits(value);
        }
        return bits == null ? null : negative ? bits | Integer.MIN_VALUE : bits;
    }

    /** The bits of an f64, rounded to nearest, ties to even; null if the number is out of range. */
    static Long f64(String word) {
        boolean negative = word.startsWith("-");
        String magnitude = negative || word.startsWith("+") ? word.substring(1) : word;
        Long bits;
        if (magnitude.startsWith("nan")) {
            Long payload = payload(magnitude, 52);
            bits = payload == null ? null : (Long) (Double.doubleToRawLongBits(Double.POSITIVE_INFINITY) | payload);
        } else if (magnitude.equals("inf")) {
            bits = Double.doubleToRawLongBits(Double.POSITIVE_INFINITY);
        } else {
            double value = Double.parseDouble(javaForm(magnitude));
            bits = Double.isInfinite(value) ? null : (Long) Double.doubleToRawLongBits(value);
        }
        return bits == null ? null : (Long) (negative ? bits | Long.MIN_VALUE : bits);
    }

    /** What stands in the {@code bits} bits behind the exponent of {@code nan} or {@code nan:0x…}; null if it does not fit. */
    private static Long payload(String magnitude, int bits) {
        if (magnitude.equals("nan")) {
            return 1L << (bits - 1);
        }
        Long payload = natural(magnitude.substring("nan:".length()));
        return payload != null && payload != 0 && payload >>> bits == 0 ? payload : null;
    }

    /** As Java's own parser wants it, which rounds exactly: no underscores, and an exponent in hexadecimal numbers. */
    private static String javaForm(String magnitude) {
        String plain = magnitude.replace("_", "");
        boolean hexadecimal = plain.startsWith("0x");
        return hexadecimal && plain.indexOf('p') < 0 && plain.indexOf('P') < 0 ? plain + "p0" : plain;
    }
}
