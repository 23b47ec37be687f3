package org.amphora.cli.wast;

import org.amphora.text.lexer.TokenReader;
import org.amphora.text.parser.ModuleParser;
import org.amphora.text.script.ModuleSource;

/** Modules of scripts in the binary format. */
final class Sources {
    private Sources() {}

    /**
     * The bytes of {@code source}.
     *
     * @throws org.amphora.api.MalformedModuleException if it is text that is no module
     */
    static byte[] binary(ModuleSource source) {
        return binary(source, false);
    }

    /** The bytes of {@code source}, for a text with or without a name section. */
    static byte[] binary(ModuleSource source, boolean names) {
        if (source instanceof ModuleSource.Binary binary) {
            return binary.bytes();
        }
        ModuleSource.Text text = (ModuleSource.Text) source;
        return ModuleParser.text(new TokenReader(text.text(), text.from(), text.to()), names);
    }
}
