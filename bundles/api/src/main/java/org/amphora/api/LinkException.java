package org.amphora.api;

import java.util.List;

/**
 * Imports cannot be satisfied (WebAssembly 3.0, section 4.7.2). The message lists every import that failed, with what was
 * expected and which candidates came nearest.
 */
public final class LinkException extends WasmException {
    private static final long serialVersionUID = 1L;

    private final transient List<ImportType> imports;

    /** {@code imports} are those that found no match. */
    public LinkException(String message, List<ImportType> imports) {
        super(message, null);
        this.imports = List.copyOf(imports);
    }

    /** The imports that found no match, in the order of the module. */
    public List<ImportType> imports() {
        return imports;
    }
}
