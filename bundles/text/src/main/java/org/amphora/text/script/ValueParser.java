package org.amphora.text.script;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.amphora.api.NumberType;
import org.amphora.text.lexer.TokenKind;
import org.amphora.text.lexer.TokenReader;
import org.amphora.text.script.ExpectedValue.Kind;

/** Parses arguments and expected results of a script. */
final class ValueParser {
    private static final String RANGE = "constant out of range";
    private static final int VECTOR_BITS = 128;

    private final TokenReader in;

    ValueParser(TokenReader in) {
        this.in = in;
    }

    List<Value> arguments() {
        return list(this::argument);
    }

    List<ExpectedValue> expected() {
        return list(this::expectedValue);
    }

    private <T> List<T> list(Supplier<T> element) {
        List<T> list = new ArrayList<>();
        while (in.take(TokenKind.LEFT)) {
            list.add(element.get());
            in.expectRight();
        }
        return list;
    }

    /** The word behind an opening parenthesis. */
    private String word() {
        String word = in.keyword();
        if (word == null) {
            throw in.unexpected("a value");
        }
        in.next();
        return word;
    }

    private Value argument() {
        String word = word();
        switch (word) {
            case "ref.null" -> {
                in.take(TokenKind.KEYWORD);
                return new Value.Null();
            }
            case "ref.extern", "ref.host" -> {
                return new Value.Host(in.natural(Integer.SIZE, RANGE));
            }
            case "v128.const" -> {
                List<Lane> lanes = lanes(false);
                int half = lanes.size() / 2;
                return new Value.Vector(together(lanes.subList(0, half)), together(lanes.subList(half, lanes.size())));
            }
            default -> {
                NumberType type = number(word);
                return new Value.Numeric(type, lane(type, false).bits());
            }
        }
    }

    /** The lanes of half a vector in one number, the first lowest. */
    private static long together(List<Lane> lanes) {
        long bits = 0;
        for (int i = lanes.size() - 1; i >= 0; i--) {
            Lane lane = lanes.get(i);
            bits = lane.width() == Long.SIZE ? lane.bits() : bits << lane.width() | lane.bits();
        }
        return bits;
    }

    private ExpectedValue expectedValue() {
        String word = word();
        if (word.equals("either")) {
            return new ExpectedValue.Either(expected());
        } else if (word.equals("v128.const")) {
            return new ExpectedValue.Vector(lanes(true));
        } else if (word.startsWith("ref.")) {
            return reference(word);
        }
        NumberType type = number(word);
        return new ExpectedValue.Numeric(type, lane(type, true));
    }

    private ExpectedValue reference(String word) {
        String kindText = word.substring("ref.".length());
        for (Kind kind : Kind.values()) {
            if (kind.toString().equals(kindText)) {
                in.take(TokenKind.KEYWORD); // the type of a null
                return new ExpectedValue.Reference(kind, in.atInteger() ? in.natural(Integer.SIZE, RANGE) : null);
            }
        }
        throw in.failure("unexpected token: " + word + " where an expected value should be");
    }

    private NumberType number(String word) {
        return switch (word) {
            case "i32.const" -> NumberType.I32;
            case "i64.const" -> NumberType.I64;
            case "f32.const" -> NumberType.F32;
            case "f64.const" -> NumberType.F64;
            default -> throw in.failure("unexpected token: " + word + " where a constant should be");
        };
    }

    private Lane lane(NumberType type, boolean expected) {
        return switch (type) {
            case I32 -> integer(Integer.SIZE);
            case I64 -> integer(Long.SIZE);
            case F32, F64 -> floating(type, expected);
        };
    }

    /** The lanes of a vector, behind {@code v128.const}. */
    private List<Lane> lanes(boolean expected) {
        String shape = word();
        List<Lane> lanes = new ArrayList<>();
        for (int i = 0; i < laneCount(shape); i++) {
            lanes.add(
                    switch (shape) {
                        case "f32x4" -> floating(NumberType.F32, expected);
                        case "f64x2" -> floating(NumberType.F64, expected);
                        default -> integer(VECTOR_BITS / laneCount(shape));
                    });
        }
        return lanes;
    }

    private int laneCount(String shape) {
        return switch (shape) {
            case "i8x16" -> 16;
            case "i16x8" -> 8;
            case "i32x4", "f32x4" -> 4;
            case "i64x2", "f64x2" -> 2;
            default -> throw in.failure("unexpected token: " + shape + " where the shape of a vector should be");
        };
    }

    private Lane integer(int width) {
        long bits = in.integer(width, RANGE);
        return new Lane(width, width == Long.SIZE ? bits : bits & ((1L << width) - 1), null);
    }

    private Lane floating(NumberType type, boolean expected) {
        int width = type == NumberType.F32 ? Float.SIZE : Double.SIZE;
        if (expected && in.take("nan:canonical")) {
            return new Lane(width, 0, Lane.Nan.CANONICAL);
        } else if (expected && in.take("nan:arithmetic")) {
            return new Lane(width, 0, Lane.Nan.ARITHMETIC);
        }
        return new Lane(width, type == NumberType.F32 ? Integer.toUnsignedLong(in.f32()) : in.f64(), null);
    }
}
