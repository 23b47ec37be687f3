package org.amphora.wasi.preview1;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.amphora.api.Memory;

/** Strings as C has them: an array of pointers, and the bytes, each string ended by a NUL. Encoded once. */
final class StringList {
    private final int[] offsets;
    private final byte[] bytes;

    StringList(List<String> strings) {
        ByteArrayOutputStream encoded = new ByteArrayOutputStream();
        offsets = new int[strings.size()];
        for (int i = 0; i < offsets.length; i++) {
            offsets[i] = encoded.size();
            encoded.writeBytes(strings.get(i).getBytes(StandardCharsets.UTF_8));
            encoded.write(0);
        }
        bytes = encoded.toByteArray();
    }

    /** Writes a pointer for each string to {@code pointers}, and the strings to {@code buffer}. */
    void writeTo(Memory memory, long pointers, long buffer) {
        memory.checked(pointers, offsets.length * Integer.BYTES);
        memory.write(buffer, bytes, 0, bytes.length);
        for (int i = 0; i < offsets.length; i++) {
            memory.writeInt(pointers + (long) i * Integer.BYTES, (int) buffer + offsets[i]);
        }
    }

    /** Writes how many strings there are, and how many bytes they take together. */
    void writeSizesTo(Memory memory, long count, long byteCount) {
        memory.checked(byteCount, Integer.BYTES);
        memory.writeInt(count, offsets.length);
        memory.writeInt(byteCount, bytes.length);
    }
}
