package org.amphora.binary;

import java.util.Arrays;
import org.amphora.api.InvalidModuleException;
import org.amphora.api.MalformedModuleException;
import org.amphora.api.ValueType;
import org.amphora.binary.format.ByteReader;
import org.amphora.binary.format.TypeReader;
import org.amphora.binary.module.FunctionBody;
import org.amphora.binary.module.ModuleBuilder;
import org.amphora.binary.opcode.InstructionReader;

/** Delimits function bodies and decodes the declarations of their locals (WebAssembly 3.0, section 5.5.13). */
final class CodeSectionDecoder {
    /** How many locals a function may declare; the limit that browsers share. */
    private static final int MAX_LOCALS = 50_000;

    private static final long SPECIFICATION_MAX_LOCALS = 0xffff_ffffL;
    private static final int[] NO_ENDS = {};
    private static final ValueType[] NO_TYPES = {};

    private final ByteReader in;
    private final ModuleBuilder module;
    private final TypeReader types;

    CodeSectionDecoder(ByteReader in, ModuleBuilder module) {
        this.in = in;
        this.module = module;
        this.types = new TypeReader(in, module.types());
    }

    void decode() {
        for (int left = in.count(); left > 0; left--) {
            body();
        }
    }

    private void body() {
        int start = in.position();
        int size = in.u32();
        int from = in.position();
        in.skip(size);
        int to = in.position();
        in.position(from);
        FunctionBody body = locals(from, in.count(), to);
        if (body.from() > to) {
            throw new MalformedModuleException(
                    "section size mismatch: a function declares " + size + " bytes, its locals alone take "
                            + (body.from() - from),
                    start);
        }
        module.body(body);
        in.position(to);
    }

    private FunctionBody locals(int start, int runCount, int to) {
        if (runCount == 0) {
            return new FunctionBody(start, in.position(), to, NO_ENDS, NO_TYPES);
        }
        int capacity = in.capacity(runCount, 2);
        int[] ends = new int[capacity];
        ValueType[] runTypes = new ValueType[capacity];
        int runs = 0;
        long total = 0;
        for (int i = 0; i < runCount; i++) {
            int run = in.position();
            int count = in.u32();
            ValueType type = types.valueType();
            total += Integer.toUnsignedLong(count);
            if (total > SPECIFICATION_MAX_LOCALS) {
                throw new MalformedModuleException("too many locals: " + total + ", 2^32-1 at most", run);
            }
            if (count != 0) {
                ends[runs] = (int) total;
                runTypes[runs++] = type;
            }
        }
        if (total > MAX_LOCALS) {
            throw new InvalidModuleException("too many locals: function body at offset 0x"
                    + Integer.toHexString(in.position()) + " declares " + total + ", this engine allows " + MAX_LOCALS);
        }
        return new FunctionBody(start, in.position(), to, Arrays.copyOf(ends, runs), Arrays.copyOf(runTypes, runs));
    }

    /**
     * Looks for a fault in the instructions, which are else decoded when they are validated: where the module has one further
     * behind, the first is to be told.
     *
     * @throws MalformedModuleException if there is one before {@code offset}
     */
    void checkInstructions(long offset) {
        InstructionReader instructions = new InstructionReader(module.binary(), module.types(), true);
        try {
            for (FunctionBody body : module.bodies()) {
                instructions.reset(body.from(), -1);
                while (instructions.next()) {}
            }
        } catch (MalformedModuleException fault) {
            if (fault.offset() < offset) {
                throw fault;
            }
        } catch (InvalidModuleException unknownType) {
            return; // well-formed up to here, which is enough to be sure that nothing before was wrong
        }
    }
}
