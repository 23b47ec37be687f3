package org.amphora.binary.format;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.amphora.api.AbstractHeapType;
import org.amphora.api.AddressType;
import org.amphora.api.GlobalType;
import org.amphora.api.HeapType;
import org.amphora.api.InvalidModuleException;
import org.amphora.api.Limits;
import org.amphora.api.MalformedModuleException;
import org.amphora.api.MemoryType;
import org.amphora.api.NumberType;
import org.amphora.api.ReferenceType;
import org.amphora.api.TableType;
import org.amphora.api.ValueType;
import org.amphora.api.VectorType;
import org.amphora.binary.type.TypeSpace;

/**
 * Reads types in the binary format (WebAssembly 3.0, section 5.3). Type indices are resolved in a type index space: an
 * index without a type gives an {@link InvalidModuleException}, anything else that is wrong a
 * {@link MalformedModuleException}. Not thread-safe.
 */
public final class TypeReader {
    private static final int NON_NULL = 0x64;
    private static final int NULLABLE = 0x63;
    private static final int V128 = 0x7b;

    private static final int MAXIMUM = 1;
    private static final int SHARED = 2;
    private static final int ADDRESS64 = 4;
    private static final int PAGE_SIZE = 8;

    private static final AbstractHeapType[] HEAP_TYPES = heapTypes();
    private static final ReferenceType[] SHORTHANDS = shorthands();
    private static final NumberType[] NUMBERS = {NumberType.F64, NumberType.F32, NumberType.I64, NumberType.I32};
    private static final int FIRST_NUMBER = 0x7c;

    private final ByteReader in;
    private final TypeSpace types;

    /** Reads from {@code in} where it stands. */
    public TypeReader(ByteReader in, TypeSpace types) {
        this.in = in;
        this.types = types;
    }

    private static AbstractHeapType[] heapTypes() {
        AbstractHeapType[] table = new AbstractHeapType[0x80];
        table[0x69] = AbstractHeapType.EXN;
        table[0x6a] = AbstractHeapType.ARRAY;
        table[0x6b] = AbstractHeapType.STRUCT;
        table[0x6c] = AbstractHeapType.I31;
        table[0x6d] = AbstractHeapType.EQ;
        table[0x6e] = AbstractHeapType.ANY;
        table[0x6f] = AbstractHeapType.EXTERN;
        table[0x70] = AbstractHeapType.FUNC;
        table[0x71] = AbstractHeapType.NONE;
        table[0x72] = AbstractHeapType.NOEXTERN;
        table[0x73] = AbstractHeapType.NOFUNC;
        table[0x74] = AbstractHeapType.NOEXN;
        return table;
    }

    /** The byte that stands for an abstract heap type. */
    public static int code(AbstractHeapType type) {
        return Arrays.asList(HEAP_TYPES).indexOf(type);
    }

    private static ReferenceType[] shorthands() {
        ReferenceType[] table = new ReferenceType[HEAP_TYPES.length];
        for (int i = 0; i < table.length; i++) {
            table[i] = HEAP_TYPES[i] == null ? null : ReferenceType.of(true, HEAP_TYPES[i]);
        }
        table[0x70] = ReferenceType.FUNCREF;
        table[0x6f] = ReferenceType.EXTERNREF;
        return table;
    }

    /** Any value type. */
    public ValueType valueType() {
        int start = in.position();
        int code = in.u8();
        ValueType type = valueType(code);
        if (type == null) {
            throw new MalformedModuleException("malformed value type " + hex(code), start);
        }
        return type;
    }

    /** The value type whose first byte, {@code code}, has been read already; null if there is none. */
    private ValueType valueType(int code) {
        if (code >= FIRST_NUMBER && code < FIRST_NUMBER + NUMBERS.length) {
            return NUMBERS[code - FIRST_NUMBER];
        }
        if (code == V128) {
            return VectorType.V128;
        }
        return referenceType(code);
    }

    private ReferenceType referenceType(int code) {
        if (code == NON_NULL || code == NULLABLE) {
            return ReferenceType.of(code == NULLABLE, heapType());
        }
        return code < SHORTHANDS.length ? SHORTHANDS[code] : null;
    }

    /** A reference type. */
    public ReferenceType referenceType() {
        int start = in.position();
        int code = in.u8();
        ReferenceType type = referenceType(code);
        if (type == null) {
            throw new MalformedModuleException("malformed reference type " + hex(code), start);
        }
        return type;
    }

    /** A heap type. */
    public HeapType heapType() {
        int start = in.position();
        long code = in.s33();
        if (code >= 0) {
            return types.get((int) code, start);
        }
        AbstractHeapType type = code >= -0x40 ? HEAP_TYPES[(int) code & 0x7f] : null;
        if (type == null) {
            throw new MalformedModuleException("malformed heap type " + code, start);
        }
        return type;
    }

    /** A vector of value types. */
    public List<ValueType> valueTypes() {
        int count = in.count();
        List<ValueType> list = new ArrayList<>(in.capacity(count, 1));
        for (int i = 0; i < count; i++) {
            list.add(valueType());
        }
        return list;
    }

    /** The type of a table. */
    public TableType tableType() {
        ReferenceType element = referenceType();
        int start = in.position();
        int flags = in.u8();
        if ((flags & ~(MAXIMUM | ADDRESS64)) != 0) {
            throw new MalformedModuleException("malformed limits flags " + hex(flags) + " of a table", start);
        }
        return TableType.of(element, limits(flags), addressType(flags));
    }

    /** The type of a memory. */
    public MemoryType memoryType() {
        int start = in.position();
        int flags = in.u8();
        // the bit for pages of other sizes came with a proposal: alone, it is to version 3.0 what any unknown bit is
        boolean cut = (flags & PAGE_SIZE) != 0 && in.remaining() == 0;
        if (cut || (flags & ~(MAXIMUM | SHARED | ADDRESS64 | PAGE_SIZE)) != 0) {
            throw new MalformedModuleException("malformed limits flags " + hex(flags) + " of a memory", start);
        }
        Limits limits = limits(flags);
        int pageBytes = (flags & PAGE_SIZE) != 0 ? pageBytes() : MemoryType.PAGE_BYTES;
        return MemoryType.of(limits, addressType(flags), (flags & SHARED) != 0, pageBytes);
    }

    /** A power of two by its exponent; which ones are allowed is for validation, as far as an int can hold them. */
    private int pageBytes() {
        int start = in.position();
        int exponent = in.u32();
        if (exponent < 0 || exponent > Long.SIZE) {
            throw new MalformedModuleException(
                    "invalid custom page size 2^" + Integer.toUnsignedString(exponent), start);
        }
        if (exponent > Integer.SIZE - 2) {
            throw new InvalidModuleException(
                    "invalid custom page size 2^" + exponent + ": pages have 1 or 65536 bytes");
        }
        return 1 << exponent;
    }

    private static AddressType addressType(int flags) {
        return (flags & ADDRESS64) != 0 ? AddressType.I64 : AddressType.I32;
    }

    private Limits limits(int flags) {
        long min = in.u64();
        return (flags & MAXIMUM) != 0 ? Limits.of(min, in.u64()) : Limits.atLeast(min);
    }

    /** The type of a global. */
    public GlobalType globalType() {
        ValueType value = valueType();
        return mutability() ? GlobalType.variable(value) : GlobalType.constant(value);
    }

    /** Whether something can be set. */
    public boolean mutability() {
        int start = in.position();
        int code = in.u8();
        if (code > 1) {
            throw new MalformedModuleException("malformed mutability " + hex(code), start);
        }
        return code == 1;
    }

    private static String hex(int code) {
        return "0x" + Integer.toHexString(code);
    }
}
