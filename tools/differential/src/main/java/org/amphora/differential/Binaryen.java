package org.amphora.differential;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;

/** Makes random valid modules with {@code wasm-opt} of Binaryen. Thread-safe. */
final class Binaryen implements AutoCloseable {
    /** What is not WebAssembly 3.0, or needs threads. */
    private static final List<String> NEVER = List.of(
            "threads",
            "shared-everything",
            "stack-switching",
            "custom-descriptors",
            "fp16",
            "strings",
            "relaxed-atomics",
            "compact-imports",
            "multibyte",
            "acquire-release-atomics",
            "wide-arithmetic",
            "custom-page-sizes",
            "call-indirect-overlong");

    private static final int LEAST_BYTES = 500;
    private static final int MEAN_BYTES = 8_000;
    private static final int MOST_BYTES = 60_000;
    /** Each so many seeds, random optimisations give the code other shapes. */
    private static final int OPTIMISED = 4;

    private final String wasmOpt;
    private final List<String> features = new ArrayList<>();
    private final Path directory;

    /** {@code without} are names of features as Binaryen has them, such as {@code gc}. */
    Binaryen(String wasmOpt, List<String> without) throws IOException {
        this.wasmOpt = wasmOpt;
        features.add("--all-features");
        Stream.concat(NEVER.stream(), without.stream()).forEach(name -> features.add("--disable-" + name));
        directory = Files.createTempDirectory("amphora-differential");
    }

    /** The version, as it names itself; it is an error if it does not know a feature. */
    String version() throws IOException, InterruptedException {
        List<String> arguments = new ArrayList<>(features);
        arguments.add("--version");
        return run(arguments).strip();
    }

    /** The module of {@code seed}. */
    byte[] module(long seed) throws IOException, InterruptedException {
        // of java.util.Random, seeds beside each other begin alike: modules of a run would all be of one size
        SplittableRandom random = new SplittableRandom(seed);
        int length = (int) Math.min(MOST_BYTES, LEAST_BYTES - MEAN_BYTES * Math.log(1 - random.nextDouble()));
        byte[] input = new byte[length];
        random.nextBytes(input);
        List<String> options = new ArrayList<>(List.of("-ttf", "--translate-to-exnref"));
        if (seed % OPTIMISED == 0) {
            options.add("--fuzz-passes");
        }
        return transformed(input, options);
    }

    /** The same module, but wherever a NaN would come into being, there is a zero. */
    byte[] withoutNans(byte[] module) throws IOException, InterruptedException {
        return transformed(module, List.of("--denan"));
    }

    private byte[] transformed(byte[] input, List<String> options) throws IOException, InterruptedException {
        Path from = Files.createTempFile(directory, "in", ".bin");
        Path to = Files.createTempFile(directory, "out", ".wasm");
        try {
            Files.write(from, input);
            List<String> arguments = new ArrayList<>();
            arguments.add(from.toString());
            arguments.addAll(features);
            arguments.addAll(options);
            arguments.addAll(List.of("-o", to.toString()));
            run(arguments);
            return Files.readAllBytes(to);
        } finally {
            Files.delete(from);
            Files.delete(to);
        }
    }

    private String run(List<String> arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(wasmOpt));
        command.addAll(arguments);
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        int exit = process.waitFor();
        if (exit != 0) {
            throw new IOException("wasm-opt ended with " + exit + ": "
                    + output.lines().findFirst().orElse("no message"));
        }
        return output;
    }

    @Override
    public void close() throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }
}
