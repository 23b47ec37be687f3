package org.amphora.text.parser;

import java.util.Map;
import org.amphora.binary.opcode.Immediates;
import org.amphora.text.lexer.TokenKind;
import org.amphora.text.lexer.TokenReader;

/** Constants, vectors and lanes (WebAssembly 3.0, section 6.5.11 and 6.5.12). */
final class ConstantParser {
    private static final int VECTOR_BYTES = 16;
    private static final String LANE_RANGE = "i8 constant out of range";
    private static final String RANGE = "constant out of range";

    /** How one lane of a shape is read and written. */
    private interface Lane {
        void write(TokenReader in, ByteSink out);
    }

    private record Shape(int lanes, Lane lane) {}

    private static final Map<String, Shape> SHAPES = Map.of(
            "i8x16", integers(8),
            "i16x8", integers(16),
            "i32x4", integers(32),
            "i64x2", integers(64),
            "f32x4", new Shape(4, (in, out) -> out.fixed(in.f32(), 4)),
            "f64x2", new Shape(2, (in, out) -> out.fixed(in.f64(), 8)));

    private final TokenReader in;

    ConstantParser(TokenReader in) {
        this.in = in;
    }

    private static Shape integers(int bits) {
        int bytes = bits / Byte.SIZE;
        return new Shape(VECTOR_BYTES / bytes, (in, out) -> out.fixed(in.integer(bits, RANGE), bytes));
    }

    void write(Immediates kind, ByteSink out) {
        switch (kind) {
            case I32 -> out.signed(in.integer(32, RANGE));
            case I64 -> out.signed(in.integer(64, RANGE));
            case F32 -> out.fixed(in.f32(), 4);
            case F64 -> out.fixed(in.f64(), 8);
            case V128 -> vector(out);
            case SHUFFLE -> shuffle(out);
            case LANE -> lane(out);
            default -> throw new AssertionError(kind + " is no constant");
        }
    }

    /** The index of a lane. */
    void lane(ByteSink out) {
        out.u8((int) in.natural(8, LANE_RANGE));
    }

    private void vector(ByteSink out) {
        Shape shape = in.keyword() == null ? null : SHAPES.get(in.keyword());
        if (shape == null) {
            throw in.unexpected("the shape of a vector");
        }
        in.next();
        count(shape.lanes, "wrong number of lane literals");
        for (int i = 0; i < shape.lanes; i++) {
            shape.lane.write(in, out);
        }
    }

    private void shuffle(ByteSink out) {
        count(VECTOR_BYTES, "invalid lane length");
        for (int i = 0; i < VECTOR_BYTES; i++) {
            if (!in.at(TokenKind.NATURAL)) {
                throw in.failure(LANE_RANGE + ": " + in.excerpt());
            }
            lane(out);
        }
    }

    /** Checks how many numbers follow; whether each is in range is asked only then. */
    private void count(int needed, String message) {
        int start = in.start();
        int found = 0;
        for (; in.atNumber(); in.next()) {
            found++;
        }
        if (found != needed) {
            throw in.failureAt(message + ": " + found + " instead of " + needed, start);
        }
        in.position(start);
    }
}
