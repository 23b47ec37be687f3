package org.amphora.cli.wast;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.amphora.text.script.Assertion;
import org.amphora.text.script.ModuleSource;

/**
 * Assertions of a proposal's tests that contradict WebAssembly 3.0: the tests are older than the several memories and tables
 * of a module, and want such modules refused. Each is named by its file, the module and the message.
 */
record Contradiction(String file, String module, String message) {
    private static final String IMPORTS = "proposals/threads/imports.wast";
    private static final String MEMORY = "proposals/threads/memory.wast";
    private static final String TABLES = "multiple tables";
    private static final String MEMORIES = "multiple memories";

    /** All that are known. */
    static final List<Contradiction> ALL = List.of(
            new Contradiction(
                    IMPORTS,
                    "(module (import \"\" \"\" (table 10 funcref)) (import \"\" \"\" (table 10 funcref)))",
                    TABLES),
            new Contradiction(IMPORTS, "(module (import \"\" \"\" (table 10 funcref)) (table 10 funcref))", TABLES),
            new Contradiction(IMPORTS, "(module (table 10 funcref) (table 10 funcref))", TABLES),
            new Contradiction(
                    IMPORTS, "(module (import \"\" \"\" (memory 1)) (import \"\" \"\" (memory 1)))", MEMORIES),
            new Contradiction(IMPORTS, "(module (import \"\" \"\" (memory 1)) (memory 0))", MEMORIES),
            new Contradiction(IMPORTS, "(module (memory 0) (memory 0))", MEMORIES),
            new Contradiction(MEMORY, "(module (memory 0) (memory 0))", MEMORIES),
            new Contradiction(MEMORY, "(module (memory (import \"spectest\" \"memory\") 0) (memory 0))", MEMORIES));

    /** Whether {@code assertion}, in {@code file}, is one of them. */
    static boolean is(Path file, Assertion.ModuleRefused assertion) {
        return assertion.refusal() == Assertion.Refusal.INVALID
                && assertion.source() instanceof ModuleSource.Text text
                && ALL.stream()
                        .anyMatch(known -> file.endsWith(known.file)
                                && known.message.equals(assertion.message())
                                && known.module.equals(new String(
                                        text.text(), text.from(), text.to() - text.from(), StandardCharsets.UTF_8)));
    }
}
