package org.amphora.maven;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Turns versions of Maven into versions of OSGi. */
final class BundleVersion {
    private static final Pattern NUMBERS =
            Pattern.compile("(\\d{1,9})(?:\\.(\\d{1,9}))?(?:\\.(\\d{1,9}))?(?:[.-](.+))?");

    private BundleVersion() {}

    /** Missing numbers are 0, and what is no number is the qualifier. */
    static String of(String version) {
        Matcher matcher = NUMBERS.matcher(version);
        if (!matcher.matches()) {
            return "0.0.0." + qualifier(version);
        }
        String numbers = matcher.group(1) + "." + orZero(matcher.group(2)) + "." + orZero(matcher.group(3));
        return matcher.group(4) == null ? numbers : numbers + "." + qualifier(matcher.group(4));
    }

    private static String orZero(String number) {
        return number == null ? "0" : number;
    }

    private static String qualifier(String text) {
        return text.replaceAll("[^\\w-]", "_");
    }
}
