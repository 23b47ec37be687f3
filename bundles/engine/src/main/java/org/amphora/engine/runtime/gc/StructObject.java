package org.amphora.engine.runtime.gc;

import org.amphora.api.Aggregate;

/** A structure (WebAssembly 3.0, section 4.2.14). Its class, generated for its type, has a Java field for each field. */
public abstract class StructObject implements Aggregate {
    /** Another structure of the same type, with the default in each field. */
    public abstract StructObject create();

    /** Sets a field, mutable or not, to a value in the form of {@link org.amphora.api.Global#get()}. */
    public abstract void set(int field, Object value);

    /** Such as {@code (struct (field i32))}. */
    @Override
    public final String toString() {
        return type().toString();
    }
}
