package org.amphora.shell;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.amphora.api.Function;
import org.amphora.api.FunctionType;
import org.amphora.api.NumberType;
import org.amphora.api.ValueType;
import org.amphora.api.VectorType;

/** Values of Wasm as words of a command line: read by the type of a parameter, printed by that of a result. */
final class Values {
    private static final int V128_BYTES = 16;

    private Values() {}

    /**
     * The arguments of a call in the form that {@link Function#apply} takes.
     *
     * @param export for messages
     * @throws IllegalArgumentException if number or form of the words is wrong
     */
    static Object[] parse(String export, FunctionType type, String... words) {
        List<ValueType> parameters = type.parameters();
        if (words.length != parameters.size()) {
            throw new IllegalArgumentException(
                    export + " " + type + " takes " + parameters.size() + " arguments, not " + words.length);
        }
        Object[] arguments = new Object[words.length];
        for (int i = 0; i < words.length; i++) {
            try {
                arguments[i] = parse(parameters.get(i), words[i]);
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException(
                        "argument " + (i + 1) + " of " + export + " " + type + " is \"" + words[i] + "\", must be "
                                + form(parameters.get(i)),
                        e);
            }
        }
        return arguments;
    }

    private static Object parse(ValueType type, String word) {
        if (type instanceof NumberType number) {
            return switch (number) {
                case I32 -> (int) integer(word, Integer.SIZE);
                case I64 -> integer(word, Long.SIZE);
                case F32 -> Float.parseFloat(word);
                case F64 -> Double.parseDouble(word);
            };
        }
        if (type instanceof VectorType) {
            return vector(word);
        }
        if (word.equals("null")) {
            return null;
        }
        throw new IllegalArgumentException(word);
    }

    private static String form(ValueType type) {
        if (type instanceof NumberType number) {
            return switch (number) {
                case I32, I64 -> "an " + type + ", decimal or hexadecimal after 0x";
                case F32, F64 -> "an " + type + ", as in 1.5 or NaN";
            };
        }
        return type instanceof VectorType
                ? "a v128, 32 hexadecimal digits after 0x, first byte first"
                : "null, the only " + type + " there is here";
    }

    /** Signed and unsigned numbers of {@code bits} bits. */
    private static long integer(String word, int bits) {
        boolean negative = word.startsWith("-");
        String digits = negative ? word.substring(1) : word;
        BigInteger magnitude =
                digits.startsWith("0x") ? new BigInteger(digits.substring(2), 16) : new BigInteger(digits);
        BigInteger value = negative ? magnitude.negate() : magnitude;
        // a second sign, as in --1, would be taken by BigInteger
        if (magnitude.signum() < 0 || value.bitLength() > (negative ? bits - 1 : bits)) {
            throw new NumberFormatException(word);
        }
        return value.longValue();
    }

    private static byte[] vector(String word) {
        byte[] bytes = HexFormat.of().parseHex(word.startsWith("0x") ? word.substring(2) : "");
        if (bytes.length != V128_BYTES) {
            throw new IllegalArgumentException(word);
        }
        return bytes;
    }

    /** The results of a call, a line each. */
    static String print(Object... results) {
        if (results.length == 0) {
            return "no result";
        }
        List<String> lines = new ArrayList<>();
        for (Object result : results) {
            lines.add(
                    result instanceof byte[] vector ? "0x" + HexFormat.of().formatHex(vector) : String.valueOf(result));
        }
        return String.join("\n", lines);
    }
}
