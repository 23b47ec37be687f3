package org.amphora.binary.opcode;

/** What follows an opcode in the binary format (WebAssembly 3.0, section 5.4). */
public enum Immediates {
    /** Nothing. */
    NONE,
    /** A block type. */
    BLOCK_TYPE,
    /** A label: how many enclosing blocks out. */
    LABEL,
    /** A vector of labels, and the default label. */
    LABELS,
    /** A function index. */
    FUNCTION,
    /** A type index, then a table index. */
    TYPE_TABLE,
    /** A vector of value types. */
    VALUE_TYPES,
    /** A local index. */
    LOCAL,
    /** A global index. */
    GLOBAL,
    /** A table index. */
    TABLE,
    /** Two table indices: target, then source. */
    TABLE_TABLE,
    /** An element segment index, then a table index. */
    ELEMENT_TABLE,
    /** An element segment index. */
    ELEMENT,
    /** A memory index. */
    MEMORY,
    /** Two memory indices: target, then source. */
    MEMORY_MEMORY,
    /** A data segment index, then a memory index. */
    DATA_MEMORY,
    /** A data segment index. */
    DATA,
    /** Alignment, memory index if it is not 0, and offset. */
    MEMORY_ARGUMENT,
    /** A heap type; the opcode says whether null belongs to it. */
    HEAP_TYPE,
    /** A signed 32-bit number. */
    I32,
    /** A signed 64-bit number. */
    I64,
    /** Four bytes of an IEEE 754 number. */
    F32,
    /** Eight bytes of an IEEE 754 number. */
    F64,
    /** A type index. */
    TYPE,
    /** A type index, then a field index. */
    TYPE_FIELD,
    /** A type index, then how many operands there are. */
    TYPE_COUNT,
    /** A type index, then a data segment index. */
    TYPE_DATA,
    /** A type index, then an element segment index. */
    TYPE_ELEMENT,
    /** Two type indices: target, then source. */
    TYPE_TYPE,
    /** Flags, a label, and two heap types: cast from, then to. */
    LABEL_CAST,
    /** A tag index. */
    TAG,
    /** A block type, then a vector of catch clauses. */
    BLOCK_TYPE_CATCHES,
    /** Sixteen bytes. */
    V128,
    /** Sixteen lane indices of a byte each. */
    SHUFFLE,
    /** A lane index of a byte. */
    LANE,
    /** As {@link #MEMORY_ARGUMENT}, then a lane index of a byte. */
    MEMORY_ARGUMENT_LANE,
    /** A byte that must be zero. */
    FENCE
}
