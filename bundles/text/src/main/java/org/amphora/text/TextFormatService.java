package org.amphora.text;

import aQute.bnd.annotation.Resolution;
import aQute.bnd.annotation.spi.ServiceProvider;
import java.util.List;
import org.amphora.api.TextFormat;
import org.amphora.text.lexer.TokenReader;
import org.amphora.text.parser.ModuleParser;
import org.osgi.service.component.annotations.Component;

/** The text format as a service, of OSGi and of {@link java.util.ServiceLoader}. Stateless. */
@Component
@ServiceProvider(value = TextFormat.class, resolution = Resolution.OPTIONAL)
public final class TextFormatService implements TextFormat {
    @Override
    public byte[] toBinary(byte[] text, Option... options) {
        boolean names = !List.of(options).contains(Option.WITHOUT_NAMES);
        return ModuleParser.text(new TokenReader(text.clone()), names);
    }
}
