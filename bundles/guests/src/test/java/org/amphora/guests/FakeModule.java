package org.amphora.guests;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.amphora.api.ClassSink;
import org.amphora.api.CustomSection;
import org.amphora.api.ExportType;
import org.amphora.api.Feature;
import org.amphora.api.FunctionType;
import org.amphora.api.ImportType;
import org.amphora.api.MemoryType;
import org.amphora.api.SectionSize;
import org.amphora.api.WasmModule;

/** A module of {@link FakeEngine}. */
final class FakeModule implements WasmModule {
    private final FakeEngine engine;
    private final List<String> lines;
    private final String digest;
    private volatile boolean closed;

    FakeModule(FakeEngine engine, byte[] binary, List<String> lines) {
        this.engine = engine;
        this.lines = lines;
        this.digest = digest(binary);
    }

    static String digest(byte[] binary) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(binary));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }

    FakeEngine engine() {
        return engine;
    }

    boolean has(String line) {
        return lines.contains(line);
    }

    long version() {
        return Long.parseLong(values("version ").findFirst().orElseThrow());
    }

    private Stream<String> values(String key) {
        return lines.stream().filter(line -> line.startsWith(key)).map(line -> line.substring(key.length()));
    }

    @Override
    public Optional<String> name() {
        return Optional.empty();
    }

    @Override
    public List<ImportType> imports() {
        return values("import ")
                .map(line -> line.split(" "))
                .map(words -> ImportType.of(words[0], words[1], FunctionType.parse("i-")))
                .toList();
    }

    @Override
    public List<ExportType> exports() {
        Stream<ExportType> functions = engine.functions.keySet().stream()
                .sorted()
                .map(function -> ExportType.of(function, FunctionType.parse("-I")));
        return has("reactor")
                ? Stream.concat(functions, Stream.of(ExportType.of("_initialize", FunctionType.parse("-"))))
                        .toList()
                : functions.toList();
    }

    @Override
    public List<MemoryType> memories() {
        return List.of();
    }

    @Override
    public List<CustomSection> customSections() {
        return List.of();
    }

    @Override
    public List<SectionSize> sections() {
        return List.of();
    }

    @Override
    public int functionCount() {
        return 0;
    }

    @Override
    public String describeFunction(String function) {
        return function;
    }

    @Override
    public Set<Feature> features() {
        return Set.of();
    }

    @Override
    public String digest() {
        return digest;
    }

    @Override
    public long byteSize() {
        return 0;
    }

    @Override
    public void generate(ClassSink sink) {
        throw new AssertionError("nobody generates the classes of a fake");
    }

    @Override
    public boolean closed() {
        return closed;
    }

    @Override
    public synchronized void close() {
        if (!closed) {
            closed = true;
            engine.openModules.decrementAndGet();
        }
    }
}
