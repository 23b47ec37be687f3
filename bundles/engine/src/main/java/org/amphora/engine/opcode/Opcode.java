package org.amphora.engine.opcode;

import static org.amphora.api.Feature.*;
import static org.amphora.engine.opcode.Immediates.*;

import org.amphora.api.Feature;

/**
 * The instructions that this engine knows (WebAssembly 3.0, section 5.4): the one table that decoder, validator,
 * compiler and disassembler read. Supporting another instruction begins with a row here.
 *
 * <p>A row holds: the name in the text format; the prefix byte, or 0 if there is none; the code (after the prefix, an
 * unsigned LEB128 number); the immediates; the stack effect, if it is the same wherever the instruction stands, in the
 * letters of {@link org.amphora.api.ValueType#letter()} with addresses as in a 32-bit memory; the feature that it came
 * with, {@code null} for version 1.0; and for loads and stores the number of bytes that they touch.
 */
public enum Opcode {
    UNREACHABLE("unreachable", 0, 0x00, NONE, null, null),
    NOP("nop", 0, 0x01, NONE, "-", null),
    BLOCK("block", 0, 0x02, BLOCK_TYPE, null, null),
    LOOP("loop", 0, 0x03, BLOCK_TYPE, null, null),
    IF("if", 0, 0x04, BLOCK_TYPE, null, null),
    ELSE("else", 0, 0x05, NONE, null, null),
    END("end", 0, 0x0b, NONE, null, null),
    BR("br", 0, 0x0c, LABEL, null, null),
    BR_IF("br_if", 0, 0x0d, LABEL, null, null),
    BR_TABLE("br_table", 0, 0x0e, LABELS, null, null),
    RETURN("return", 0, 0x0f, NONE, null, null),
    CALL("call", 0, 0x10, FUNCTION, null, null),
    CALL_INDIRECT("call_indirect", 0, 0x11, TYPE_TABLE, null, null),
    DROP("drop", 0, 0x1a, NONE, null, null),
    SELECT("select", 0, 0x1b, NONE, null, null),
    SELECT_TYPED("select", 0, 0x1c, VALUE_TYPES, null, REFERENCE_TYPES),
    LOCAL_GET("local.get", 0, 0x20, LOCAL, null, null),
    LOCAL_SET("local.set", 0, 0x21, LOCAL, null, null),
    LOCAL_TEE("local.tee", 0, 0x22, LOCAL, null, null),
    GLOBAL_GET("global.get", 0, 0x23, GLOBAL, null, null),
    GLOBAL_SET("global.set", 0, 0x24, GLOBAL, null, null),
    TABLE_GET("table.get", 0, 0x25, TABLE, null, REFERENCE_TYPES),
    TABLE_SET("table.set", 0, 0x26, TABLE, null, REFERENCE_TYPES),
    I32_LOAD("i32.load", 0, 0x28, MEMORY_ARGUMENT, "i-i", null, 4),
    I64_LOAD("i64.load", 0, 0x29, MEMORY_ARGUMENT, "i-I", null, 8),
    F32_LOAD("f32.load", 0, 0x2a, MEMORY_ARGUMENT, "i-f", null, 4),
    F64_LOAD("f64.load", 0, 0x2b, MEMORY_ARGUMENT, "i-F", null, 8),
    I32_LOAD8_S("i32.load8_s", 0, 0x2c, MEMORY_ARGUMENT, "i-i", null, 1),
    I32_LOAD8_U("i32.load8_u", 0, 0x2d, MEMORY_ARGUMENT, "i-i", null, 1),
    I32_LOAD16_S("i32.load16_s", 0, 0x2e, MEMORY_ARGUMENT, "i-i", null, 2),
    I32_LOAD16_U("i32.load16_u", 0, 0x2f, MEMORY_ARGUMENT, "i-i", null, 2),
    I64_LOAD8_S("i64.load8_s", 0, 0x30, MEMORY_ARGUMENT, "i-I", null, 1),
    I64_LOAD8_U("i64.load8_u", 0, 0x31, MEMORY_ARGUMENT, "i-I", null, 1),
    I64_LOAD16_S("i64.load16_s", 0, 0x32, MEMORY_ARGUMENT, "i-I", null, 2),
    I64_LOAD16_U("i64.load16_u", 0, 0x33, MEMORY_ARGUMENT, "i-I", null, 2),
    I64_LOAD32_S("i64.load32_s", 0, 0x34, MEMORY_ARGUMENT, "i-I", null, 4),
    I64_LOAD32_U("i64.load32_u", 0, 0x35, MEMORY_ARGUMENT, "i-I", null, 4),
    I32_STORE("i32.store", 0, 0x36, MEMORY_ARGUMENT, "ii-", null, 4),
    I64_STORE("i64.store", 0, 0x37, MEMORY_ARGUMENT, "iI-", null, 8),
    F32_STORE("f32.store", 0, 0x38, MEMORY_ARGUMENT, "if-", null, 4),
    F64_STORE("f64.store", 0, 0x39, MEMORY_ARGUMENT, "iF-", null, 8),
    I32_STORE8("i32.store8", 0, 0x3a, MEMORY_ARGUMENT, "ii-", null, 1),
    I32_STORE16("i32.store16", 0, 0x3b, MEMORY_ARGUMENT, "ii-", null, 2),
    I64_STORE8("i64.store8", 0, 0x3c, MEMORY_ARGUMENT, "iI-", null, 1),
    I64_STORE16("i64.store16", 0, 0x3d, MEMORY_ARGUMENT, "iI-", null, 2),
    I64_STORE32("i64.store32", 0, 0x3e, MEMORY_ARGUMENT, "iI-", null, 4),
    MEMORY_SIZE("memory.size", 0, 0x3f, MEMORY, "-i", null),
    MEMORY_GROW("memory.grow", 0, 0x40, MEMORY, "i-i", null),
    I32_CONST("i32.const", 0, 0x41, I32, "-i", null),
    I64_CONST("i64.const", 0, 0x42, I64, "-I", null),
    F32_CONST("f32.const", 0, 0x43, F32, "-f", null),
    F64_CONST("f64.const", 0, 0x44, F64, "-F", null),
    I32_EQZ("i32.eqz", 0, 0x45, NONE, "i-i", null),
    I32_EQ("i32.eq", 0, 0x46, NONE, "ii-i", null),
    I32_NE("i32.ne", 0, 0x47, NONE, "ii-i", null),
    I32_LT_S("i32.lt_s", 0, 0x48, NONE, "ii-i", null),
    I32_LT_U("i32.lt_u", 0, 0x49, NONE, "ii-i", null),
    I32_GT_S("i32.gt_s", 0, 0x4a, NONE, "ii-i", null),
    I32_GT_U("i32.gt_u", 0, 0x4b, NONE, "ii-i", null),
    I32_LE_S("i32.le_s", 0, 0x4c, NONE, "ii-i", null),
    I32_LE_U("i32.le_u", 0, 0x4d, NONE, "ii-i", null),
    I32_GE_S("i32.ge_s", 0, 0x4e, NONE, "ii-i", null),
    I32_GE_U("i32.ge_u", 0, 0x4f, NONE, "ii-i", null),
    I64_EQZ("i64.eqz", 0, 0x50, NONE, "I-i", null),
    I64_EQ("i64.eq", 0, 0x51, NONE, "II-i", null),
    I64_NE("i64.ne", 0, 0x52, NONE, "II-i", null),
    I64_LT_S("i64.lt_s", 0, 0x53, NONE, "II-i", null),
    I64_LT_U("i64.lt_u", 0, 0x54, NONE, "II-i", null),
    I64_GT_S("i64.gt_s", 0, 0x55, NONE, "II-i", null),
    I64_GT_U("i64.gt_u", 0, 0x56, NONE, "II-i", null),
    I64_LE_S("i64.le_s", 0, 0x57, NONE, "II-i", null),
    I64_LE_U("i64.le_u", 0, 0x58, NONE, "II-i", null),
    I64_GE_S("i64.ge_s", 0, 0x59, NONE, "II-i", null),
    I64_GE_U("i64.ge_u", 0, 0x5a, NONE, "II-i", null),
    F32_EQ("f32.eq", 0, 0x5b, NONE, "ff-i", null),
    F32_NE("f32.ne", 0, 0x5c, NONE, "ff-i", null),
    F32_LT("f32.lt", 0, 0x5d, NONE, "ff-i", null),
    F32_GT("f32.gt", 0, 0x5e, NONE, "ff-i", null),
    F32_LE("f32.le", 0, 0x5f, NONE, "ff-i", null),
    F32_GE("f32.ge", 0, 0x60, NONE, "ff-i", null),
    F64_EQ("f64.eq", 0, 0x61, NONE, "FF-i", null),
    F64_NE("f64.ne", 0, 0x62, NONE, "FF-i", null),
    F64_LT("f64.lt", 0, 0x63, NONE, "FF-i", null),
    F64_GT("f64.gt", 0, 0x64, NONE, "FF-i", null),
    F64_LE("f64.le", 0, 0x65, NONE, "FF-i", null),
    F64_GE("f64.ge", 0, 0x66, NONE, "FF-i", null),
    I32_CLZ("i32.clz", 0, 0x67, NONE, "i-i", null),
    I32_CTZ("i32.ctz", 0, 0x68, NONE, "i-i", null),
    I32_POPCNT("i32.popcnt", 0, 0x69, NONE, "i-i", null),
    I32_ADD("i32.add", 0, 0x6a, NONE, "ii-i", null),
    I32_SUB("i32.sub", 0, 0x6b, NONE, "ii-i", null),
    I32_MUL("i32.mul", 0, 0x6c, NONE, "ii-i", null),
    I32_DIV_S("i32.div_s", 0, 0x6d, NONE, "ii-i", null),
    I32_DIV_U("i32.div_u", 0, 0x6e, NONE, "ii-i", null),
    I32_REM_S("i32.rem_s", 0, 0x6f, NONE, "ii-i", null),
    I32_REM_U("i32.rem_u", 0, 0x70, NONE, "ii-i", null),
    I32_AND("i32.and", 0, 0x71, NONE, "ii-i", null),
    I32_OR("i32.or", 0, 0x72, NONE, "ii-i", null),
    I32_XOR("i32.xor", 0, 0x73, NONE, "ii-i", null),
    I32_SHL("i32.shl", 0, 0x74, NONE, "ii-i", null),
    I32_SHR_S("i32.shr_s", 0, 0x75, NONE, "ii-i", null),
    I32_SHR_U("i32.shr_u", 0, 0x76, NONE, "ii-i", null),
    I32_ROTL("i32.rotl", 0, 0x77, NONE, "ii-i", null),
    I32_ROTR("i32.rotr", 0, 0x78, NONE, "ii-i", null),
    I64_CLZ("i64.clz", 0, 0x79, NONE, "I-I", null),
    I64_CTZ("i64.ctz", 0, 0x7a, NONE, "I-I", null),
    I64_POPCNT("i64.popcnt", 0, 0x7b, NONE, "I-I", null),
    I64_ADD("i64.add", 0, 0x7c, NONE, "II-I", null),
    I64_SUB("i64.sub", 0, 0x7d, NONE, "II-I", null),
    I64_MUL("i64.mul", 0, 0x7e, NONE, "II-I", null),
    I64_DIV_S("i64.div_s", 0, 0x7f, NONE, "II-I", null),
    I64_DIV_U("i64.div_u", 0, 0x80, NONE, "II-I", null),
    I64_REM_S("i64.rem_s", 0, 0x81, NONE, "II-I", null),
    I64_REM_U("i64.rem_u", 0, 0x82, NONE, "II-I", null),
    I64_AND("i64.and", 0, 0x83, NONE, "II-I", null),
    I64_OR("i64.or", 0, 0x84, NONE, "II-I", null),
    I64_XOR("i64.xor", 0, 0x85, NONE, "II-I", null),
    I64_SHL("i64.shl", 0, 0x86, NONE, "II-I", null),
    I64_SHR_S("i64.shr_s", 0, 0x87, NONE, "II-I", null),
    I64_SHR_U("i64.shr_u", 0, 0x88, NONE, "II-I", null),
    I64_ROTL("i64.rotl", 0, 0x89, NONE, "II-I", null),
    I64_ROTR("i64.rotr", 0, 0x8a, NONE, "II-I", null),
    F32_ABS("f32.abs", 0, 0x8b, NONE, "f-f", null),
    F32_NEG("f32.neg", 0, 0x8c, NONE, "f-f", null),
    F32_CEIL("f32.ceil", 0, 0x8d, NONE, "f-f", null),
    F32_FLOOR("f32.floor", 0, 0x8e, NONE, "f-f", null),
    F32_TRUNC("f32.trunc", 0, 0x8f, NONE, "f-f", null),
    F32_NEAREST("f32.nearest", 0, 0x90, NONE, "f-f", null),
    F32_SQRT("f32.sqrt", 0, 0x91, NONE, "f-f", null),
    F32_ADD("f32.add", 0, 0x92, NONE, "ff-f", null),
    F32_SUB("f32.sub", 0, 0x93, NONE, "ff-f", null),
    F32_MUL("f32.mul", 0, 0x94, NONE, "ff-f", null),
    F32_DIV("f32.div", 0, 0x95, NONE, "ff-f", null),
    F32_MIN("f32.min", 0, 0x96, NONE, "ff-f", null),
    F32_MAX("f32.max", 0, 0x97, NONE, "ff-f", null),
    F32_COPYSIGN("f32.copysign", 0, 0x98, NONE, "ff-f", null),
    F64_ABS("f64.abs", 0, 0x99, NONE, "F-F", null),
    F64_NEG("f64.neg", 0, 0x9a, NONE, "F-F", null),
    F64_CEIL("f64.ceil", 0, 0x9b, NONE, "F-F", null),
    F64_FLOOR("f64.floor", 0, 0x9c, NONE, "F-F", null),
    F64_TRUNC("f64.trunc", 0, 0x9d, NONE, "F-F", null),
    F64_NEAREST("f64.nearest", 0, 0x9e, NONE, "F-F", null),
    F64_SQRT("f64.sqrt", 0, 0x9f, NONE, "F-F", null),
    F64_ADD("f64.add", 0, 0xa0, NONE, "FF-F", null),
    F64_SUB("f64.sub", 0, 0xa1, NONE, "FF-F", null),
    F64_MUL("f64.mul", 0, 0xa2, NONE, "FF-F", null),
    F64_DIV("f64.div", 0, 0xa3, NONE, "FF-F", null),
    F64_MIN("f64.min", 0, 0xa4, NONE, "FF-F", null),
    F64_MAX("f64.max", 0, 0xa5, NONE, "FF-F", null),
    F64_COPYSIGN("f64.copysign", 0, 0xa6, NONE, "FF-F", null),
    I32_WRAP_I64("i32.wrap_i64", 0, 0xa7, NONE, "I-i", null),
    I32_TRUNC_F32_S("i32.trunc_f32_s", 0, 0xa8, NONE, "f-i", null),
    I32_TRUNC_F32_U("i32.trunc_f32_u", 0, 0xa9, NONE, "f-i", null),
    I32_TRUNC_F64_S("i32.trunc_f64_s", 0, 0xaa, NONE, "F-i", null),
    I32_TRUNC_F64_U("i32.trunc_f64_u", 0, 0xab, NONE, "F-i", null),
    I64_EXTEND_I32_S("i64.extend_i32_s", 0, 0xac, NONE, "i-I", null),
    I64_EXTEND_I32_U("i64.extend_i32_u", 0, 0xad, NONE, "i-I", null),
    I64_TRUNC_F32_S("i64.trunc_f32_s", 0, 0xae, NONE, "f-I", null),
    I64_TRUNC_F32_U("i64.trunc_f32_u", 0, 0xaf, NONE, "f-I", null),
    I64_TRUNC_F64_S("i64.trunc_f64_s", 0, 0xb0, NONE, "F-I", null),
    I64_TRUNC_F64_U("i64.trunc_f64_u", 0, 0xb1, NONE, "F-I", null),
    F32_CONVERT_I32_S("f32.convert_i32_s", 0, 0xb2, NONE, "i-f", null),
    F32_CONVERT_I32_U("f32.convert_i32_u", 0, 0xb3, NONE, "i-f", null),
    F32_CONVERT_I64_S("f32.convert_i64_s", 0, 0xb4, NONE, "I-f", null),
    F32_CONVERT_I64_U("f32.convert_i64_u", 0, 0xb5, NONE, "I-f", null),
    F32_DEMOTE_F64("f32.demote_f64", 0, 0xb6, NONE, "F-f", null),
    F64_CONVERT_I32_S("f64.convert_i32_s", 0, 0xb7, NONE, "i-F", null),
    F64_CONVERT_I32_U("f64.convert_i32_u", 0, 0xb8, NONE, "i-F", null),
    F64_CONVERT_I64_S("f64.convert_i64_s", 0, 0xb9, NONE, "I-F", null),
    F64_CONVERT_I64_U("f64.convert_i64_u", 0, 0xba, NONE, "I-F", null),
    F64_PROMOTE_F32("f64.promote_f32", 0, 0xbb, NONE, "f-F", null),
    I32_REINTERPRET_F32("i32.reinterpret_f32", 0, 0xbc, NONE, "f-i", null),
    I64_REINTERPRET_F64("i64.reinterpret_f64", 0, 0xbd, NONE, "F-I", null),
    F32_REINTERPRET_I32("f32.reinterpret_i32", 0, 0xbe, NONE, "i-f", null),
    F64_REINTERPRET_I64("f64.reinterpret_i64", 0, 0xbf, NONE, "I-F", null),
    I32_EXTEND8_S("i32.extend8_s", 0, 0xc0, NONE, "i-i", SIGN_EXT),
    I32_EXTEND16_S("i32.extend16_s", 0, 0xc1, NONE, "i-i", SIGN_EXT),
    I64_EXTEND8_S("i64.extend8_s", 0, 0xc2, NONE, "I-I", SIGN_EXT),
    I64_EXTEND16_S("i64.extend16_s", 0, 0xc3, NONE, "I-I", SIGN_EXT),
    I64_EXTEND32_S("i64.extend32_s", 0, 0xc4, NONE, "I-I", SIGN_EXT),
    REF_NULL("ref.null", 0, 0xd0, HEAP_TYPE, null, REFERENCE_TYPES),
    REF_IS_NULL("ref.is_null", 0, 0xd1, NONE, null, REFERENCE_TYPES),
    REF_FUNC("ref.func", 0, 0xd2, FUNCTION, null, REFERENCE_TYPES),
    I32_TRUNC_SAT_F32_S("i32.trunc_sat_f32_s", 0xfc, 0x00, NONE, "f-i", NONTRAPPING_FPTOINT),
    I32_TRUNC_SAT_F32_U("i32.trunc_sat_f32_u", 0xfc, 0x01, NONE, "f-i", NONTRAPPING_FPTOINT),
    I32_TRUNC_SAT_F64_S("i32.trunc_sat_f64_s", 0xfc, 0x02, NONE, "F-i", NONTRAPPING_FPTOINT),
    I32_TRUNC_SAT_F64_U("i32.trunc_sat_f64_u", 0xfc, 0x03, NONE, "F-i", NONTRAPPING_FPTOINT),
    I64_TRUNC_SAT_F32_S("i64.trunc_sat_f32_s", 0xfc, 0x04, NONE, "f-I", NONTRAPPING_FPTOINT),
    I64_TRUNC_SAT_F32_U("i64.trunc_sat_f32_u", 0xfc, 0x05, NONE, "f-I", NONTRAPPING_FPTOINT),
    I64_TRUNC_SAT_F64_S("i64.trunc_sat_f64_s", 0xfc, 0x06, NONE, "F-I", NONTRAPPING_FPTOINT),
    I64_TRUNC_SAT_F64_U("i64.trunc_sat_f64_u", 0xfc, 0x07, NONE, "F-I", NONTRAPPING_FPTOINT),
    MEMORY_INIT("memory.init", 0xfc, 0x08, DATA_MEMORY, "iii-", BULK_MEMORY),
    DATA_DROP("data.drop", 0xfc, 0x09, DATA, "-", BULK_MEMORY),
    MEMORY_COPY("memory.copy", 0xfc, 0x0a, MEMORY_MEMORY, "iii-", BULK_MEMORY),
    MEMORY_FILL("memory.fill", 0xfc, 0x0b, MEMORY, "iii-", BULK_MEMORY),
    TABLE_INIT("table.init", 0xfc, 0x0c, ELEMENT_TABLE, null, BULK_MEMORY),
    ELEM_DROP("elem.drop", 0xfc, 0x0d, ELEMENT, "-", BULK_MEMORY),
    TABLE_COPY("table.copy", 0xfc, 0x0e, TABLE_TABLE, null, BULK_MEMORY),
    TABLE_GROW("table.grow", 0xfc, 0x0f, TABLE, null, REFERENCE_TYPES),
    TABLE_SIZE("table.size", 0xfc, 0x10, TABLE, null, REFERENCE_TYPES),
    TABLE_FILL("table.fill", 0xfc, 0x11, TABLE, null, REFERENCE_TYPES);

    /** The prefix of saturating conversions and bulk operations. */
    public static final int PREFIX_MISCELLANEOUS = 0xfc;

    /** The least byte that is a prefix. */
    static final int FIRST_PREFIX = 0xfb;
    /** The greatest byte that is a prefix. */
    static final int LAST_PREFIX = 0xfe;

    private static final Opcode[] NOTHING = {};
    private static final Opcode[] PLAIN = table(0);
    private static final Opcode[] MISCELLANEOUS = table(PREFIX_MISCELLANEOUS);

    private final String text;
    private final int prefix;
    private final int code;
    private final Immediates immediates;
    private final String signature;
    private final Feature feature;
    private final int accessBytes;

    Opcode(String text, int prefix, int code, Immediates immediates, String signature, Feature feature) {
        this(text, prefix, code, immediates, signature, feature, 0);
    }

    Opcode(
            String text,
            int prefix,
            int code,
            Immediates immediates,
            String signature,
            Feature feature,
            int accessBytes) {
        this.text = text;
        this.prefix = prefix;
        this.code = code;
        this.immediates = immediates;
        this.signature = signature;
        this.feature = feature;
        this.accessBytes = accessBytes;
    }

    private static Opcode[] table(int prefix) {
        int length = 0;
        for (Opcode opcode : values()) {
            length = opcode.prefix == prefix ? Math.max(length, opcode.code + 1) : length;
        }
        Opcode[] table = new Opcode[length];
        for (Opcode opcode : values()) {
            if (opcode.prefix == prefix) {
                table[opcode.code] = opcode;
            }
        }
        return table;
    }

    /** The instruction whose encoding is the single byte {@code code}, or null. */
    public static Opcode of(int code) {
        return code < PLAIN.length ? PLAIN[code] : null;
    }

    /** The instruction {@code code} behind {@code prefix}, or null. The code is an unsigned number. */
    public static Opcode of(int prefix, int code) {
        Opcode[] table = prefix == PREFIX_MISCELLANEOUS ? MISCELLANEOUS : NOTHING;
        return code >= 0 && code < table.length ? table[code] : null;
    }

    /** The feature that bytes without a row here belong to, as far as it is known; else null. */
    static Feature featureOf(int firstByte) {
        return switch (firstByte) {
            case 0x06, 0x07, 0x08, 0x09, 0x0a, 0x18, 0x19, 0x1f -> EXCEPTION_HANDLING;
            case 0x12, 0x13 -> TAIL_CALL;
            case 0x14, 0x15, 0xd4, 0xd5, 0xd6 -> FUNCTION_REFERENCES;
            case 0xd3, 0xfb -> GC;
            case 0xfd -> SIMD128;
            case 0xfe -> ATOMICS;
            default -> null;
        };
    }

    /** The name in the text format, such as {@code i32.add}. */
    public String text() {
        return text;
    }

    /** The first byte of a two-part encoding, or 0. */
    public int prefix() {
        return prefix;
    }

    /** The only byte of the encoding or, behind a prefix, the number that follows it. */
    public int code() {
        return code;
    }

    /** What follows the opcode in the binary format. */
    public Immediates immediates() {
        return immediates;
    }

    /**
     * The stack effect, such as {@code ii-i}, or null if it depends on where the instruction stands: control, calls,
     * variables, tables, references and parametric instructions.
     */
    public String signature() {
        return signature;
    }

    /** The feature that this instruction came with, or null for version 1.0. */
    public Feature feature() {
        return feature;
    }

    /** How many bytes of memory a load or store touches; 0 for all others. */
    public int accessBytes() {
        return accessBytes;
    }

    /** The name in the text format. */
    @Override
    public String toString() {
        return text;
    }
}
