package org.amphora.binary.opcode;

import java.util.ArrayList;
import java.util.List;
import org.amphora.api.FunctionType;
import org.amphora.api.HeapType;
import org.amphora.api.InvalidModuleException;
import org.amphora.api.MalformedModuleException;
import org.amphora.api.ReferenceType;
import org.amphora.api.ValueType;
import org.amphora.binary.format.ByteReader;
import org.amphora.binary.format.TypeReader;
import org.amphora.binary.module.ModuleDefinition;
import org.amphora.binary.type.TypeSpace;

/**
 * A cursor over the instructions of an expression (WebAssembly 3.0, section 5.4). After {@link #next()} the other methods
 * describe the present instruction; those that do not belong to its {@link Immediates} return leftovers. No object is
 * made for an instruction, except for types that have no constant. Indices are unsigned numbers. Not thread-safe.
 *
 * <p>Faults of the binary format are found as they are read; whether indices exist is for the validator, except that
 * value types which do not exist give an {@link InvalidModuleException}.
 */
public final class InstructionReader {
    private static final int EMPTY_BLOCK = 0x40;
    private static final int MEMORY_INDEX_FOLLOWS = 0x40;
    private static final FunctionType NOTHING = FunctionType.of(List.of(), List.of());

    private final byte[] binary;
    private final ByteReader in;
    private final TypeReader typeReader;
    private final TypeSpace types;
    private final boolean dataCount;

    private int to;
    private int depth;
    private Opcode opcode;
    private int offset;
    private int index;
    private int secondIndex;
    private long memoryOffset;
    private int alignment;
    private long bits;
    private long highBits;
    private int lane;
    private int labelsFrom;
    private int catchesFrom;
    private FunctionType blockType;
    private int blockTypeIndex;
    private List<ValueType> selectTypes;
    private HeapType heapType;
    private ReferenceType castFrom;
    private ReferenceType castTo;

    /** Reads an expression of {@code module} from offset {@code from} to {@code to}, behind its {@code end}. */
    public InstructionReader(ModuleDefinition module, int from, int to) {
        this(module.binary(), module.types(), module.hasDataCount());
        reset(from, to);
    }

    /** For a module that is still being decoded; {@link #reset} before use. */
    public InstructionReader(byte[] binary, TypeSpace types, boolean dataCount) {
        this.binary = binary;
        this.in = new ByteReader(binary, 0);
        this.typeReader = new TypeReader(in, types);
        this.types = types;
        this.dataCount = dataCount;
    }

    /**
     * Begins anew with another expression of the same module.
     *
     * @param to the offset behind the expression, or -1 if it ends where its {@code end} is
     */
    public void reset(int from, int to) {
        in.position(from);
        this.to = to;
        depth = 1;
    }

    /** Begins at {@code from}, inside of {@code blocks} blocks whose ends it delivers too, and goes on without end. */
    public void resetWithin(int from, int blocks) {
        reset(from, -1);
        depth += blocks;
    }

    /** Moves to the next instruction; false once the last {@code end} has been delivered. */
    public boolean next() {
        if (depth == 0) {
            return false;
        }
        offset = in.position();
        int code = in.u8();
        Opcode plain = Opcode.of(code);
        opcode = plain != null ? plain : prefixed(code);
        readImmediates();
        if (closes() && --depth == 0 && to >= 0 && in.position() != to) {
            throw new MalformedModuleException(
                    "section size mismatch: the code ends at offset 0x" + Integer.toHexString(in.position())
                            + " and should end at 0x" + Integer.toHexString(to),
                    offset);
        }
        return true;
    }

    private boolean closes() {
        return opcode == Opcode.END || opcode == Opcode.DELEGATE;
    }

    private Opcode prefixed(int prefix) {
        boolean isPrefix = Opcode.isPrefix(prefix);
        int code = isPrefix ? in.u32() : 0;
        Opcode found = isPrefix ? Opcode.of(prefix, code) : null;
        if (found == null) {
            throw new MalformedModuleException(
                    "illegal opcode " + Integer.toHexString(prefix) + (isPrefix ? " " + Integer.toHexString(code) : ""),
                    offset);
        }
        return found;
    }

    private void readImmediates() {
        switch (opcode.immediates()) {
            case NONE -> {}
            case BLOCK_TYPE -> {
                readBlockType();
                depth++;
            }
            case LABEL, FUNCTION, LOCAL, GLOBAL, TABLE, ELEMENT, MEMORY, TYPE, TAG -> index = in.u32();
            case TYPE_TABLE,
                    TABLE_TABLE,
                    ELEMENT_TABLE,
                    MEMORY_MEMORY,
                    TYPE_FIELD,
                    TYPE_COUNT,
                    TYPE_ELEMENT,
                    TYPE_TYPE -> {
                index = in.u32();
                secondIndex = in.u32();
            }
            case LABELS -> skipLabels();
            case VALUE_TYPES -> selectTypes = typeReader.valueTypes();
            case DATA_MEMORY, TYPE_DATA -> {
                needDataCount();
                index = in.u32();
                secondIndex = in.u32();
            }
            case DATA -> {
                needDataCount();
                index = in.u32();
            }
            case MEMORY_ARGUMENT -> readMemoryArgument();
            case HEAP_TYPE -> heapType = typeReader.heapType();
            case I32 -> bits = in.s32();
            case I64 -> bits = in.s64();
            case F32 -> bits = in.fixed32() & 0xffff_ffffL;
            case F64 -> bits = in.fixed64();
            case V128, SHUFFLE -> {
                bits = in.fixed64();
                highBits = in.fixed64();
            }
            case LANE -> lane = in.u8();
            case MEMORY_ARGUMENT_LANE -> {
                readMemoryArgument();
                lane = in.u8();
            }
            case LABEL_CAST -> readCast();
            case BLOCK_TYPE_CATCHES -> {
                readBlockType();
                skipCatches();
                depth++;
            }
            case FENCE -> readZero();
        }
    }

    private void readBlockType() {
        int first = in.peek();
        if (first == EMPTY_BLOCK) {
            in.u8();
            blockType = NOTHING;
        } else if ((first & 0xc0) == 0x40) {
            // one byte and negative as a number: a value type
            blockType = BlockTypes.result(typeReader.valueType());
        } else {
            long typeIndex = in.s33();
            if (typeIndex < 0) {
                throw new MalformedModuleException("malformed block type " + typeIndex, offset);
            }
            blockType = null;
            blockTypeIndex = (int) typeIndex;
        }
    }

    private void readMemoryArgument() {
        int flags = in.u32();
        if (flags < 0 || flags >= 2 * MEMORY_INDEX_FOLLOWS) {
            throw new MalformedModuleException(
                    "malformed memop flags 0x" + Integer.toHexString(flags) + ": less than 0x80 is allowed", offset);
        }
        alignment = flags & (MEMORY_INDEX_FOLLOWS - 1);
        index = (flags & MEMORY_INDEX_FOLLOWS) != 0 ? in.u32() : 0;
        memoryOffset = in.u64();
    }

    private void skipLabels() {
        labelsFrom = in.position();
        int count = in.count();
        for (int i = 0; i <= count; i++) {
            index = in.u32();
        }
    }

    private void readCast() {
        int flags = in.u8();
        if (flags > 3) {
            throw new MalformedModuleException(
                    "malformed br_on_cast flags 0x" + Integer.toHexString(flags) + ": at most 0x3 is allowed", offset);
        }
        index = in.u32();
        castFrom = ReferenceType.of((flags & 1) != 0, typeReader.heapType());
        castTo = ReferenceType.of((flags & 2) != 0, typeReader.heapType());
    }

    private void skipCatches() {
        catchesFrom = in.position();
        for (int left = in.count(); left > 0; left--) {
            CatchClause.read(in);
        }
    }

    private void readZero() {
        int reserved = in.u8();
        if (reserved != 0) {
            throw new MalformedModuleException(
                    "zero byte expected: " + opcode + " is followed by 0x" + Integer.toHexString(reserved), offset);
        }
    }

    private void needDataCount() {
        if (!dataCount) {
            throw new MalformedModuleException("data count section required by " + opcode, offset);
        }
    }

    /** Goes on at {@code position}, behind whole instructions that close what they open. */
    public void skipTo(int position) {
        in.position(position);
    }

    /** The instruction. */
    public Opcode opcode() {
        return opcode;
    }

    /** The offset of the opcode in the binary. */
    public int offset() {
        return offset;
    }

    /** The offset behind the instruction. */
    public int end() {
        return in.position();
    }

    /**
     * The first index among the immediates; of a {@code br_table}, the default label; of memory access, the memory; of a
     * {@code br_on_cast}, the label.
     */
    public int index() {
        return index;
    }

    /** The second index: as {@link Immediates} lists them. */
    public int secondIndex() {
        return secondIndex;
    }

    /** The offset in a memory argument, an unsigned number. */
    public long memoryOffset() {
        return memoryOffset;
    }

    /** The alignment in a memory argument, as exponent of 2. */
    public int alignment() {
        return alignment;
    }

    /**
     * The constant: an i32 with its sign extended, an i64, or the raw bits of an f32 or f64; of a vector or a shuffle, the
     * first eight bytes, the first of them lowest.
     */
    public long bits() {
        return bits;
    }

    /** The last eight bytes of a vector or a shuffle, the first of them lowest. */
    public long highBits() {
        return highBits;
    }

    /** The lane index, an unsigned byte. */
    public int lane() {
        return lane;
    }

    /** The catch clauses of a {@code try_table}; a new list, decoded on request. */
    public List<CatchClause> catches() {
        ByteReader again = new ByteReader(binary, catchesFrom);
        List<CatchClause> clauses = new ArrayList<>();
        for (int left = again.count(); left > 0; left--) {
            clauses.add(CatchClause.read(again));
        }
        return clauses;
    }

    /** The labels of a {@code br_table}, the default last; a new array, decoded on request. */
    public int[] labels() {
        ByteReader again = new ByteReader(binary, labelsFrom);
        int[] labels = new int[again.count() + 1];
        for (int i = 0; i < labels.length; i++) {
            labels[i] = again.u32();
        }
        return labels;
    }

    /**
     * Parameters and results of a block.
     *
     * @throws InvalidModuleException if they are given by an index that is no function type's
     */
    public FunctionType blockType() {
        return hasBlockTypeIndex() ? types.function(blockTypeIndex, offset) : blockType;
    }

    /** Whether {@link #blockType()} is given by an index; without one, the block has no parameters and at most one result. */
    public boolean hasBlockTypeIndex() {
        return blockType == null;
    }

    /** The type index that stands for {@link #blockType()}, an unsigned number. */
    public int blockTypeIndex() {
        return blockTypeIndex;
    }

    /** The types of a typed {@code select}. */
    public List<ValueType> selectTypes() {
        return selectTypes;
    }

    /** The heap type. */
    public HeapType heapType() {
        return heapType;
    }

    /** The type of what a {@code br_on_cast} casts. */
    public ReferenceType castFrom() {
        return castFrom;
    }

    /** The type that a {@code br_on_cast} casts to. */
    public ReferenceType castTo() {
        return castTo;
    }
}
