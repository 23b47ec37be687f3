package org.amphora.wasi.preview1;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.amphora.api.Memory;
import org.amphora.wasi.files.FileType;

/** What a parameter, or what is written for one, means to a reader. */
enum Kind {
    /** A number, or an address: without a sign. */
    NUMBER,
    /** An offset, or a number of nanoseconds. */
    SIGNED,
    /** A descriptor. */
    FD,
    /** Bits by number. */
    BITS,
    /** UTF-8; the next parameter is its length. */
    TEXT,
    /** Vectors of buffers; the next parameter is how many. Shows how long each is. */
    VECTORS,

    CLOCK(false, "REALTIME", "MONOTONIC", "PROCESS_CPUTIME", "THREAD_CPUTIME"),
    WHENCE(false, "SET", "CUR", "END"),
    ADVICE(false, "NORMAL", "SEQUENTIAL", "RANDOM", "WILLNEED", "DONTNEED", "NOREUSE"),
    FDFLAGS(true, "APPEND", "DSYNC", "NONBLOCK", "RSYNC", "SYNC"),
    OFLAGS(true, "CREAT", "DIRECTORY", "EXCL", "TRUNC"),
    LOOKUP(true, "SYMLINK_FOLLOW"),
    FSTFLAGS(true, "ATIM", "ATIM_NOW", "MTIM", "MTIM_NOW"),
    RIFLAGS(true, "PEEK", "WAITALL"),
    SDFLAGS(true, "RD", "WR"),

    /** A result of two bytes. */
    SHORT,
    /** A result of four bytes. */
    INT,
    /** A result of eight bytes. */
    LONG,
    /** A {@code filestat}. */
    FILESTAT,
    /** A {@code filestat} of {@code wasi_unstable}. */
    OLD_FILESTAT,
    /** A {@code fdstat}. */
    FDSTAT,
    /** The length of the name in a {@code prestat}. */
    PRESTAT;

    private static final int MAX_TEXT_BYTES = 256;
    private static final int MAX_VECTORS = 16;

    private final boolean combined;

    @SuppressWarnings("ImmutableEnumChecker") // the list is
    private final List<String> names;

    Kind(String... names) {
        this(false, names);
    }

    Kind(boolean combined, String... names) {
        this.combined = combined;
        this.names = List.of(names);
    }

    /** The kind that the table calls {@code name}. */
    static Optional<Kind> named(String name) {
        return Stream.of(values())
                .filter(kind -> kind.name().toLowerCase(Locale.ROOT).equals(name))
                .findFirst();
    }

    /** Whether the next parameter belongs to this one. */
    boolean hasLength() {
        return this == TEXT || this == VECTORS;
    }

    /** A parameter as text; {@code length} is the next one. */
    String show(Memory memory, long value, long length) {
        return switch (this) {
            case SIGNED -> Long.toString(value);
            case FD -> Integer.toString((int) value);
            case BITS -> "0x" + Long.toHexString(value);
            case TEXT -> text(memory, value, length);
            case VECTORS -> vectors(memory, value, length);
            default -> names.isEmpty() ? Long.toUnsignedString(value) : combined ? flags(value) : choice(value);
        };
    }

    private String choice(long value) {
        return value >= 0 && value < names.size() ? names.get((int) value) : Long.toUnsignedString(value);
    }

    private String flags(long value) {
        List<String> set = new ArrayList<>();
        for (int bit = 0; bit < names.size(); bit++) {
            if ((value >>> bit & 1) != 0) {
                set.add(names.get(bit));
            }
        }
        long others = value >>> names.size() << names.size();
        if (others != 0 || set.isEmpty()) {
            set.add(others == 0 ? "0" : "0x" + Long.toHexString(others));
        }
        return String.join("|", set);
    }

    /** In quotes, with escapes for what could be taken for something else. */
    private static String text(Memory memory, long address, long length) {
        int shown = (int) Math.min(length, MAX_TEXT_BYTES);
        StringBuilder text = new StringBuilder("\"");
        new String(memory.read(address, shown), StandardCharsets.UTF_8)
                .codePoints()
                .forEach(c -> {
                    if (c == '"' || c == '\\') {
                        text.append('\\').appendCodePoint(c);
                    } else if (Character.isISOControl(c) || Character.getType(c) == Character.FORMAT) {
                        text.append(String.format("\\u{%x}", c));
                    } else {
                        text.appendCodePoint(c);
                    }
                });
        return text.append(shown < length ? "\"..." : "\"").toString();
    }

    private static String vectors(Memory memory, long address, long count) {
        int shown = (int) Math.min(count, MAX_VECTORS);
        List<String> lengths = new ArrayList<>();
        for (int i = 0; i < shown; i++) {
            lengths.add(Integer.toUnsignedString(memory.readInt(address + i * 8L + 4)));
        }
        if (shown < count) {
            lengths.add("...");
        }
        return lengths.toString();
    }

    /** What was written to {@code address}, as text. */
    String showAt(Memory memory, long address) {
        return switch (this) {
            case SHORT -> Integer.toString(Short.toUnsignedInt(memory.readShort(address)));
            case LONG -> Long.toUnsignedString(memory.readLong(address));
            case FILESTAT -> type(memory, address + 16) + " of " + memory.readLong(address + 32) + " bytes";
            case OLD_FILESTAT -> type(memory, address + 16) + " of " + memory.readLong(address + 24) + " bytes";
            case FDSTAT -> type(memory, address) + " " + FDFLAGS.flags(memory.readShort(address + 2));
            case PRESTAT -> Integer.toUnsignedString(memory.readInt(address + 4));
            default -> Integer.toUnsignedString(memory.readInt(address));
        };
    }

    private static String type(Memory memory, long address) {
        int code = memory.readByte(address);
        return Stream.of(FileType.values())
                .filter(type -> type.code() == code)
                .map(FileType::name)
                .findFirst()
                .orElse("type " + code);
    }
}
