package org.amphora.engine.runtime;

import java.util.List;
import org.amphora.api.ReferenceType;
import org.amphora.api.Tag;
import org.amphora.api.TagException;
import org.amphora.api.ValueType;

/**
 * An exception (WebAssembly 3.0, section 4.2.14): what unwinds the JVM's stack, and what a reference to an exception refers
 * to. Generated code catches this class and no other, so no guest catches a trap, a cancellation or an exit.
 */
public final class ExceptionInstance extends TagException {
    private static final long serialVersionUID = 1L;

    /** The tag, by which handlers choose. */
    public final transient TagInstance tag;

    /** The slots of the values; null if all are references. Never changed. */
    public final transient long[] numbers;

    /** The references, each at the slot of its value; null if there are none. Never changed. */
    public final transient Object[] references;

    ExceptionInstance(TagInstance tag, long[] numbers, Object[] references, boolean traced) {
        super(traced);
        this.tag = tag;
        this.numbers = numbers;
        this.references = references;
    }

    @Override
    public Tag tag() {
        return tag;
    }

    @Override
    public Object[] values() {
        List<ValueType> types = tag.definedType.functionType().parameters();
        Object[] values = new Object[types.size()];
        int slot = 0;
        for (int i = 0; i < values.length; i++) {
            ValueType type = types.get(i);
            values[i] = type instanceof ReferenceType ? references[slot] : Values.load(type, numbers, slot, null);
            slot += type.slots();
        }
        return values;
    }

    /** Such as {@code uncaught exception of tag greet.failed (i32, externref): 42, java.lang.String}. */
    @Override
    public String getMessage() {
        StringBuilder text = new StringBuilder("uncaught exception of ").append(tag);
        String separator = ": ";
        for (Object value : values()) {
            text.append(separator).append(value instanceof Number ? value.toString() : Values.describe(value));
            separator = ", ";
        }
        return text.toString();
    }
}
