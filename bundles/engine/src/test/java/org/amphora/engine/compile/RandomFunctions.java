package org.amphora.engine.compile;

import java.io.ByteArrayOutputStream;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import org.amphora.binary.WasmBytes;

/**
 * Makes random functions that throw and catch in both forms and make tail calls to each other, the same for the same seed.
 * They keep a hash of what they do in a global, and carry values in locals and operands across everything.
 *
 * <p>Exports: {@code run (i32) -> i32}, the globals {@code hash} and {@code fuel}, from which loops and tail calls take and
 * which ends them at 0, and the tags {@code A} without values and {@code B} with an i32 and an i64.
 */
final class RandomFunctions {
    /** What the labels around a place take: nothing, or values that a branch from anywhere does not have at hand. */
    private enum Label {
        NOTHING,
        VALUES,
        /** The part of a legacy try behind a catch; takes nothing. */
        CATCH
    }

    private static final String TYPES = "05"
            + "60 00 00" // 0: nothing
            + "60 01 7f 00" // 1: (i32) -> ()
            + "60 01 7f 01 7f" // 2: run
            + "60 02 7f 7e 00" // 3: tag B
            + "60 00 02 7f 7e"; // 4: a block that gives what B carries
    private static final String MIX = "00 23 00 20 00 73 41 93 83 80 08 6c 24 00 0b";
    private static final String MAYBE = "00"
            + "20 00 41 07 71 45 04 40 08 00 0b"
            + "20 00 41 07 71 41 01 46 04 40 20 00 20 00 ad 42 03 7e 08 01 0b 0b";
    /** Gives its argument and the hash; makes no tail calls itself. */
    private static final String LEAF = "00 20 00 23 00 6a 0b";

    private static final String EXN = "69";

    /** The index of {@code run}. */
    static final int RUN = 2;

    /** The functions {@code run}, one like it, and the one that makes no tail calls. */
    private static final int[] CALLEES = {RUN, 3, 4};

    private static final int NUMBERS = 5;
    private static final int WIDE = 6;
    private static final int EXCEPTION = 7;
    private static final int MAX_DEPTH = 7;

    private final Random random;
    private final boolean legacy;
    private final boolean tables;
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final Deque<Label> labels = new ArrayDeque<>();
    private int statements;

    private RandomFunctions(long seed, int statements, boolean legacy, boolean tables) {
        this.random = new Random(seed);
        this.statements = statements;
        this.legacy = legacy;
        this.tables = tables;
    }

    /** A module whose function has about so many statements. */
    static byte[] module(long seed, int statements, boolean legacy, boolean tables) {
        byte[] run = function(seed, statements, legacy, tables);
        byte[] other = function(seed + Integer.MAX_VALUE, statements / 4, legacy, tables);
        return WasmBytes.module()
                .section(1, TYPES)
                .section(3, "05 01 01 02 02 02")
                .section(4, "01 70 00 03")
                .section(13, "02 00 00 00 03")
                .section(6, "02 7f 01 41 00 0b 7f 01 41 00 0b")
                .section(7, "05 03 72 75 6e 00 02 04 68 61 73 68 03 00 04 66 75 65 6c 03 01 01 41 04 00 01 42 04 01")
                .section(9, "01 00 41 00 0b 03 02 03 04")
                .code(WasmBytes.hex(MIX), WasmBytes.hex(MAYBE), run, other, WasmBytes.hex(LEAF))
                .toBytes();
    }

    private static byte[] function(long seed, int statements, boolean legacy, boolean tables) {
        RandomFunctions function = new RandomFunctions(seed, statements, legacy, tables);
        function.function();
        return function.out.toByteArray();
    }

    private void add(String hex) {
        out.writeBytes(WasmBytes.hex(hex));
    }

    private void add(String hex, int index) {
        add(hex);
        WasmBytes.leb(out, index);
    }

    private void function() {
        // locals behind the parameter: i32s, an i64, an exnref where there are such
        add(tables ? "03" : "02");
        add("", NUMBERS);
        add("7f 01 7e");
        if (tables) {
            add("01 " + EXN);
        }
        for (int local = 1; local <= NUMBERS; local++) {
            add("20 00 41");
            WasmBytes.signed(out, random.nextInt(1000));
            add("6a 41");
            WasmBytes.signed(out, 2 * random.nextInt(1000) + 1);
            add("6c 21", local);
        }
        labels.push(Label.VALUES);
        while (statements > 0) {
            statement();
        }
        result();
        add("0b");
    }

    private void result() {
        add("23 00");
        for (int local = 0; local <= NUMBERS; local++) {
            add("41 1f 6c 20", local);
            add("6a");
        }
        add("20", WIDE);
        add("a7 6a");
    }

    private void body() {
        for (int n = random.nextInt(5); n >= 0; n--) {
            statement();
        }
    }

    private void in(Label label) {
        labels.push(label);
        body();
        labels.pop();
    }

    private int number() {
        return random.nextInt(NUMBERS + 1);
    }

    private void expression() {
        add("20", number());
        add("41");
        WasmBytes.signed(out, random.nextInt(1000));
        add(List.of("6a", "6c", "73", "6b", "74", "76").get(random.nextInt(6)));
        if (random.nextBoolean()) {
            add("20", number());
            add("6a");
        }
    }

    /** A label that takes nothing; -1 if there is none. */
    private int label() {
        return pick(List.of(Label.NOTHING, Label.CATCH));
    }

    private int pick(List<Label> wanted) {
        List<Integer> found = new ArrayList<>();
        int index = 0;
        for (Label label : labels) {
            if (wanted.contains(label)) {
                found.add(index);
            }
            index++;
        }
        return found.isEmpty() ? -1 : found.get(random.nextInt(found.size()));
    }

    private void statement() {
        statements--;
        boolean nest = labels.size() < MAX_DEPTH;
        switch (random.nextInt(nest ? 21 : 10)) {
            case 0, 1 -> set();
            case 2 -> mix();
            case 3, 4, 5 -> {
                expression();
                add("10 01");
            }
            case 6 -> branch();
            case 7 -> throwSomething();
            case 8 -> wide();
            case 9 -> tailCall();
            case 10 -> block("02 40");
            case 11 -> loop();
            case 12 -> conditional();
            case 13 -> above();
            case 14, 15, 16 -> {
                if (tables) {
                    table();
                } else {
                    legacyTry();
                }
            }
            default -> {
                if (legacy) {
                    legacyTry();
                } else {
                    table();
                }
            }
        }
    }

    private void set() {
        expression();
        add("21", number());
    }

    private void mix() {
        add("20", number());
        add("10 00");
    }

    private void wide() {
        add("20", WIDE);
        add("42 8d 01 7e");
        expression();
        add("ac 7c 21", WIDE);
    }

    private void branch() {
        int label = label();
        if (label >= 0) {
            expression();
            if (random.nextInt(3) > 0) {
                add("0d", label);
            } else {
                add("0e 02", label());
                add("", label());
                add("", label());
            }
        }
    }

    private void throwSomething() {
        expression();
        add("41 03 71 45 04 40");
        int rethrow = pick(List.of(Label.CATCH));
        if (rethrow >= 0) {
            add("09", rethrow + 1);
        } else if (tables && random.nextBoolean()) {
            add("20", EXCEPTION);
            add("d1 45 04 40 20", EXCEPTION);
            add("0a 0b");
        } else if (random.nextBoolean()) {
            add("08 00");
        } else {
            expression();
            add("20", WIDE);
            add("08 01");
        }
        add("0b");
    }

    private void tailCall() {
        expression();
        add("41 03 71 45 23 01 71 04 40 23 01 41 01 6b 24 01");
        expression();
        int callee = random.nextInt(CALLEES.length);
        if (random.nextInt(3) == 0) {
            add("41", callee);
            add("13 02 00");
        } else {
            add("12", CALLEES[callee]);
        }
        add("0b");
    }

    private void block(String opening) {
        add(opening);
        in(Label.NOTHING);
        add("0b");
    }

    private void loop() {
        // without fuel: return the hash; it is taken at each turn
        add("03 40 23 01 45 04 40 23 00 0f 0b 23 01 41 01 6b 24 01");
        in(Label.NOTHING);
        expression();
        add("41 03 71 0d 00 0b");
    }

    private void conditional() {
        expression();
        add("41 01 71 04 40");
        in(Label.NOTHING);
        if (random.nextBoolean()) {
            add("05");
            in(Label.NOTHING);
        }
        add("0b");
    }

    /** Something with an operand below it. */
    private void above() {
        expression();
        add("20", WIDE);
        statement();
        add("a7 6a 21", number());
    }

    private void table() {
        switch (random.nextInt(4)) {
            case 0 -> {
                add("02 40");
                labels.push(Label.NOTHING);
                add("1f 40 02 00 00", label());
                add("02", label());
                in(Label.NOTHING);
                labels.pop();
                add("0b 0b");
            }
            case 1 -> {
                add("02 04 1f 40 01 00 01 00");
                labels.push(Label.VALUES);
                in(Label.NOTHING);
                labels.pop();
                add("0b 41 05 42 07 0b a7 6a 21", number());
            }
            case 2 -> {
                add("02 " + EXN + " 1f 40 01 03 00");
                labels.push(Label.VALUES);
                in(Label.NOTHING);
                labels.pop();
                add("0b d0 69 0b 21", EXCEPTION);
            }
            default -> {
                add("02 " + EXN + " 02 04 1f 40 02 00 01 00 01 00 01");
                labels.push(Label.VALUES);
                labels.push(Label.VALUES);
                in(Label.NOTHING);
                labels.pop();
                labels.pop();
                add("0b 20", EXCEPTION);
                add("0c 01 0b a7 6a 21", number());
                add("20", EXCEPTION);
                add("0b 21", EXCEPTION);
            }
        }
    }

    private void legacyTry() {
        add("06 40");
        in(Label.NOTHING);
        if (random.nextInt(4) == 0) {
            int target = random.nextInt(labels.size());
            add("18", target);
            return;
        }
        if (random.nextBoolean()) {
            add("07 00");
            in(Label.CATCH);
        }
        if (random.nextBoolean()) {
            add("07 01 a7 6a 21", number());
            in(Label.CATCH);
        }
        if (random.nextBoolean()) {
            add("19");
            in(Label.CATCH);
        }
        add("0b");
    }
}
