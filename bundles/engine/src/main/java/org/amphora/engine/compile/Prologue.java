package org.amphora.engine.compile;

import org.objectweb.asm.Opcodes;

/** Lays out the local variables of a method and writes the code that gives them their first values. */
final class Prologue {
    private static final String LONGS = "[J";
    private static final String OBJECTS = "[Ljava/lang/Object;";

    private final FunctionShape shape;
    private final InstanceClass instance;
    private final CodeBuilder code;
    private final Layout layout;

    Prologue(FunctionShape shape, InstanceClass instance, CodeBuilder code, Layout layout) {
        this.shape = shape;
        this.instance = instance;
        this.code = code;
        this.layout = layout;
    }

    void function(SplitPlan plan) {
        int parameters = shape.signature.parameters().length;
        if (shape.signature.packed()) {
            int numbers = layout.add(LONGS, 1);
            int references = layout.add(OBJECTS, 1);
            layout.addGuest();
            for (int i = 0; i < parameters; i++) {
                unpack(i, numbers, references);
            }
        } else {
            for (int i = 0; i < parameters; i++) {
                layout.locals[i] = layout.add(shape.locals[i]);
            }
            layout.addGuest();
        }
        for (int i = parameters; i < shape.locals.length; i++) {
            if (shape.used.get(i)) {
                zeroLocal(i);
            }
        }
        if (plan.split()) {
            new FrameAccess(code, layout).reserve(plan.frameLength());
            zeroExitCode();
        }
        addFuel();
        if (shape.usesMemory) {
            layout.memory = layout.add(instance.form(0).contentType, 1);
        }
        layout.seal();
    }

    private void unpack(int parameter, int numbers, int references) {
        Kind kind = shape.locals[parameter];
        layout.locals[parameter] = layout.add(kind);
        code.loadObject(kind == Kind.REFERENCE ? references : numbers);
        code.intConstant(parameter);
        code.op(kind == Kind.REFERENCE ? Opcodes.AALOAD : Opcodes.LALOAD);
        code.fromBits(kind);
        code.store(kind, layout.locals[parameter]);
    }

    private void zeroLocal(int local) {
        layout.locals[local] = layout.add(shape.locals[local]);
        code.zero(shape.locals[local]);
        code.store(shape.locals[local], layout.locals[local]);
    }

    private void zeroExitCode() {
        layout.exitCode = layout.add(Kind.INT);
        code.op(Opcodes.ICONST_0);
        code.store(Kind.INT, layout.exitCode);
    }

    private void addFuel() {
        if (instance.countsFuel()) {
            layout.fuel = layout.add(Names.FUEL, 1);
        }
    }

    /** Loads the fuel into its variable, if it is counted. */
    void fetchFuel(Emission emission) {
        if (layout.fuel != Layout.ABSENT) {
            emission.loadGuest();
            code.getField(Names.INSTANCE, "fuel", Names.FUEL_DESCRIPTOR);
            code.variable(Opcodes.ASTORE, layout.fuel);
        }
    }

    void region(Region region, SplitPlan plan) {
        boolean inFrame = region.insInFrame(shape);
        int[] operands = new int[region.operandsIn().length];
        if (!inFrame) {
            for (int local : region.ins()) {
                layout.locals[local] = layout.add(shape.locals[local]);
            }
            for (int i = 0; i < operands.length; i++) {
                operands[i] = layout.add(region.operandsIn()[i]);
            }
        }
        int entry = region.entries() > 0 ? layout.add(Kind.INT) : Layout.ABSENT;
        if (region.accesses()) {
            layout.memory = layout.add(instance.form(0).contentType, 1);
        }
        layout.addGuest();
        if (inFrame) {
            for (int i = 0; i < region.ins().length; i++) {
                int local = region.ins()[i];
                layout.locals[local] = layout.add(shape.locals[local]);
                fromFrame(shape.locals[local], plan.localIndex(i), layout.locals[local]);
            }
        }
        for (int local : region.locals()) {
            if (layout.locals[local] == Layout.ABSENT) {
                zeroLocal(local);
            }
        }
        if (entry == Layout.ABSENT) {
            zeroExitCode();
        } else {
            layout.exitCode = entry;
        }
        addFuel();
        layout.seal();
        for (int i = 0; i < operands.length; i++) {
            Kind kind = region.operandsIn()[i];
            int depth = region.lowestOperand() + i;
            if (inFrame) {
                fromFrame(kind, plan.operandIndex(region.ins().length, i), layout.slot(depth));
            } else {
                code.load(kind, operands[i]);
                code.store(kind, layout.slot(depth));
            }
        }
    }

    private void fromFrame(Kind kind, int index, int variable) {
        new FrameAccess(code, layout).load(kind, index);
        code.store(kind, variable);
    }
}
