package org.amphora.cli.wast;

import org.amphora.api.AddressType;
import org.amphora.api.Engine;
import org.amphora.api.FunctionType;
import org.amphora.api.GlobalType;
import org.amphora.api.Limits;
import org.amphora.api.Linker;
import org.amphora.api.MemoryType;
import org.amphora.api.NumberType;
import org.amphora.api.ReferenceType;
import org.amphora.api.TableType;

/** The host module {@code spectest} that the official tests import; what it prints goes nowhere. */
final class Spectest {
    private static final String MODULE = "spectest";

    private Spectest() {}

    /** {@code linker} with that module. */
    static Linker define(Engine engine, Linker linker) {
        Linker l = linker;
        l = print(l, "print", "-");
        l = print(l, "print_i32", "i-");
        l = print(l, "print_i64", "I-");
        l = print(l, "print_f32", "f-");
        l = print(l, "print_f64", "F-");
        l = print(l, "print_i32_f32", "if-");
        l = print(l, "print_f64_f64", "FF-");
        Limits elements = Limits.of(10, 20);
        Limits pages = Limits.of(1, 2);
        return l.define(MODULE, "global_i32", engine.newGlobal(GlobalType.constant(NumberType.I32), 666))
                .define(MODULE, "global_i64", engine.newGlobal(GlobalType.constant(NumberType.I64), 666L))
                .define(MODULE, "global_f32", engine.newGlobal(GlobalType.constant(NumberType.F32), 666.6f))
                .define(MODULE, "global_f64", engine.newGlobal(GlobalType.constant(NumberType.F64), 666.6))
                .define(MODULE, "table", engine.newTable(TableType.of(ReferenceType.FUNCREF, elements), null))
                .define(
                        MODULE,
                        "table64",
                        engine.newTable(TableType.of(ReferenceType.FUNCREF, elements, AddressType.I64), null))
                .define(MODULE, "memory", engine.newMemory(MemoryType.of(pages)))
                .define(
                        MODULE,
                        "shared_memory",
                        engine.newMemory(MemoryType.of(pages, AddressType.I32, true, MemoryType.PAGE_BYTES)));
    }

    private static Linker print(Linker linker, String name, String signature) {
        return linker.define(MODULE, name, FunctionType.parse(signature), (caller, stack) -> {});
    }
}
