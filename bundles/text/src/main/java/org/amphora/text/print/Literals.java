package org.amphora.text.print;

/** Numbers, strings and identifiers as the text format spells them (WebAssembly 3.0, section 6.3). */
final class Literals {
    private static final int F32_PAYLOAD = 0x7fffff;
    private static final int F32_QUIET = 0x400000;
    private static final long F64_PAYLOAD = 0xfffffffffffffL;
    private static final long F64_QUIET = 0x8000000000000L;
    private static final String IDENTIFIER_SYMBOLS = "!#$%&'*+-./:<=>?@\\^_`|~";

    private Literals() {}

    /** A number that reads back as these bits. */
    static String f32(int bits) {
        float value = Float.intBitsToFloat(bits);
        if (Float.isNaN(value)) {
            return nan(bits < 0, bits & F32_PAYLOAD, F32_QUIET);
        }
        return decimal(Float.toString(value));
    }

    /** A number that reads back as these bits. */
    static String f64(long bits) {
        double value = Double.longBitsToDouble(bits);
        if (Double.isNaN(value)) {
            return nan(bits < 0, bits & F64_PAYLOAD, F64_QUIET);
        }
        return decimal(Double.toString(value));
    }

    private static String nan(boolean negative, long payload, long quiet) {
        return (negative ? "-nan" : "nan") + (payload == quiet ? "" : ":0x" + Long.toHexString(payload));
    }

    /** Java's decimal form, of which everything is WebAssembly's but infinity. */
    private static String decimal(String java) {
        String number = java.replace("Infinity", "inf").replace('E', 'e');
        return number.endsWith(".0") ? number.substring(0, number.length() - 2) : number;
    }

    /** Bytes as a string, in quotes. */
    static String string(byte[] bytes, int from, int to) {
        StringBuilder text = new StringBuilder(to - from + 2).append('"');
        for (int i = from; i < to; i++) {
            appendByte(text, bytes[i] & 0xff);
        }
        return text.append('"').toString();
    }

    private static void appendByte(StringBuilder text, int b) {
        if (b == '"' || b == '\\') {
            text.append('\\').append((char) b);
        } else if (b >= ' ' && b < 0x7f) {
            text.append((char) b);
        } else {
            text.append('\\').append(Character.forDigit(b >> 4, 16)).append(Character.forDigit(b & 15, 16));
        }
    }

    /** A name as a string, in quotes: what can be seen stands for itself. */
    static String name(String name) {
        StringBuilder text = new StringBuilder(name.length() + 2).append('"');
        name.codePoints().forEach(c -> {
            if (c < 0x80) {
                appendByte(text, c);
            } else if (Character.isLetterOrDigit(c)) {
                text.appendCodePoint(c);
            } else {
                text.append("\\u{").append(Integer.toHexString(c)).append('}');
            }
        });
        return text.append('"').toString();
    }

    /** Where something is defined: its identifier, and its name as an annotation if that is another. */
    static String declaration(String identifier, String name) {
        return identifier.equals(identifier(name)) ? identifier : identifier + " (@name " + name(name) + ")";
    }

    /** A name as an identifier: with quotes only if it must be. */
    static String identifier(String name) {
        boolean plain = !name.isEmpty() && name.chars().allMatch(Literals::isIdentifierCharacter);
        return "$" + (plain ? name : name(name));
    }

    private static boolean isIdentifierCharacter(int c) {
        return (c >= '0' && c <= '9')
                || (c >= 'A' && c <= 'Z')
                || (c >= 'a' && c <= 'z')
                || IDENTIFIER_SYMBOLS.indexOf(c) >= 0;
    }
}
