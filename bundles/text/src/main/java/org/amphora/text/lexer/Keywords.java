package org.amphora.text.lexer;

import java.util.LinkedHashSet;
import java.util.Set;
import org.amphora.binary.opcode.Opcode;

/**
 * All words of modules and scripts: the names of instructions, from the table of opcodes, and the rest. Words that are not
 * here are "unknown operators", wherever they stand. Found by their bytes, so that no string is made for a word.
 */
final class Keywords {
    private static final String OTHERS = """
            module definition instance type rec sub final func struct array field mut param result local import export
            table memory global tag elem data start offset item declare binary quote then do pagesize shared ref null
            i32 i64 f32 f64 v128 i8 i16 i8x16 i16x8 i32x4 i64x2 f32x4 f64x2
            any eq i31 none nofunc extern noextern exn noexn
            anyref eqref i31ref structref arrayref nullref funcref nullfuncref externref nullexternref exnref nullexnref
            catch_ref catch_all_ref
            script register invoke get assert_malformed assert_malformed_custom assert_invalid assert_invalid_custom
            assert_unlinkable assert_return assert_trap assert_exception assert_exhaustion assert_suspension
            input output thread wait either nan:canonical nan:arithmetic
            ref.extern ref.host ref.any ref.struct ref.array ref.exn
            """;

    private static final String[] TABLE = table();

    private Keywords() {}

    private static String[] table() {
        Set<String> words = new LinkedHashSet<>(Set.of(OTHERS.strip().split("\\s+")));
        for (Opcode opcode : Opcode.values()) {
            words.add(opcode.text());
        }
        String[] table = new String[Integer.highestOneBit(words.size()) * 4];
        for (String word : words) {
            int slot = hash(word) & (table.length - 1);
            while (table[slot] != null) {
                slot = (slot + 1) & (table.length - 1);
            }
            table[slot] = word;
        }
        return table;
    }

    private static int hash(String word) {
        int hash = 0;
        for (int i = 0; i < word.length(); i++) {
            hash = hash * 31 + word.charAt(i);
        }
        return hash ^ hash >>> 15;
    }

    private static int hash(byte[] text, int start, int end) {
        int hash = 0;
        for (int i = start; i < end; i++) {
            hash = hash * 31 + text[i];
        }
        return hash ^ hash >>> 15;
    }

    /** The word from {@code start} to {@code end}, always the same object; null if it is unknown. */
    static String find(Source source, int start, int end) {
        int slot = hash(source.bytes, start, end) & (TABLE.length - 1);
        for (; TABLE[slot] != null; slot = (slot + 1) & (TABLE.length - 1)) {
            String word = TABLE[slot];
            if (word.length() == end - start && source.startsWith(word, start, end)) {
                return word;
            }
        }
        return null;
    }
}
