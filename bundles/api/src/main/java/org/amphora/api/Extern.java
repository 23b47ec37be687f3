package org.amphora.api;

/**
 * Something that one instance exports and another may import: a function, table, memory, global or tag (WebAssembly 3.0,
 * section 4.2.10, <i>External Addresses</i>).
 */
public sealed interface Extern permits Function, Table, Memory, Global, Tag {
    /** Its type. Limits of tables and memories have the present size as minimum. */
    ExternType type();
}
