package org.amphora.engine.compile;

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

    void get(int table) {
        emission.need(1);
        table(table);
        emission.code.op(Opcodes.SWAP);
        emission.code.invokeVirtual(Names.TABLE, "get", "(I)Ljava/lang/Object;");
        emission.consumed(1);
        emission.produced(Kind.REFERENCE);
    }

    void set(int table) {
        emission.need(2);
        table(table);
        emission.code.invokeStatic(Names.SUPPORT, "tableSet", "(ILjava/lang/Object;" + Names.TABLE_DESCRIPTOR + ")V");
        emission.consumed(2);
    }

    void size(int table) {
        table(table);
        emission.code.invokeVirtual(Names.TABLE, "length", "()I");
        emission.produced(Kind.INT);
    }

    void grow(int table) {
        emission.need(2);
        table(table);
        emission.code.invokeStatic(Names.SUPPORT, "tableGrow", "(Ljava/lang/Object;I" + Names.TABLE_DESCRIPTOR + ")I");
        emission.consumed(2);
        emission.produced(Kind.INT);
    }

    void fill(int table) {
        emission.need(3);
        table(table);
        emission.code.invokeStatic(Names.SUPPORT, "tableFill", "(ILjava/lang/Object;I" + Names.TABLE_DESCRIPTOR + ")V");
        emission.consumed(3);
    }

    void copy(int target, int source) {
        emission.need(3);
        table(target);
        table(source);
        emission.code.invokeStatic(
                Names.SUPPORT, "tableCopy", "(III" + Names.TABLE_DESCRIPTOR + Names.TABLE_DESCRIPTOR + ")V");
        emission.consumed(3);
    }

    void init(int element, int table) {
        emission.need(3);
        emission.code.intConstant(element);
        emission.code.intConstant(table);
        emission.loadGuest();
        emission.code.invokeStatic(Names.SUPPORT, "tableInit", "(IIIII" + Names.INSTANCE_DESCRIPTOR + ")V");
        emission.consumed(3);
    }

    void drop(int element) {
        emission.loadGuest();
        emission.code.intConstant(element);
        emission.code.invokeVirtual(Names.INSTANCE, "elementDrop", "(I)V");
    }
}
