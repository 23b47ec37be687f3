package org.amphora.api;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.osgi.annotation.versioning.ProviderType;

/**
 * A validated module, ready to be instantiated any number of times (WebAssembly 3.0, section 2.5). Immutable and
 * thread-safe. Its generated code lives as long as the module or any of its instances is reachable.
 */
@ProviderType
public interface WasmModule extends AutoCloseable {
    /** The name from the name section. */
    Optional<String> name();

    /** What it needs, in its own order. */
    List<ImportType> imports();

    /** What it offers, in its own order. */
    List<ExportType> exports();

    /** The memories that each of its instances gets for itself; those that it imports are not among them. */
    List<MemoryType> memories();

    /** Its custom sections, in their order. */
    List<CustomSection> customSections();

    /** All sections with their sizes, in their order. */
    List<SectionSize> sections();

    /** The number of functions that it defines, without imports. */
    int functionCount();

    /**
     * A function and what the engine makes of it, as text for people: its instructions, the methods of the JVM that are
     * generated for it, for instances with memories of the declared types under the usual limit, and what lies in their
     * variables. The form of the text may change with every version.
     *
     * @param function a name from the name section or of an export, or an index
     * @throws IllegalArgumentException if there is no such function
     * @throws LimitExceededException if the function is too large for the JVM
     */
    String describeFunction(String function);

    /** The features beyond version 1.0 that its code and declarations use. */
    Set<Feature> features();

    /** SHA-256 of its bytes, in lower-case hexadecimal. */
    String digest();

    /** The size of the binary, in bytes. */
    long byteSize();

    /** Whether {@link #close()} was called. */
    boolean closed();

    /**
     * Generates all classes of the module at once, for {@link Engine#compile(byte[], ClassSource)}: for instances with
     * memories as they are usual, and without fuel. Instances of other kinds have their classes generated when they are
     * made.
     *
     * @throws IOException if {@code sink} does
     * @throws LimitExceededException if a function is too large for the JVM
     */
    void generate(ClassSink sink) throws IOException;

    /** Refuses further instantiations; living instances are not affected. Idempotent. */
    @Override
    void close();
}
