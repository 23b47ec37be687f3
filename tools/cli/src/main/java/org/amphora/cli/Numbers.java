package org.amphora.cli;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import org.amphora.api.Function;
import org.amphora.api.NumberType;
import org.amphora.api.ValueType;

/** Arguments and results of an exported function as text. */
final class Numbers {
    private Numbers() {}

    /**
     * Arguments as Java objects, in the form of {@link Function#apply}.
     *
     * @throws IllegalArgumentException if there are too few or too many, or one is not of its type
     */
    static Object[] parse(String export, List<ValueType> types, List<String> texts) {
        if (types.size() != texts.size()) {
            throw new IllegalArgumentException(export + " takes " + types.size()
                    + (types.size() == 1 ? " argument " : " arguments ") + list(types) + ", not " + texts.size());
        }
        List<Object> values = new ArrayList<>();
        for (int i = 0; i < texts.size(); i++) {
            try {
                values.add(parse(types.get(i), texts.get(i)));
            } catch (NumberFormatException e) {
                throw new IllegalArgumentException(
                        "argument " + (i + 1) + " of " + export + " must be an " + types.get(i) + ", not \""
                                + texts.get(i) + "\"",
                        e);
            }
        }
        return values.toArray();
    }

    private static String list(List<ValueType> types) {
        return types.toString().replace('[', '(').replace(']', ')');
    }

    private static Object parse(ValueType type, String text) {
        if (type == NumberType.I32) {
            return integer(text, Integer.SIZE).intValue();
        } else if (type == NumberType.I64) {
            return integer(text, Long.SIZE).longValue();
        } else if (type == NumberType.F32) {
            return Float.parseFloat(text);
        } else if (type == NumberType.F64) {
            return Double.parseDouble(text);
        }
        throw new IllegalArgumentException(
                "an argument of type " + type + " cannot be given on the command line; numbers can");
    }

    /** A signed or unsigned number, decimal or, after 0x, hexadecimal. */
    private static BigInteger integer(String text, int bits) {
        boolean negative = text.startsWith("-");
        String digits = negative ? text.substring(1) : text;
        if (digits.startsWith("-") || digits.startsWith("+")) {
            throw new NumberFormatException("two signs");
        }
        BigInteger value =
                digits.startsWith("0x") ? new BigInteger(digits.substring(2), 16) : new BigInteger(digits, 10);
        if (value.bitLength() > bits || (negative && value.negate().bitLength() >= bits)) {
            throw new NumberFormatException("out of range");
        }
        return negative ? value.negate() : value;
    }

    /** A result as text: integers signed and decimal. */
    static String format(Object value) {
        return value instanceof byte[] vector ? "0x" + new BigInteger(1, vector).toString(16) : String.valueOf(value);
    }
}
