package org.amphora.engine.compile;

import org.amphora.api.VectorType;
import org.amphora.binary.module.ModuleDefinition;
import org.amphora.engine.runtime.CodeVariant;
import org.objectweb.asm.Opcodes;

/**
 * The class of a module's instances, and how other generated code reaches what an instance holds. A field of its own
 * saves an array access and a cast; modules with thousands of globals or tables have fields for the first ones only, as a
 * class cannot hold that many.
 */
final class InstanceClass {
    private static final int MAX_FIELDS = 1_000;

    private final ModuleDefinition module;
    private final MemoryForm[] memories;
    private final boolean countsFuel;
    private final Names names;

    InstanceClass(ModuleDefinition module, CodeVariant variant, Names names) {
        this.module = module;
        this.memories = new MemoryForm[variant.memories().size()];
        for (int i = 0; i < memories.length; i++) {
            memories[i] = MemoryForm.of(variant.memories().get(i));
        }
        this.countsFuel = variant.countsFuel();
        this.names = names;
    }

    /** Whether code uses the fuel of its instance. */
    boolean countsFuel() {
        return countsFuel;
    }

    byte[] generate() {
        ClassBuilder target = new ClassBuilder(Names.GUEST, Names.INSTANCE, names.sourceFile());
        for (int i = 0; i < Math.min(memories.length, MAX_FIELDS); i++) {
            target.field(memoryField(i), memoryDescriptor(i));
        }
        for (int i = 0; i < Math.min(module.tableCount(), MAX_FIELDS); i++) {
            target.field(tableField(i), Names.TABLE_DESCRIPTOR);
        }
        for (int i = 0; i < Math.min(module.globalCount(), MAX_FIELDS); i++) {
            target.field(globalField(i), "L" + cell(i) + ";");
        }
        constructor(target);
        link(target);
        new EntryClass(module, names, countsFuel).invokeMethod(target);
        new StepClass(module, names).instanceMethods(target);
        return target.toByteArray();
    }

    private static void constructor(ClassBuilder target) {
        CodeBuilder code = target.method("<init>", "(" + Names.INSTANCE_PARTS_DESCRIPTOR + ")V");
        code.loadObject(0);
        code.loadObject(1);
        code.invokeSpecial(Names.INSTANCE, "<init>", "(" + Names.INSTANCE_PARTS_DESCRIPTOR + ")V");
        code.op(Opcodes.RETURN);
        code.end();
    }

    private void link(ClassBuilder target) {
        CodeBuilder code = target.method("link", "()V");
        for (int i = 0; i < Math.min(memories.length, MAX_FIELDS); i++) {
            code.loadObject(0);
            code.loadObject(0);
            memoryElement(code, i);
            code.putField(Names.GUEST, memoryField(i), memoryDescriptor(i));
        }
        for (int i = 0; i < Math.min(module.tableCount(), MAX_FIELDS); i++) {
            code.loadObject(0);
            code.loadObject(0);
            element(code, "tables", Names.TABLE, i);
            code.putField(Names.GUEST, tableField(i), Names.TABLE_DESCRIPTOR);
        }
        for (int i = 0; i < Math.min(module.globalCount(), MAX_FIELDS); i++) {
            code.loadObject(0);
            code.loadObject(0);
            globalElement(code, i);
            code.putField(Names.GUEST, globalField(i), "L" + cell(i) + ";");
        }
        code.op(Opcodes.RETURN);
        code.end();
    }

    /** Replaces the instance on the stack by an element of one of its arrays. */
    private static void element(CodeBuilder code, String array, String type, int index) {
        code.getField(Names.INSTANCE, array, "[L" + type + ";");
        code.intConstant(index);
        code.op(Opcodes.AALOAD);
    }

    private void memoryElement(CodeBuilder code, int memory) {
        element(code, "memories", Names.MEMORY, memory);
        code.checkCast(memories[memory].memoryClass);
    }

    private void globalElement(CodeBuilder code, int global) {
        element(code, "globals", Names.GLOBAL, global);
        code.checkCast(cell(global));
    }

    /** Replaces the instance on the stack by a memory. */
    void memory(CodeBuilder code, int memory) {
        if (memory < MAX_FIELDS) {
            code.getField(Names.GUEST, memoryField(memory), memoryDescriptor(memory));
        } else {
            memoryElement(code, memory);
        }
    }

    /** Replaces the instance on the stack by what loads and stores of a memory are given. */
    void memoryContent(CodeBuilder code, int memory) {
        memory(code, memory);
        memories[memory].content(code);
    }

    /** The descriptor of what accesses to memory 0 are given; empty if there is none. */
    String memoryDescriptor() {
        return memories.length == 0 ? "" : memories[0].contentDescriptor();
    }

    /** How a memory is kept. */
    MemoryForm form(int memory) {
        return memories[memory];
    }

    /** Replaces the instance on the stack by a table. */
    void table(CodeBuilder code, int table) {
        if (table < MAX_FIELDS) {
            code.getField(Names.GUEST, tableField(table), Names.TABLE_DESCRIPTOR);
        } else {
            element(code, "tables", Names.TABLE, table);
        }
    }

    /** Replaces the instance on the stack by a tag. */
    static void tag(CodeBuilder code, int tag) {
        element(code, "tags", Names.TAG, tag);
    }

    /** Replaces the instance on the stack by the value of a global. */
    void globalGet(CodeBuilder code, int global) {
        globalCell(code, global);
        if (vector(global)) {
            code.op(Opcodes.DUP);
            code.getField(cell(global), "low", "J");
            code.op(Opcodes.DUP2_X1);
            code.op(Opcodes.POP2);
            code.getField(cell(global), "high", "J");
        } else {
            code.getField(cell(global), "value", kind(global).descriptor);
        }
    }

    /** Sets one half of a vector: takes it and, below it, the global's cell. */
    void globalSetHalf(CodeBuilder code, int global, Kind half) {
        code.putField(cell(global), half == Kind.HIGH ? "high" : "low", "J");
    }

    /** Takes the instance on the stack and the value below it; of a vector, {@link #globalSetHalf} is for each half. */
    void globalSet(CodeBuilder code, int global) {
        globalCell(code, global);
        code.swapBelow(kind(global));
        code.putField(cell(global), "value", kind(global).descriptor);
    }

    /** Replaces the instance on the stack by what holds a global's value. */
    void globalCell(CodeBuilder code, int global) {
        if (global < MAX_FIELDS) {
            code.getField(Names.GUEST, globalField(global), "L" + cell(global) + ";");
        } else {
            globalElement(code, global);
        }
    }

    private Kind kind(int global) {
        return Kind.of(module.global(global).value());
    }

    private boolean vector(int global) {
        return module.global(global).value() instanceof VectorType;
    }

    private String cell(int global) {
        if (vector(global)) {
            return Names.GLOBAL + "$V128";
        }
        return Names.GLOBAL
                + switch (kind(global)) {
                    case INT -> "$I32";
                    case LONG, HIGH -> "$I64";
                    case FLOAT, LAST_FLOAT -> "$F32";
                    case DOUBLE -> "$F64";
                    case REFERENCE -> "$Reference";
                };
    }

    private String memoryDescriptor(int memory) {
        return "L" + memories[memory].memoryClass + ";";
    }

    private static String memoryField(int memory) {
        return "memory" + memory;
    }

    private static String tableField(int table) {
        return "table" + table;
    }

    private static String globalField(int global) {
        return "global" + global;
    }
}
