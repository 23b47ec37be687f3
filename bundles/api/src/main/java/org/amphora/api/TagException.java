package org.amphora.api;

import org.osgi.annotation.versioning.ProviderType;

/**
 * An exception that guests throw and catch: a tag and the values that it carries (WebAssembly 3.0, section 4.2.14). It
 * reaches Java where a guest does not catch it.
 *
 * <p>A host function throws one, made by {@link Tag#exception}, to be caught by its caller; and it may catch one that came
 * out of a guest it called. An exception keeps its identity on its way through guests and host functions: what a guest
 * throws again is the same object.
 *
 * <p>One that a guest threw has no Java stack trace, for guests throw exceptions where others would return. Its Wasm stack
 * trace names the function that Java had called.
 */
@ProviderType
public abstract non-sealed class TagException extends WasmException {
    private static final long serialVersionUID = 1L;

    /** For engines; {@code traced} says whether it gets a Java stack trace. */
    protected TagException(boolean traced) {
        super(null, null, traced);
    }

    /** The tag: the same object for all exceptions of one kind, as an instance exports it or {@link Engine#newTag} made it. */
    public abstract Tag tag();

    /** The values in the order of the tag's parameters, each in the form of {@link Global#get()}; a new array. */
    public abstract Object[] values();
}
