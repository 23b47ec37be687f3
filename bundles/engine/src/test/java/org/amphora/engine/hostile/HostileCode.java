package org.amphora.engine.hostile;

import java.io.ByteArrayOutputStream;
import org.amphora.binary.WasmBytes;

/** Writes a module around one function, {@code run (param i32) (result i32)}, whose code is far from what compilers write. */
final class HostileCode {
    static final int UNREACHABLE = 0x00;
    static final int BLOCK = 0x02;
    static final int LOOP = 0x03;
    static final int IF = 0x04;
    static final int END = 0x0b;
    static final int BR = 0x0c;
    static final int BR_TABLE = 0x0e;
    static final int CALL = 0x10;
    static final int RETURN_CALL = 0x12;
    static final int RETURN_CALL_INDIRECT = 0x13;
    static final int RETURN_CALL_REF = 0x15;
    static final int DROP = 0x1a;
    static final int LOCAL_GET = 0x20;
    static final int LOCAL_SET = 0x21;
    static final int LOCAL_TEE = 0x22;
    static final int TABLE_SET = 0x26;
    static final int MEMORY_GROW = 0x40;
    static final int I32_CONST = 0x41;
    static final int I32_ADD = 0x6a;
    static final int REF_FUNC = 0xd2;
    static final int I32 = 0x7f;
    static final int EMPTY = 0x40;
    static final int ARRAY = 0x5e;
    static final int GC = 0xfb;
    static final int ARRAY_NEW_DEFAULT = 0x07;
    static final int ANYREF = 0x6e;
    static final int I64 = 0x7e;

    private final ByteArrayOutputStream code = new ByteArrayOutputStream();
    private final ByteArrayOutputStream types = new ByteArrayOutputStream();
    private int typeCount = 1;
    private int locals;
    private int[] localType = {I32};
    private String memory;
    private String table;
    private String tag;

    /** Adds bytes. */
    HostileCode add(int... bytes) {
        for (int b : bytes) {
            code.write(b);
        }
        return this;
    }

    /** Adds bytes many times. */
    HostileCode times(int count, int... bytes) {
        for (int i = 0; i < count; i++) {
            add(bytes);
        }
        return this;
    }

    /** Adds an unsigned number. */
    HostileCode number(int value) {
        WasmBytes.leb(code, value);
        return this;
    }

    /** Adds {@code i32.const value}; {@code value} is not negative. */
    HostileCode constant(int value) {
        code.write(I32_CONST);
        WasmBytes.signed(code, value);
        return this;
    }

    /** The module has one more type; the first of these has index 1. */
    HostileCode type(int... bytes) {
        typeCount++;
        for (int b : bytes) {
            types.write(b);
        }
        return this;
    }

    /** Adds an unsigned number to the type that was added last. */
    HostileCode typeNumber(int value) {
        WasmBytes.leb(types, value);
        return this;
    }

    /** Adds bytes to the type that was added last, many times. */
    HostileCode typeTimes(int count, int... bytes) {
        for (int i = 0; i < count; i++) {
            for (int b : bytes) {
                types.write(b);
            }
        }
        return this;
    }

    /** The function has {@code count} more locals of type i32. */
    HostileCode locals(int count) {
        locals = count;
        return this;
    }

    /** The function has one more local, of a type of several bytes. */
    HostileCode local(int... type) {
        locals = 1;
        localType = type;
        return this;
    }

    /** The module has a memory; {@code limits} in hexadecimal. */
    HostileCode memory(String limits) {
        memory = limits;
        return this;
    }

    /** The module has a table of functions; {@code limits} in hexadecimal. */
    HostileCode table(String limits) {
        table = limits;
        return this;
    }

    /** The module has a tag whose parameters are those of a type, in hexadecimal. */
    HostileCode tag(String type) {
        tag = type;
        return this;
    }

    byte[] module() {
        WasmBytes module = WasmBytes.module().section(1, types()).section(3, "01 00");
        if (table != null) {
            module.section(4, "01 70" + table);
        }
        if (memory != null) {
            module.section(5, "01" + memory);
        }
        if (tag != null) {
            module.section(13, "01 00" + tag);
        }
        return module.section(7, "01 03 72 75 6e 00 00").code(body()).toBytes();
    }

    private byte[] types() {
        ByteArrayOutputStream section = new ByteArrayOutputStream();
        WasmBytes.leb(section, typeCount);
        section.writeBytes(new byte[] {0x60, 1, I32, 1, I32});
        section.writeBytes(types.toByteArray());
        return section.toByteArray();
    }

    private byte[] body() {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        body.write(locals == 0 ? 0 : 1);
        if (locals > 0) {
            WasmBytes.leb(body, locals);
            for (int b : localType) {
                body.write(b);
            }
        }
        body.writeBytes(code.toByteArray());
        body.write(END);
        return body.toByteArray();
    }
}
