package org.amphora.text.parser;

import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.amphora.binary.module.ExternKind;
import org.amphora.text.lexer.TokenReader;

/** What is known of a module while its text is read: index spaces, and the sections as far as they are written. */
final class ModuleContent {
    /** Index spaces (WebAssembly 3.0, section 6.1.3). */
    final IndexSpace types = new IndexSpace("type");

    final IndexSpace functions = new IndexSpace("function");
    final IndexSpace tables = new IndexSpace("table");
    final IndexSpace memories = new IndexSpace("memory");
    final IndexSpace globals = new IndexSpace("global");
    final IndexSpace tags = new IndexSpace("tag");
    final IndexSpace elements = new IndexSpace("element segment");
    final IndexSpace data = new IndexSpace("data segment");

    /** Sections (WebAssembly 3.0, section 5.5). */
    final Counted typeSection = new Counted();

    final Counted importSection = new Counted();

    final Counted functionSection = new Counted();
    final Counted tableSection = new Counted();
    final Counted memorySection = new Counted();
    final Counted tagSection = new Counted();
    final Counted globalSection = new Counted();
    final Counted exportSection = new Counted();
    final ByteSink startSection = new ByteSink();
    final Counted elementSection = new Counted();
    final Counted codeSection = new Counted();
    final Counted dataSection = new Counted();
    final BranchHints branchHints = new BranchHints();

    /** Whether code names a data segment, so that their number must stand in front of it. */
    boolean needsDataCount;

    /** The module's own name, or null. */
    String name;

    /** Names of fields by the index of their type, and of locals and labels by that of their function. */
    final SortedMap<Integer, Map<Integer, String>> fieldNames = new TreeMap<>();

    final SortedMap<Integer, Map<Integer, String>> localNames = new TreeMap<>();

    final SortedMap<Integer, Map<Integer, String>> labelNames = new TreeMap<>();

    /** Reads the word for something that can be imported and exported. */
    static ExternKind kind(TokenReader in) {
        ExternKind kind = in.keyword() == null ? null : ExternKind.of(in.keyword());
        if (kind == null) {
            throw in.unexpected("func, table, memory, global or tag");
        }
        in.next();
        return kind;
    }

    /** Whether a word is that for something that can be imported and exported. */
    static boolean isKind(String word) {
        return ExternKind.of(word) != null;
    }

    /** Notes how the parameters and locals of a function are called. */
    void nameLocals(int function, IndexSpace locals) {
        if (!locals.names().isEmpty()) {
            localNames.put(function, locals.names());
        }
    }

    /** The index space of a kind. */
    IndexSpace space(ExternKind kind) {
        return switch (kind) {
            case FUNCTION -> functions;
            case TABLE -> tables;
            case MEMORY -> memories;
            case GLOBAL -> globals;
            case TAG -> tags;
        };
    }
}
