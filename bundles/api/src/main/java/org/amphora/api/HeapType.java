package org.amphora.api;

/** What a reference may point to: an abstract heap type, or a type that a module defines (WebAssembly 3.0, section 2.3.3). */
public sealed interface HeapType permits AbstractHeapType, DefinedType {}
