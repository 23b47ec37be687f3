package org.amphora.binary.type;

/** What a defined type expands to (WebAssembly 3.0, section 2.3.8, <i>Composite Types</i>). Immutable. */
public sealed interface CompositeType permits FunctionDefinition, StructType, ArrayType {}
