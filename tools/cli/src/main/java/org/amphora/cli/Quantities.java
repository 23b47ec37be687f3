package org.amphora.cli;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Numbers with a unit, as values of options. */
final class Quantities {
    private static final Pattern FORM = Pattern.compile("(\\d{1,12}(?:\\.\\d{1,9})?)([A-Za-z]*)");
    private static final Map<String, Long> NANOS =
            Map.of("ms", 1_000_000L, "s", 1_000_000_000L, "m", 60_000_000_000L, "h", 3_600_000_000_000L);
    private static final Map<String, Long> BYTES = Map.of("", 1L, "K", 1L << 10, "M", 1L << 20, "G", 1L << 30);
    private static final BigDecimal LONGEST = BigDecimal.valueOf(Long.MAX_VALUE);

    private Quantities() {}

    private static long parse(String value, Map<String, Long> units, String form) {
        Matcher parts = FORM.matcher(value);
        if (parts.matches() && units.containsKey(parts.group(2))) {
            BigDecimal all = new BigDecimal(parts.group(1)).multiply(BigDecimal.valueOf(units.get(parts.group(2))));
            return all.min(LONGEST).longValue();
        }
        throw new TypeConversionException("'" + value + "' must be " + form);
    }

    /** Reads a time. */
    static final class Time implements ITypeConverter<Duration> {
        @Override
        public Duration convert(String value) {
            return Duration.ofNanos(parse(value, NANOS, "a number with the unit ms, s, m or h, such as 1.5s"));
        }
    }

    /** Reads a number of bytes. */
    static final class Bytes implements ITypeConverter<Long> {
        @Override
        public Long convert(String value) {
            return parse(value, BYTES, "a number of bytes, or one with the unit K, M or G, such as 64M");
        }
    }
}
