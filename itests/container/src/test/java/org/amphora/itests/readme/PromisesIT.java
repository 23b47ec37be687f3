package org.amphora.itests.readme;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The tests that docs/hot-reload.md names are there. */
class PromisesIT {
    private static final Pattern TEST = Pattern.compile("`([A-Z]\\w+)\\.(\\w+)`");

    @Test
    void everyPromiseHasTestsThatAreThere() throws IOException {
        Path project = Readme.project();
        List<Path> sources = new ArrayList<>();
        for (String folder : new String[] {"bundles", "itests", "tools"}) {
            try (Stream<Path> files = Files.walk(project.resolve(folder))) {
                files.filter(file -> file.toString().endsWith(".java")).forEach(sources::add);
            }
        }
        Matcher test = TEST.matcher(Files.readString(project.resolve("docs/hot-reload.md")));
        int found = 0;
        for (; test.find(); found++) {
            assertTrue(isThere(sources, test.group(1) + ".java", "void " + test.group(2) + "("), test.group());
        }
        assertTrue(found > 20, found + " tests");
    }

    private static boolean isThere(List<Path> sources, String file, String method) throws IOException {
        for (Path source : sources) {
            if (source.endsWith(file) && Files.readString(source).contains(method)) {
                return true;
            }
        }
        return false;
    }
}
