package org.amphora.cli;

import java.util.ArrayList;
import java.util.List;
import org.amphora.wasi.WasiConfig;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** The options that say which files a program may use, and how much it may add to them. */
final class FileOptions {
    @Option(
            names = "--dir",
            paramLabel = "HOST[::GUEST][:ro]",
            converter = DirectoryGrant.Converter.class,
            description = "Let the guest use the directory HOST under the name GUEST (that of HOST if none is given);"
                    + " only for reading, with :ro. If HOST is a zip or jar file, the guest reads what is in it.")
    private List<DirectoryGrant> directories = new ArrayList<>();

    @Option(
            names = "--tmpfs",
            paramLabel = "GUEST[:BYTES]",
            converter = MemoryConverter.class,
            description =
                    "Let the guest use a directory in memory, empty at first, under the name GUEST; it may take BYTES,"
                            + " such as 512K, and 64M if nothing is said.")
    private List<MemoryGrant> memories = new ArrayList<>();

    @Option(
            names = "--max-written",
            paramLabel = "BYTES",
            converter = Quantities.Bytes.class,
            description = "Let the guest write so many bytes to files.")
    private Long maxWritten;

    @Option(
            names = "--max-files",
            paramLabel = "COUNT",
            description = "Let the guest make so many files, directories and links more than it removes.")
    private Long maxFiles;

    @Option(
            names = "--max-descriptors",
            paramLabel = "COUNT",
            description = "Let the guest have so many descriptors at a time; 1024 if nothing is said.")
    private Integer maxDescriptors;

    /** {@code config} with all that. */
    WasiConfig addTo(WasiConfig config) {
        WasiConfig granted = config;
        for (DirectoryGrant directory : directories) {
            granted = directory.addTo(granted);
        }
        for (MemoryGrant memory : memories) {
            granted = granted.memoryDirectory(memory.guest, memory.bytes);
        }
        granted = maxWritten == null ? granted : granted.writeLimit(maxWritten);
        granted = maxFiles == null ? granted : granted.fileLimit(maxFiles);
        return maxDescriptors == null ? granted : granted.descriptorLimit(maxDescriptors);
    }

    /** The value of {@code --tmpfs}. */
    private record MemoryGrant(String guest, long bytes) {}

    private static final class MemoryConverter implements ITypeConverter<MemoryGrant> {
        private static final long DEFAULT_BYTES = 64 << 20;

        @Override
        public MemoryGrant convert(String value) {
            int colon = value.lastIndexOf(':');
            String guest = colon < 0 ? value : value.substring(0, colon);
            if (guest.isEmpty()) {
                throw new TypeConversionException("'" + value + "' must be GUEST or GUEST:BYTES, such as /tmp:64M");
            }
            return new MemoryGrant(
                    guest, colon < 0 ? DEFAULT_BYTES : new Quantities.Bytes().convert(value.substring(colon + 1)));
        }
    }
}
