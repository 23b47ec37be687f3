package org.amphora.engine.spec;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads JSON (RFC 8259) into maps, lists, strings, numbers, booleans and null; for well-formed files only. */
final class Json {
    private final String text;
    private int position;

    private Json(String text) {
        this.text = text;
    }

    static Object parse(String text) {
        return new Json(text).value();
    }

    private Object value() {
        return switch (next()) {
            case '{' -> object();
            case '[' -> array();
            case '"' -> string();
            default -> {
                position--;
                yield literal();
            }
        };
    }

    private Map<String, Object> object() {
        Map<String, Object> map = new LinkedHashMap<>();
        for (char c = next(); c != '}'; c = next()) {
            if (c == '"') {
                String key = string();
                expect(':');
                map.put(key, value());
            }
        }
        return map;
    }

    private List<Object> array() {
        List<Object> list = new ArrayList<>();
        for (char c = next(); c != ']'; c = next()) {
            position -= c == ',' ? 0 : 1;
            list.add(value());
        }
        return list;
    }

    private String string() {
        StringBuilder s = new StringBuilder();
        for (char c = text.charAt(position++); c != '"'; c = text.charAt(position++)) {
            s.append(c == '\\' ? escaped() : c);
        }
        return s.toString();
    }

    private char escaped() {
        char c = text.charAt(position++);
        if (c == 'u') {
            position += 4;
            return (char) Integer.parseInt(text.substring(position - 4, position), 16);
        }
        int index = "bfnrt".indexOf(c);
        return index < 0 ? c : "\b\f\n\r\t".charAt(index);
    }

    private Object literal() {
        int from = position;
        while (position < text.length() && ",]} \n\r\t".indexOf(text.charAt(position)) < 0) {
            position++;
        }
        String literal = text.substring(from, position);
        return switch (literal) {
            case "true" -> true;
            case "false" -> false;
            case "null" -> null;
            default -> Double.valueOf(literal);
        };
    }

    private void expect(char expected) {
        char c = next();
        if (c != expected) {
            throw new IllegalArgumentException(
                    "'" + expected + "' expected at " + (position - 1) + ", not '" + c + "'");
        }
    }

    /** The next character that is no white space. */
    private char next() {
        char c = text.charAt(position++);
        while (Character.isWhitespace(c)) {
            c = text.charAt(position++);
        }
        return c;
    }
}
