package org.amphora.engine.compile;

import java.util.List;
import java.util.Map;
import org.amphora.api.Feature;
import org.amphora.binary.opcode.InstructionReader;
import org.amphora.binary.opcode.Opcode;
import org.amphora.engine.compile.ControlFrame.Structure;
import org.objectweb.asm.Label;
import org.objectweb.asm.Opcodes;

/**
 * Writes one method: a function, or a region that was split off from one. Runs over the instructions once; what a kind of
 * instruction becomes is for the compiler of its family.
 */
final class MethodCompiler {
    /** Learns of each instruction while a function is measured. */
    interface Observer {
        /** Before an instruction that can be reached. */
        void before(InstructionReader reader, Emission emission, ControlCompiler control, boolean divisible);

        /** After an instruction, reached or not. */
        void after(InstructionReader reader, Emission emission, ControlCompiler control);
    }

    private static final Observer NOBODY = new Observer() {
        @Override
        public void before(InstructionReader reader, Emission emission, ControlCompiler control, boolean divisible) {}

        @Override
        public void after(InstructionReader reader, Emission emission, ControlCompiler control) {}
    };

    private final Emission emission;
    private final CodeBuilder code;
    private final Exits exits;
    private final ControlCompiler control;
    private final NumericCompiler numbers;
    private final VariableCompiler variables;
    private final MemoryCompiler memories;
    private final VectorCompiler vectors;
    private final AtomicCompiler atomics;
    private final TableCompiler tables;
    private final ReferenceCompiler references;
    private final AggregateCompiler aggregates;
    private final CallCompiler calls;
    private final TailCallCompiler tailCalls;
    private final ExceptionCompiler exceptions;
    private final Map<Integer, Region> regions;
    private final RegionCalls regionCalls;
    private final FuelCompiler fuel;
    private final PendingComparison pending;

    private MethodCompiler(
            FunctionShape shape, InstanceClass instance, SplitPlan plan, int method, CodeBuilder code, Layout layout) {
        this.code = code;
        this.emission = new Emission(shape, instance, code, layout);
        this.exits = new Exits(emission, plan);
        this.regions = plan.calledBy(method);
        RegionEntries entries = new RegionEntries(regions.values());
        this.control = new ControlCompiler(emission, exits, entries, method == SplitPlan.ROOT);
        this.numbers = new NumericCompiler(emission);
        this.variables = new VariableCompiler(emission, instance);
        this.memories = new MemoryCompiler(emission, instance);
        this.atomics = new AtomicCompiler(emission, instance);
        this.vectors = new VectorCompiler(emission, memories);
        this.pending = new PendingComparison(emission, vectors);
        this.tables = new TableCompiler(emission, instance);
        this.references = new ReferenceCompiler(emission);
        this.aggregates = new AggregateCompiler(emission);
        this.calls = new CallCompiler(emission, instance);
        this.tailCalls = new TailCallCompiler(emission, instance, calls, control);
        this.exceptions = new ExceptionCompiler(emission, control, exits);
        this.regionCalls = new RegionCalls(emission, control, exits, entries, plan);
        this.fuel = instance.countsFuel() ? new FuelCompiler(emission) : null;
    }

    /** Writes a function, or what remains of it, and returns where things are in its method. */
    static Layout function(FunctionShape shape, InstanceClass instance, SplitPlan plan, CodeBuilder code) {
        return function(shape, instance, plan, code, NOBODY);
    }

    /** Measures a whole function; {@code observer} learns how large each instruction is. */
    static int measure(FunctionShape shape, InstanceClass instance, Observer observer) {
        CodeBuilder code = new CodeBuilder(null);
        function(shape, instance, SplitPlan.WHOLE, code, observer);
        return code.size();
    }

    private static Layout function(
            FunctionShape shape, InstanceClass instance, SplitPlan plan, CodeBuilder code, Observer observer) {
        Layout layout = new Layout(shape.locals.length, 0);
        Prologue prologue = new Prologue(shape, instance, code, layout);
        prologue.function(plan);
        MethodCompiler compiler = new MethodCompiler(shape, instance, plan, SplitPlan.ROOT, code, layout);
        prologue.fetchFuel(compiler.emission);
        if (shape.usesMemory) {
            compiler.emission.fetchMemory();
        }
        ControlFrame frame =
                new ControlFrame(Structure.FUNCTION, ControlFrame.RETURN, 0, new Kind[0], shape.results(), new Label());
        frame.handler = new Handler(List.of(), 0);
        compiler.control.open(frame);
        if (shape.calls) {
            compiler.pollOnEntry();
        }
        compiler.control.markBeginning();
        compiler.instructions(
                new InstructionReader(
                        shape.module, shape.body().from(), shape.body().to()),
                shape.body().to(),
                observer);
        compiler.exceptions.endOfFunction(frame);
        code.end();
        return layout;
    }

    /**
     * Writes a region, and returns where things are in its method.
     *
     * @param around the frames that are open where the region begins, outermost first
     */
    static Layout region(
            FunctionShape shape,
            InstanceClass instance,
            SplitPlan plan,
            Region region,
            List<ControlFrame> around,
            CodeBuilder code) {
        Layout layout = new Layout(shape.locals.length, region.lowestOperand());
        Prologue prologue = new Prologue(shape, instance, code, layout);
        prologue.region(region, plan);
        MethodCompiler compiler = new MethodCompiler(shape, instance, plan, region.number(), code, layout);
        prologue.fetchFuel(compiler.emission);
        int reopened = around.size() - region.entries();
        for (int i = 0; i < around.size(); i++) {
            ControlFrame frame = around.get(i);
            compiler.control.open(i < reopened ? frame.outside() : frame.reopened());
        }
        compiler.operandsBelow(region);
        Label from = new Label();
        code.mark(from);
        if (region.entries() > 0) {
            compiler.goToEntry(region);
        }
        InstructionReader reader = new InstructionReader(shape.module, region.from(), -1);
        reader.resetWithin(region.from(), region.entries());
        compiler.instructions(reader, region.to(), NOBODY);
        compiler.pending.settle();
        compiler.exits.endRegion(region, from, compiler.control.innermost().catching);
        code.end();
        return layout;
    }

    private void operandsBelow(Region region) {
        for (int i = 0; i < region.lowestOperand(); i++) {
            emission.stack.push(Kind.INT);
        }
        for (Kind kind : region.operandsIn()) {
            emission.stack.push(kind);
        }
        emission.stack.setSpilled(emission.stack.depth());
    }

    /** Goes to the end of the block that the caller names: 0 is the innermost. */
    private void goToEntry(Region region) {
        ControlFrame[] entries = new ControlFrame[region.entries()];
        for (int i = 0; i < entries.length; i++) {
            entries[i] = control.target(i);
        }
        code.load(Kind.INT, emission.layout.exitCode);
        control.branchTable(entries);
    }

    private void pollOnEntry() {
        Label usual = new Label();
        Bootstraps.interruption(code);
        code.jump(Opcodes.IFEQ, usual);
        emission.loadGuest();
        code.invokeVirtual(Names.INSTANCE, "poll", "()V");
        code.mark(usual);
        emission.frame();
    }

    private void instructions(InstructionReader reader, int to, Observer observer) {
        while (reader.end() < to) {
            Region region = regions.get(reader.end());
            boolean called = region != null && (emission.reachable || regionCalls.entered(region));
            // a region that one falls into uses the fuel itself, but if it begins with the end of a block: that is
            // where
            // others come in who do not pass here
            if (fuel != null && emission.reachable && (!called || region.entries() > 0)) {
                fuel.beginBlock(reader.end());
            }
            if (called) {
                pending.settle();
                regionCalls.call(region);
                reader.skipTo(region.to());
                continue;
            }
            reader.next();
            if (emission.reachable) {
                if (!pending.isFor(reader.opcode())) {
                    pending.settle();
                }
                observer.before(reader, emission, control, pending.isNone());
                instruction(reader);
            } else if (!endOfPart(reader)) {
                control.skip(reader.opcode());
            }
            observer.after(reader, emission, control);
        }
    }

    private void instruction(InstructionReader reader) {
        Opcode opcode = reader.opcode();
        if (!keepsForms(opcode)) {
            emission.toLongs();
        }
        if (opcode == Opcode.BR_IF) {
            control.branchIf(reader.index(), pending.takeCondition());
        } else if (opcode == Opcode.IF) {
            control.branchOnIf(reader, pending.takeCondition());
        } else if (pending.isFor(opcode)) {
            pending.join(opcode);
        } else if (!pending.begin(opcode)) {
            plain(reader, opcode);
        }
    }

    /** Whether an instruction leaves alone the vectors that it does not take, and takes them in any form. */
    private static boolean keepsForms(Opcode opcode) {
        return VectorCompiler.handles(opcode)
                || opcode.accessBytes() > 0
                || NumericCompiler.handles(opcode)
                || switch (opcode) {
                    case NOP, DROP, LOCAL_GET, LOCAL_SET, LOCAL_TEE, GLOBAL_GET -> true;
                    default -> false;
                };
    }

    /** What ends a part of a block is also to be heeded where it cannot be reached. */
    private boolean endOfPart(InstructionReader reader) {
        switch (reader.opcode()) {
            case END -> {
                exceptions.beforeEnd();
                control.end();
            }
            case CATCH -> exceptions.catchTag(reader.index());
            case CATCH_ALL -> exceptions.catchAll();
            case DELEGATE -> exceptions.delegate(reader.index());
            default -> {
                return false;
            }
        }
        return true;
    }

    private void plain(InstructionReader reader, Opcode opcode) {
        boolean bulk = fuel != null && fuel.beforeBulk(reader);
        compilePlain(reader, opcode);
        if (bulk) {
            fuel.afterBulk(reader);
        }
    }

    private void compilePlain(InstructionReader reader, Opcode opcode) {
        if (VectorCompiler.handles(opcode)) {
            vectors.compile(reader);
        } else if (opcode.accessBytes() > 0) {
            if (opcode.feature() == Feature.ATOMICS) {
                atomics.compile(reader);
            } else {
                memories.access(reader);
            }
        } else if (NumericCompiler.handles(opcode)) {
            numbers.compile(reader);
        } else if (ReferenceCompiler.handles(opcode)) {
            references.compile(reader);
        } else if (AggregateCompiler.handles(opcode)) {
            aggregates.compile(reader);
        } else {
            switch (opcode) {
                case NOP -> {}
                case UNREACHABLE -> control.unreachable();
                case BLOCK -> control.block(reader);
                case LOOP -> control.loop(reader);
                case ELSE -> control.otherwise();
                case END, CATCH, CATCH_ALL, DELEGATE -> endOfPart(reader);
                case TRY_TABLE -> exceptions.tryTable(reader);
                case TRY -> exceptions.legacyTry(reader);
                case THROW -> exceptions.throwTag(reader.index());
                case THROW_REF -> exceptions.throwReference();
                case RETHROW -> exceptions.rethrow(reader.index());
                case BR -> control.branch(reader.index());
                case BR_ON_NULL -> control.branchOnNull(reader.index());
                case BR_ON_NON_NULL -> control.branchOnNonNull(reader.index());
                case BR_ON_CAST -> control.branchOnTest(reader.index(), test(reader), Opcodes.IFNE);
                case BR_ON_CAST_FAIL -> control.branchOnTest(reader.index(), test(reader), Opcodes.IFEQ);
                case BR_TABLE -> control.branchTable(reader.labels());
                case RETURN -> control.returnFromFunction();
                case CALL -> calls.call(reader.index());
                case CALL_INDIRECT -> calls.callIndirect(reader.index(), reader.secondIndex());
                case CALL_REF -> calls.callRef(reader.index());
                case RETURN_CALL, RETURN_CALL_INDIRECT, RETURN_CALL_REF -> tailCalls.compile(reader);
                case DROP -> variables.drop();
                case SELECT, SELECT_TYPED -> variables.select();
                case LOCAL_GET -> variables.localGet(reader.index());
                case LOCAL_SET -> variables.localSet(reader.index());
                case LOCAL_TEE -> variables.localTee(reader.index());
                case GLOBAL_GET -> variables.globalGet(reader.index());
                case GLOBAL_SET -> variables.globalSet(reader.index());
                case TABLE_GET -> tables.get(reader.index());
                case TABLE_SET -> tables.set(reader.index());
                case TABLE_SIZE -> tables.size(reader.index());
                case TABLE_GROW -> tables.grow(reader.index());
                case TABLE_FILL -> tables.fill(reader.index());
                case TABLE_COPY -> tables.copy(reader.index(), reader.secondIndex());
                case TABLE_INIT -> tables.init(reader.index(), reader.secondIndex());
                case ELEM_DROP -> tables.drop(reader.index());
                case MEMORY_SIZE -> memories.size(reader.index());
                case MEMORY_GROW -> memories.grow(reader.index());
                case MEMORY_FILL -> memories.fill(reader.index());
                case MEMORY_COPY -> memories.copy(reader.index(), reader.secondIndex());
                case MEMORY_INIT -> memories.init(reader.index(), reader.secondIndex());
                case DATA_DROP -> memories.drop(reader.index());
                case ATOMIC_FENCE -> atomics.fence();
                default -> throw new IllegalStateException("no code for " + opcode);
            }
        }
    }

    /** Asks of the reference on the JVM's stack whether it is what a {@code br_on_cast} casts to. */
    private Runnable test(InstructionReader reader) {
        return () -> references.test(reader.castTo());
    }
}
