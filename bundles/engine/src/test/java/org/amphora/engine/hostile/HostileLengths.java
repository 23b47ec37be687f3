package org.amphora.engine.hostile;

import java.util.ArrayList;
import java.util.List;
import org.amphora.binary.WasmBytes;
import org.amphora.engine.hostile.HostileModules.Hostile;

/** Modules that announce four billion of something, and end. */
final class HostileLengths {
    private static final String FOUR_BILLION = "ff ff ff ff 0f";
    private static final String IN = "length out of bounds: 4294967295 in a module of ";

    static final List<Hostile> ALL = new ArrayList<>();

    static {
        for (int id = 1; id <= 13; id++) {
            if (id != 8) {
                add("section " + id, id, "", IN + "15 bytes (at offset 0xa)");
            }
        }
        add("a recursion group", 1, "01 4e", IN + "17 bytes (at offset 0xc)");
        add("a list of parameters", 1, "01 60", IN + "17 bytes (at offset 0xc)");
        add("a list of results", 1, "01 60 00", IN + "18 bytes (at offset 0xd)");
        add("a list of supertypes", 1, "01 50", IN + "17 bytes (at offset 0xc)");
        add("a structure", 1, "01 5f", IN + "17 bytes (at offset 0xc)");
        add("the name of a module", 2, "01", IN + "16 bytes (at offset 0xb)");
        add("the name of an import", 2, "01 00", IN + "17 bytes (at offset 0xc)");
        add("the name of an export", 7, "01", IN + "16 bytes (at offset 0xb)");
        add("an element segment of functions", 9, "01 01 00", IN + "18 bytes (at offset 0xd)");
        add("an element segment of expressions", 9, "01 05 70", IN + "18 bytes (at offset 0xd)");
        add("a body", 10, "01", "unexpected end of section or function (at offset 0x10)");
        add("a data segment", 11, "01 01", IN + "17 bytes (at offset 0xc)");
        add("the name of a custom section", 0, "", IN + "15 bytes (at offset 0xa)");
        addCode("a list of groups of locals", "", IN + "27 bytes (at offset 0x16)");
        addCode("a group of locals", "01", "unexpected end of section or function (at offset 0x1c)");
        addCode("a branch table", "00 41 00 0e", IN + "31 bytes (at offset 0x1a)");
        addCode("a select", "00 1c", IN + "29 bytes (at offset 0x18)");
        addCode("a list of catches", "00 1f 40", IN + "30 bytes (at offset 0x19)");
    }

    private HostileLengths() {}

    private static void add(String what, int section, String before, String outcome) {
        ALL.add(new Hostile(
                what + " of four billion",
                () -> WasmBytes.module().section(section, before + FOUR_BILLION).toBytes(),
                "MalformedModuleException: " + outcome));
    }

    private static void addCode(String what, String before, String outcome) {
        ALL.add(new Hostile(
                what + " of four billion",
                () -> WasmBytes.module()
                        .section(1, "01 60 00 00")
                        .section(3, "01 00")
                        .code(before + FOUR_BILLION)
                        .toBytes(),
                "MalformedModuleException: " + outcome));
    }
}
