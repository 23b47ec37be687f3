package org.amphora.benchmarks.worker;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;

/** Runs a guest of others as its script says; see {@code guests/third-party/README.md}. */
public final class Script implements Peer.Guest {
    /** How names of scripts end. */
    public static final String ENDING = ".txt";

    private static final double NOW = 1.7e12;

    private final Path file;
    private final List<String[]> lines;
    private final Map<String, Long> variables = new HashMap<>();
    private final Map<Long, Integer> lengths = new HashMap<>();
    private final Exports exports;

    private Script(Path file, Peer peer, int n) throws IOException {
        this.file = file;
        this.lines = lines(file);
        variables.put("n", (long) n);
        List<Import> imports = named("import").map(this::imported).toList();
        ImportedMemory memory = named("memory")
                .map(w -> new ImportedMemory(w[1], w[2], Integer.parseInt(w[3]), Integer.parseInt(w[4])))
                .findFirst()
                .orElse(null);
        exports = peer.link(Files.readAllBytes(module(file)), imports, memory);
        run("once");
    }

    /** Makes an instance, as far as its first run. */
    public static Peer.Guest load(Path file, Peer peer, int n) throws IOException {
        return new Script(file, peer, n);
    }

    /** Where the module of a script is once it was fetched. */
    public static Path module(Path script) {
        String name = script.getFileName().toString();
        return script.resolveSibling("../../target/third-party")
                .resolve(name.substring(0, name.length() - ENDING.length()) + ".wasm");
    }

    /** The lines of a script, in words. */
    public static List<String[]> lines(Path script) throws IOException {
        return Files.readAllLines(script).stream()
                .filter(line -> !line.isBlank())
                .map(line -> line.strip().split(" ", -1))
                .toList();
    }

    @Override
    public long run(int n) {
        run("each");
        return variables.get("answer");
    }

    private Stream<String[]> named(String word) {
        return lines.stream().filter(words -> words[0].equals(word));
    }

    private Import imported(String[] words) {
        int dash = words[3].indexOf('-');
        return new Import(
                words[1],
                words[2],
                words[3].substring(0, dash),
                words[3].substring(dash + 1),
                behaviour(words[4], words[2]));
    }

    private ToLongFunction<long[]> behaviour(String behaviour, String name) {
        return switch (behaviour) {
            case "nothing" -> p -> 0;
            case "abort" ->
                p -> {
                    throw new IllegalStateException("import " + name + " of " + file + ", which aborts, was called");
                };
            case "clock" -> p -> Double.doubleToRawLongBits(NOW);
            case "empty" ->
                p -> {
                    exports.write((int) p[0], new byte[Integer.BYTES]);
                    exports.write((int) p[1], new byte[Integer.BYTES]);
                    return 0;
                };
            case "invoke" ->
                p -> {
                    int[] parameters = Arrays.stream(p)
                            .skip(1)
                            .mapToInt(slot -> (int) slot)
                            .toArray();
                    exports.invoke((int) p[0], parameters);
                    return 0;
                };
            default -> constant(Long.parseLong(behaviour));
        };
    }

    private static ToLongFunction<long[]> constant(long value) {
        return p -> value;
    }

    private void run(String when) {
        named(when).forEach(words -> {
            if (words[2].equals("=")) {
                variables.put(words[1], step(words, 3));
            } else {
                step(words, 1);
            }
        });
    }

    private long step(String[] words, int at) {
        String[] operands = Arrays.copyOfRange(words, at + 1, words.length);
        return switch (words[at]) {
            case "call" -> exports.call(operands[0], values(operands));
            case "double" -> (long) exports.callForDouble(operands[0], values(operands));
            case "load" -> exports.readInt((int) value(operands[0]));
            case "text" ->
                text(String.join(" ", operands)
                        .replace("{n}", String.valueOf(value("n")))
                        .getBytes(StandardCharsets.UTF_8));
            case "file" -> text(content(operands[0]));
            case "length" -> lengths.get(value(operands[0]));
            default -> throw new IllegalArgumentException(file + ": no step is called '" + words[at] + "'");
        };
    }

    private int[] values(String[] operands) {
        return Arrays.stream(operands)
                .skip(1)
                .mapToInt(word -> (int) value(word))
                .toArray();
    }

    private long value(String word) {
        Long variable = variables.get(word);
        return variable == null ? Long.parseLong(word) : variable;
    }

    private long text(byte[] bytes) {
        String malloc = named("malloc").findFirst().orElseThrow()[1];
        long address = exports.call(malloc, bytes.length + 1);
        exports.write((int) address, Arrays.copyOf(bytes, bytes.length + 1));
        lengths.put(address, bytes.length);
        return address;
    }

    private byte[] content(String name) {
        try {
            return Files.readAllBytes(file.resolveSibling(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
