package org.amphora.engine.compile;

import org.amphora.api.AddressType;
import org.objectweb.asm.Opcodes;

/** Instructions on tables. */
final class TableCompiler {
    private final Emission emission;
    private final InstanceClass instanceClass;

    TableCompiler(Emission emission, InstanceClass instanceClass) {
        this.emission = emission;
        this.instanceClass = instanceClass;
    }

    private void table(int table) {
        emission.loadGuest();
        instanceClass.table(emission.code, table);
    }

    /** Whether a table has 64-bit indices. */
    private boolean wide(int table) {
        return emission.shape.module.table(table).addressType() == AddressType.I64;
    }

    void get(int table) {
        emission.loadWide(emission.park(1));
        table(table);
        emission.code.invokeStatic(Names.SUPPORT, "tableGet", "(J" + Names.TABLE_DESCRIPTOR + ")Ljava/lang/Object;");
        emission.consumed(1);
        emission.produced(Kind.REFERENCE);
    }

    void set(int table) {
        int first = emission.park(2);
        emission.loadWide(first);
        emission.load(first + 1);
        table(table);
        emission.code.invokeStatic(Names.SUPPORT, "tableSet", "(JLjava/lang/Object;" + Names.TABLE_DESCRIPTOR + ")V");
        emission.consumed(2);
    }

    void size(int table) {
        table(table);
        emission.code.invokeVirtual(Names.TABLE, "size", "()J");
        producedSize(table);
    }

    private void producedSize(int table) {
        if (wide(table)) {
            emission.produced(Kind.LONG);
        } else {
            emission.code.op(Opcodes.L2I);
            emission.produced(Kind.INT);
        }
    }

    void grow(int table) {
        int first = emission.park(2);
        emission.load(first);
        emission.loadWide(first + 1);
        table(table);
        emission.code.invokeStatic(Names.SUPPORT, "tableGrow", "(Ljava/lang/Object;J" + Names.TABLE_DESCRIPTOR + ")J");
        emission.consumed(2);
        producedSize(table);
    }

    void fill(int table) {
        int first = emission.park(3);
        emission.loadWide(first);
        emission.load(first + 1);
        emission.loadWide(first + 2);
        table(table);
        emission.code.invokeStatic(Names.SUPPORT, "tableFill", "(JLjava/lang/Object;J" + Names.TABLE_DESCRIPTOR + ")V");
        emission.consumed(3);
    }

    void copy(int target, int source) {
        int first = emission.park(3);
        for (int i = 0; i < 3; i++) {
            emission.loadWide(first + i);
        }
        table(target);
        table(source);
        emission.code.invokeStatic(
                Names.SUPPORT, "tableCopy", "(JJJ" + Names.TABLE_DESCRIPTOR + Names.TABLE_DESCRIPTOR + ")V");
        emission.consumed(3);
    }

    void init(int element, int table) {
        int first = emission.park(3);
        emission.loadWide(first);
        emission.load(first + 1);
        emission.load(first + 2);
        emission.code.intConstant(element);
        emission.code.intConstant(table);
        emission.loadGuest();
        emission.code.invokeStatic(Names.SUPPORT, "tableInit", "(JIIII" + Names.INSTANCE_DESCRIPTOR + ")V");
        emission.consumed(3);
    }

    void drop(int element) {
        emission.loadGuest();
        emission.code.intConstant(element);
        emission.code.invokeVirtual(Names.INSTANCE, "elementDrop", "(I)V");
    }
}
