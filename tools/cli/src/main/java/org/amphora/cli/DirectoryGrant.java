package org.amphora.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import org.amphora.wasi.WasiConfig;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** The value of {@code --dir}: {@code HOST[::GUEST][:ro]}. */
final class DirectoryGrant {
    private static final String SEPARATOR = "::";
    private static final String READ_ONLY = ":ro";

    private final Path host;
    private final String guest;
    private final boolean readOnly;

    private DirectoryGrant(Path host, String guest, boolean readOnly) {
        this.host = host;
        this.guest = guest;
        this.readOnly = readOnly;
    }

    private static DirectoryGrant parse(String value) {
        boolean readOnly = value.endsWith(READ_ONLY);
        String paths = readOnly ? value.substring(0, value.length() - READ_ONLY.length()) : value;
        int at = paths.indexOf(SEPARATOR);
        String host = at < 0 ? paths : paths.substring(0, at);
        String guest = at < 0 ? paths : paths.substring(at + SEPARATOR.length());
        if (host.isEmpty() || guest.isEmpty()) {
            throw new TypeConversionException(
                    "'" + value + "' must be HOST, HOST::GUEST or either with :ro at its end");
        }
        return new DirectoryGrant(Path.of(host), guest, readOnly);
    }

    /** {@code config} with this directory granted; a file is taken for an archive. */
    WasiConfig addTo(WasiConfig config) {
        if (Files.isRegularFile(host)) {
            return config.archive(host, guest);
        }
        return readOnly ? config.readOnlyDirectory(host, guest) : config.directory(host, guest);
    }

    /** Reads the value. */
    static final class Converter implements ITypeConverter<DirectoryGrant> {
        @Override
        public DirectoryGrant convert(String value) {
            return parse(value);
        }
    }
}
