package org.amphora.itests.container;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** A module that imports one function from (i32) to (i32) and exports {@code run}, which calls it. */
final class CallingModule {
    private static final byte[] PREAMBLE = {0, 'a', 's', 'm', 1, 0, 0, 0};
    private static final byte[] TYPE = {1, 6, 1, 0x60, 1, 0x7F, 1, 0x7F};
    private static final byte[] FUNCTION = {3, 2, 1, 0};
    private static final byte[] EXPORT = {7, 7, 1, 3, 'r', 'u', 'n', 0, 1};
    // local.get 0, call 0, end
    private static final byte[] CODE = {10, 8, 1, 6, 0, 0x20, 0, 0x10, 0, 0x0B};

    private CallingModule() {}

    /** The module that imports {@code name} from {@code module}; names are short. */
    static byte[] of(String module, String name) {
        ByteArrayOutputStream imports = new ByteArrayOutputStream();
        imports.write(1);
        name(imports, module);
        name(imports, name);
        // a function of type 0
        imports.write(0);
        imports.write(0);
        ByteArrayOutputStream binary = new ByteArrayOutputStream();
        binary.writeBytes(PREAMBLE);
        binary.writeBytes(TYPE);
        binary.write(2);
        binary.write(imports.size());
        binary.writeBytes(imports.toByteArray());
        binary.writeBytes(FUNCTION);
        binary.writeBytes(EXPORT);
        binary.writeBytes(CODE);
        return binary.toByteArray();
    }

    private static void name(ByteArrayOutputStream out, String name) {
        byte[] utf8 = name.getBytes(StandardCharsets.UTF_8);
        out.write(utf8.length);
        out.writeBytes(utf8);
    }
}
