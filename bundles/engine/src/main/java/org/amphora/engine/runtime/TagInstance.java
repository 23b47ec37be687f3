package org.amphora.engine.runtime;

import java.util.List;
import java.util.Objects;
import org.amphora.api.DefinedType;
import org.amphora.api.ReferenceType;
import org.amphora.api.Tag;
import org.amphora.api.TagException;
import org.amphora.api.TagType;
import org.amphora.api.ValueType;

/** A tag: what two exceptions of one kind share is this object (WebAssembly 3.0, section 4.2.8). Immutable. */
public final class TagInstance implements Tag {
    /** The function type whose parameters an exception carries. */
    public final DefinedType definedType;

    private final String name;

    /**
     * A new tag, different from all others.
     *
     * @param name for messages, or null
     */
    public TagInstance(DefinedType definedType, String name) {
        this.definedType = definedType;
        this.name = name;
    }

    @Override
    public TagType type() {
        return TagType.of(definedType.functionType());
    }

    @Override
    public TagException exception(Object... values) {
        List<ValueType> types = definedType.functionType().parameters();
        if (Objects.requireNonNull(values, "values").length != types.size()) {
            throw new IllegalArgumentException("an exception of " + this + " carries " + types.size()
                    + (types.size() == 1 ? " value" : " values") + ", but got " + values.length);
        }
        int slots = definedType.functionType().parameterSlots();
        long[] numbers = new long[slots];
        Object[] references = new Object[slots];
        int slot = 0;
        for (int i = 0; i < values.length; i++) {
            ValueType type = types.get(i);
            if (!Values.matches(values[i], type)) {
                throw new IllegalArgumentException("an exception of " + this + " carries " + type + " as value " + i
                        + ", but got " + Values.describe(values[i]));
            }
            if (type instanceof ReferenceType) {
                references[slot] = values[i];
            } else {
                Values.store(type, values[i], numbers, slot, null);
            }
            slot += type.slots();
        }
        return new ExceptionInstance(this, numbers, references, true);
    }

    /** Such as {@code tag greet.failed (i32)}. */
    @Override
    public String toString() {
        String parameters = definedType.functionType().toString();
        return "tag " + (name == null ? "" : name + " ") + parameters.substring(0, parameters.lastIndexOf(" -> ("));
    }
}
