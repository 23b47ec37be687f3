package org.amphora.binary.type;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.HexFormat;

/** Finds the digests of groups. One after the other, not by recursion: chains of types have no end. */
final class GroupDigest {
    private static final int BYTES = 16;

    private final Deque<RecursionGroup> open = new ArrayDeque<>();

    private GroupDigest() {}

    /** Gives {@code group} its digest, and those groups that it refers to theirs. */
    static void find(RecursionGroup group) {
        GroupDigest finder = new GroupDigest();
        finder.open.push(group);
        while (!finder.open.isEmpty()) {
            finder.next();
        }
    }

    private void next() {
        RecursionGroup group = open.peek();
        GroupKey key = new GroupKey(group);
        boolean complete = true;
        for (CanonicalType type : key.outside()) {
            if (type.group().knownDigest() == null) {
                open.push(type.group());
                complete = false;
            }
        }
        if (complete) {
            open.pop();
            group.digest(digest(key));
        }
    }

    private static String digest(GroupKey key) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            ByteBuffer code = ByteBuffer.allocate(key.code().length * Integer.BYTES);
            code.asIntBuffer().put(key.code());
            digest.update(code);
            for (CanonicalType type : key.outside()) {
                String text = type.group().knownDigest() + "_" + type.index() + ";";
                digest.update(text.getBytes(StandardCharsets.US_ASCII));
            }
            return HexFormat.of().formatHex(Arrays.copyOf(digest.digest(), BYTES));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java platform has SHA-256", e);
        }
    }
}
