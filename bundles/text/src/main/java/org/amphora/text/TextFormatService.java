package org.amphora.text;

import aQute.bnd.annotation.Resolution;
import aQute.bnd.annotation.spi.ServiceProvider;
import java.io.IOException;
import java.util.List;
import org.amphora.api.TextFormat;
import org.amphora.binary.BinaryDecoder;
import org.amphora.text.lexer.TokenReader;
import org.amphora.text.parser.ModuleParser;
import org.amphora.text.print.ModulePrinter;
import org.osgi.service.component.annotations.Component;

/** The text format as a service, of OSGi and of {@link java.util.ServiceLoader}. Stateless. */
@Component
@ServiceProvider(value = TextFormat.class, resolution = Resolution.OPTIONAL)
public final class TextFormatService implements TextFormat {
    /** Characters that a string can have whatever they are. */
    private static final long MAX_STRING = (1 << 30) - 16;

    @Override
    public byte[] toBinary(byte[] text, Option... options) {
        boolean names = !List.of(options).contains(Option.WITHOUT_NAMES);
        return ModuleParser.text(new TokenReader(text.clone()), names);
    }

    @Override
    public String toText(byte[] binary) {
        StringBuilder text = new StringBuilder();
        try {
            ModulePrinter.print(BinaryDecoder.decode(binary.clone()), text, MAX_STRING);
        } catch (IOException e) {
            throw new AssertionError("nothing is written to the outside", e);
        }
        return text.toString();
    }

    @Override
    public void toText(byte[] binary, Appendable out) throws IOException {
        ModulePrinter.print(BinaryDecoder.decode(binary.clone()), out, Long.MAX_VALUE);
    }
}
