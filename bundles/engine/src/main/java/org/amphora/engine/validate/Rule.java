package org.amphora.engine.validate;

/** The typing rule of an instruction (WebAssembly 3.0, section 3.4). */
@FunctionalInterface
interface Rule {
    /** Checks the instruction that {@code code} stands at, and does to its stack what the instruction would do. */
    void apply(CodeState code);
}
