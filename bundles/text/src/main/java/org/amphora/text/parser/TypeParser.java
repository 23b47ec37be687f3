package org.amphora.text.parser;

import java.util.HashMap;
import java.util.Map;
import org.amphora.api.AbstractHeapType;
import org.amphora.api.NumberType;
import org.amphora.binary.format.TypeReader;
import org.amphora.text.lexer.TokenKind;
import org.amphora.text.lexer.TokenReader;

/** Value, reference, heap, storage, global, table and memory types (WebAssembly 3.0, section 6.4). */
final class TypeParser {
    private static final int NON_NULL = 0x64;
    private static final int NULLABLE = 0x63;

    private static final int MAXIMUM = 1;
    private static final int SHARED = 2;
    private static final int ADDRESS64 = 4;
    private static final int PAGE_SIZE = 8;

    private static final Map<String, Integer> HEAP_TYPES = heapTypes();
    private static final Map<String, Integer> ONE_BYTE = oneByteTypes();
    private static final Map<String, Integer> PACKED = Map.of("i8", 0x78, "i16", 0x77);

    private final TokenReader in;
    private final IndexSpace types;

    TypeParser(TokenReader in, IndexSpace types) {
        this.in = in;
        this.types = types;
    }

    private static Map<String, Integer> heapTypes() {
        Map<String, Integer> codes = new HashMap<>();
        for (AbstractHeapType type : AbstractHeapType.values()) {
            codes.put(type.toString(), TypeReader.code(type));
        }
        return codes;
    }

    /** Value types of a single byte, the short forms of reference types among them. */
    private static Map<String, Integer> oneByteTypes() {
        Map<String, Integer> codes = new HashMap<>();
        for (AbstractHeapType type : AbstractHeapType.values()) {
            codes.put(shortForm(type), TypeReader.code(type));
        }
        codes.put(NumberType.I32.toString(), 0x7f);
        codes.put(NumberType.I64.toString(), 0x7e);
        codes.put(NumberType.F32.toString(), 0x7d);
        codes.put(NumberType.F64.toString(), 0x7c);
        codes.put("v128", 0x7b);
        return codes;
    }

    private static String shortForm(AbstractHeapType type) {
        return switch (type) {
            case NONE -> "nullref";
            case NOFUNC -> "nullfuncref";
            case NOEXTERN -> "nullexternref";
            case NOEXN -> "nullexnref";
            default -> type + "ref";
        };
    }

    void valueType(ByteSink out) {
        if (in.atLeft("ref")) {
            referenceType(out);
            return;
        }
        Integer code = in.keyword() == null ? null : ONE_BYTE.get(in.keyword());
        if (code == null) {
            throw in.unexpected("a value type");
        }
        out.u8(code);
        in.next();
    }

    boolean atReferenceType() {
        return in.atLeft("ref") || shortReference() != null;
    }

    private Integer shortReference() {
        String word = in.keyword();
        return word != null && word.endsWith("ref") ? ONE_BYTE.get(word) : null;
    }

    void referenceType(ByteSink out) {
        Integer code = shortReference();
        if (code != null) {
            out.u8(code);
            in.next();
            return;
        }
        boolean nullable = openReference();
        int start = out.size();
        out.u8(nullable ? NULLABLE : NON_NULL);
        boolean isAbstract = in.keyword() != null;
        heapType(out);
        in.expectRight();
        if (nullable && isAbstract) {
            // the short form is the heap type's byte alone
            out.remove(start);
        }
    }

    /** A reference type split up: writes the heap type and returns whether null belongs to it. */
    boolean splitReferenceType(ByteSink out) {
        Integer code = shortReference();
        if (code != null) {
            out.u8(code);
            in.next();
            return true;
        }
        boolean nullable = openReference();
        heapType(out);
        in.expectRight();
        return nullable;
    }

    private boolean openReference() {
        if (!in.takeLeft("ref")) {
            throw in.unexpected("a reference type");
        }
        return in.take("null");
    }

    void heapType(ByteSink out) {
        Integer code = in.keyword() == null ? null : HEAP_TYPES.get(in.keyword());
        if (code != null) {
            out.u8(code);
            in.next();
        } else if (IndexSpace.isNext(in)) {
            out.signed(Integer.toUnsignedLong(types.index(in)));
        } else {
            throw in.unexpected("a heap type");
        }
    }

    /** The type of a field: what is stored, and whether it can be set. */
    void fieldType(ByteSink out) {
        boolean mutable = in.takeLeft("mut");
        Integer packed = in.keyword() == null ? null : PACKED.get(in.keyword());
        if (packed != null) {
            out.u8(packed);
            in.next();
        } else {
            valueType(out);
        }
        closeMutable(mutable, out);
    }

    void globalType(ByteSink out) {
        boolean mutable = in.takeLeft("mut");
        valueType(out);
        closeMutable(mutable, out);
    }

    private void closeMutable(boolean mutable, ByteSink out) {
        if (mutable) {
            in.expectRight();
        }
        out.u8(mutable ? 1 : 0);
    }

    /** Whether addresses are 64 bits wide. */
    boolean addressType() {
        boolean address64 = in.take("i64");
        if (!address64) {
            in.take("i32");
        }
        return address64;
    }

    /** The type of a table, from its address type on. */
    void tableType(ByteSink out) {
        tableType(addressType(), out);
    }

    /** The type of a table, from its limits on. */
    void tableType(boolean address64, ByteSink out) {
        long min = limit(address64);
        boolean hasMax = in.at(TokenKind.NATURAL);
        long max = hasMax ? limit(address64) : 0;
        referenceType(out);
        limits(address64, min, hasMax, max, 0, out);
    }

    /** The type of a memory, from its address type on. */
    void memoryType(ByteSink out) {
        memoryType(addressType(), out);
    }

    /** The type of a memory, from its limits on. */
    void memoryType(boolean address64, ByteSink out) {
        long min = limit(address64);
        boolean hasMax = in.at(TokenKind.NATURAL);
        long max = hasMax ? limit(address64) : 0;
        int shared = in.take("shared") ? SHARED : 0;
        int pageSize = in.atLeft("pagesize") ? PAGE_SIZE : 0;
        int logarithm = pageSize();
        limits(address64, min, hasMax, max, shared | pageSize, out);
        if (pageSize != 0) {
            out.unsigned(logarithm);
        }
    }

    /** The type of a memory that holds just so many bytes, from its page size on. */
    static void memoryOf(long bytes, boolean address64, boolean hasPageSize, int pageSizeLogarithm, ByteSink out) {
        long pages = (bytes + (1L << pageSizeLogarithm) - 1) >>> pageSizeLogarithm;
        limits(address64, pages, true, pages, hasPageSize ? PAGE_SIZE : 0, out);
        if (hasPageSize) {
            out.unsigned(pageSizeLogarithm);
        }
    }

    /** A page size, as exponent of 2; that of the specification if there is none. */
    int pageSize() {
        if (!in.takeLeft("pagesize")) {
            return 16;
        }
        int at = in.start();
        long size = in.natural(64, "i64 constant out of range");
        if (Long.bitCount(size) != 1) {
            throw in.failureAt("invalid custom page size " + Long.toUnsignedString(size) + ": not a power of two", at);
        }
        in.expectRight();
        return Long.numberOfTrailingZeros(size);
    }

    private long limit(boolean address64) {
        return address64 ? in.natural(64, "i64 constant out of range") : in.natural(32, "i32 constant out of range");
    }

    private static void limits(boolean address64, long min, boolean hasMax, long max, int flags, ByteSink out) {
        out.u8(flags | (hasMax ? MAXIMUM : 0) | (address64 ? ADDRESS64 : 0));
        out.unsigned(min);
        if (hasMax) {
            out.unsigned(max);
        }
    }

    /** Limits that hold just so many elements. */
    static void limits(boolean address64, int elements, ByteSink out) {
        limits(address64, elements, true, elements, 0, out);
    }
}
