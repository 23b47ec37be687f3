package org.amphora.differential;

import org.amphora.binary.module.ExternKind;
import org.amphora.binary.opcode.Opcode;

/**
 * Modules that stand between guest and host: one makes tags and exceptions, one takes vectors apart, which JavaScript
 * cannot.
 */
final class Support {
    private static final int FUNCTION_TYPE = 0x60;
    private static final int I32 = 0x7f;
    private static final int I64 = 0x7e;
    private static final int V128 = 0x7b;
    private static final int EXTERNREF = 0x6f;

    private Support() {}

    /** Exports the tags {@code wasmtag} and {@code jstag}, and {@code throw}, which throws the first with its argument. */
    static byte[] tags() {
        Bytes types = new Bytes().u32(2).bytes(FUNCTION_TYPE, 1, I32, 0).bytes(FUNCTION_TYPE, 1, EXTERNREF, 0);
        Bytes tags = new Bytes().u32(2).bytes(0, 0).bytes(0, 1);
        Bytes exports = new Bytes()
                .u32(3)
                .name("wasmtag")
                .bytes(ExternKind.TAG.code(), 0)
                .name("jstag")
                .bytes(ExternKind.TAG.code(), 1)
                .name("throw")
                .bytes(ExternKind.FUNCTION.code(), 0);
        Bytes body = new Bytes().bytes(0).bytes(Opcode.LOCAL_GET.code(), 0, Opcode.THROW.code(), 0, Opcode.END.code());
        Bytes module = module();
        section(module, 1, types);
        section(module, 3, new Bytes().bytes(1, 0));
        section(module, 13, tags);
        section(module, 7, exports);
        section(module, 10, new Bytes().u32(1).sized(body.toByteArray()));
        return module.toByteArray();
    }

    /** Exports {@code log-v128}, which hands the halves of its argument, low one first, to {@code host.halves}. */
    static byte[] vectors() {
        Bytes types = new Bytes().u32(2).bytes(FUNCTION_TYPE, 2, I64, I64, 0).bytes(FUNCTION_TYPE, 1, V128, 0);
        Bytes imports = new Bytes().u32(1).name("host").name("halves").bytes(ExternKind.FUNCTION.code(), 0);
        Bytes exports = new Bytes().u32(1).name("log-v128").bytes(ExternKind.FUNCTION.code(), 1);
        Bytes body = new Bytes().bytes(0);
        for (int lane = 0; lane < 2; lane++) {
            body.bytes(Opcode.LOCAL_GET.code(), 0)
                    .bytes(Opcode.I64X2_EXTRACT_LANE.prefix())
                    .u32(Opcode.I64X2_EXTRACT_LANE.code())
                    .bytes(lane);
        }
        body.bytes(Opcode.CALL.code(), 0, Opcode.END.code());
        Bytes module = module();
        section(module, 1, types);
        section(module, 2, imports);
        section(module, 3, new Bytes().bytes(1, 1));
        section(module, 7, exports);
        section(module, 10, new Bytes().u32(1).sized(body.toByteArray()));
        return module.toByteArray();
    }

    private static Bytes module() {
        return new Bytes().bytes(0, 'a', 's', 'm', 1, 0, 0, 0);
    }

    private static void section(Bytes module, int identifier, Bytes content) {
        module.bytes(identifier).sized(content.toByteArray());
    }
}
