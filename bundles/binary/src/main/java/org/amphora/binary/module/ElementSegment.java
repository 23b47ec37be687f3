package org.amphora.binary.module;

import java.util.List;
import org.amphora.api.ReferenceType;

/**
 * An element segment: references, either as function indices or as constant expressions (WebAssembly 3.0, section 2.5.8).
 * Immutable.
 */
public final class ElementSegment {
    private final SegmentMode mode;
    private final int table;
    private final Expression offset;
    private final ReferenceType type;
    private final int[] functions;
    private final List<Expression> expressions;

    private ElementSegment(
            SegmentMode mode,
            int table,
            Expression offset,
            ReferenceType type,
            int[] functions,
            List<Expression> expressions) {
        this.mode = mode;
        this.table = table;
        this.offset = offset;
        this.type = type;
        this.functions = functions;
        this.expressions = expressions;
    }

    /** A segment of function indices; {@code functions} is not copied and must not change. */
    public static ElementSegment ofFunctions(
            SegmentMode mode, int table, Expression offset, ReferenceType type, int[] functions) {
        return new ElementSegment(mode, table, offset, type, functions, null);
    }

    /** A segment of constant expressions. */
    public static ElementSegment ofExpressions(
            SegmentMode mode, int table, Expression offset, ReferenceType type, List<Expression> expressions) {
        return new ElementSegment(mode, table, offset, type, null, List.copyOf(expressions));
    }

    /** Active, passive or declarative. */
    public SegmentMode mode() {
        return mode;
    }

    /** The table of an active segment. */
    public int table() {
        return table;
    }

    /** Where in the table an active segment goes; null for any other. */
    public Expression offset() {
        return offset;
    }

    /** The type of the elements. */
    public ReferenceType type() {
        return type;
    }

    /** The number of elements. */
    public int size() {
        return functions != null ? functions.length : expressions.size();
    }

    /** Whether the elements are function indices, else they are expressions. */
    public boolean hasFunctionIndices() {
        return functions != null;
    }

    /** The function index at {@code element}; only if {@link #hasFunctionIndices()}. */
    public int function(int element) {
        return functions[element];
    }

    /** The expression at {@code element}; only if not {@link #hasFunctionIndices()}. */
    public Expression expression(int element) {
        return expressions.get(element);
    }
}
