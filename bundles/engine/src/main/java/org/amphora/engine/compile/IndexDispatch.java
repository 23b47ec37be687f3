package org.amphora.engine.compile;

import org.objectweb.asm.Opcodes;

/** A switch over the index of a function, in variable 0, with something of the call in 1 and the instance in 2. */
abstract class IndexDispatch implements DispatchTree.Cases {
    private final ClassBuilder target;
    private final String descriptor;
    private final Object[] frame;

    /** {@code callType} is the descriptor of what stands in variable 1, {@code frameType} the same in frames. */
    IndexDispatch(ClassBuilder target, String callType, Object frameType) {
        this.target = target;
        this.descriptor = descriptor(callType);
        this.frame = new Object[] {Opcodes.INTEGER, frameType, Names.GUEST};
    }

    /** The descriptor of a dispatching method. */
    static String descriptor(String callType) {
        return "(I" + callType + Names.GUEST_DESCRIPTOR + ")V";
    }

    @Override
    public void key(CodeBuilder code) {
        code.load(Kind.INT, 0);
    }

    @Override
    public void descend(CodeBuilder code, String leaf) {
        goOn(code, target.name(), leaf);
    }

    /** Goes on in another method with the same parameters. */
    final void goOn(CodeBuilder code, String className, String method) {
        code.load(Kind.INT, 0);
        code.loadObject(1);
        code.loadObject(2);
        code.invokeStatic(className, method, descriptor);
        code.op(Opcodes.RETURN);
    }

    @Override
    public void otherwise(CodeBuilder code) {
        code.load(Kind.INT, 0);
        code.invokeStatic(Names.SUPPORT, "noEntry", "(I)Ljava/lang/RuntimeException;");
        code.op(Opcodes.ATHROW);
    }

    @Override
    public CodeBuilder method(String name) {
        return target.staticMethod(name, descriptor);
    }

    @Override
    public void frame(CodeBuilder code) {
        code.frame(frame, frame.length);
    }
}
