package org.amphora.api;

/** The type of an import or export (WebAssembly 3.0, section 2.3.15, <i>External Types</i>). Immutable. */
public sealed interface ExternType permits FunctionType, TableType, MemoryType, GlobalType, TagType {
    /** The word for this kind in messages and in the text format: func, table, memory, global or tag. */
    String kind();
}
