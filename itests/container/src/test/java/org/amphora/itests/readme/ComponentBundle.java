package org.amphora.itests.readme;

import aQute.bnd.osgi.Builder;
import aQute.bnd.osgi.Jar;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.amphora.itests.readme.Readme.Block;

/** The components of README.md as a bundle, built as its reader would build it: javac, then bnd. */
final class ComponentBundle {
    private static final String NAME = "com.example.text";
    private static final Pattern CLASS = Pattern.compile("class (\\w+)");

    private ComponentBundle() {}

    static Path build(Path folder) {
        try {
            Path classes = Files.createDirectories(folder.resolve("classes"));
            File[] classPath = Stream.of("org.amphora.api", "org.osgi.service.component.annotations", "osgi.annotation")
                    .map(bundle -> Jars.file(bundle).toFile())
                    .toArray(File[]::new);
            compile(folder, classes, classPath);
            return bundle(folder, classes, classPath);
        } catch (Exception e) {
            throw new IllegalStateException("README.md: the components cannot be built", e);
        }
    }

    private static void compile(Path folder, Path classes, File[] classPath) throws Exception {
        String path = String.join(
                File.pathSeparator, Stream.of(classPath).map(File::getPath).toList());
        List<String> arguments = new ArrayList<>(List.of("-d", classes.toString(), "-cp", path, "--release", "17"));
        for (Block block : Readme.blocks("component")) {
            Matcher name = CLASS.matcher(block.text);
            if (!name.find()) {
                throw new IllegalStateException("no class in " + block);
            }
            Path file = folder.resolve(name.group(1) + ".java");
            arguments.add(Files.writeString(file, block.text).toString());
        }
        int code = ToolProvider.getSystemJavaCompiler()
                .run(null, System.out, System.err, arguments.toArray(String[]::new));
        if (code != 0) {
            throw new IllegalStateException("javac returned " + code);
        }
    }

    private static Path bundle(Path folder, Path classes, File[] classPath) throws Exception {
        try (Builder bnd = new Builder()) {
            bnd.setBundleSymbolicName(NAME);
            bnd.setProperty("-includeresource", classes.toString());
            bnd.addClasspath(List.of(classPath));
            try (Jar jar = bnd.build()) {
                if (!bnd.getErrors().isEmpty()) {
                    throw new IllegalStateException(bnd.getErrors().toString());
                }
                Path file = folder.resolve(NAME + ".jar");
                jar.write(file.toFile());
                return file;
            }
        }
    }
}
