package org.amphora.api.spi;

import aQute.bnd.annotation.Resolution;
import aQute.bnd.annotation.spi.ServiceConsumer;
import java.util.Optional;
import java.util.ServiceLoader;
import org.amphora.api.TextFormat;

/** Finds the {@link TextFormat} of plain Java. */
// active: as in Engines
@ServiceConsumer(value = TextFormat.class, resolution = Resolution.OPTIONAL, effective = "active")
public final class TextFormats {
    private TextFormats() {}

    /** The first provider, if there is one. */
    public static Optional<TextFormat> find() {
        Optional<TextFormat> found = ServiceLoader.load(TextFormat.class).findFirst();
        // the context class loader of an application server may not see what the api's own loader sees
        return found.isPresent()
                ? found
                : ServiceLoader.load(TextFormat.class, TextFormats.class.getClassLoader())
                        .findFirst();
    }
}
