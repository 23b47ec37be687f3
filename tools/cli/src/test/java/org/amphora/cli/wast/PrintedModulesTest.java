package org.amphora.cli.wast;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.amphora.api.InvalidModuleException;
import org.amphora.api.MalformedModuleException;
import org.amphora.api.TextFormat;
import org.amphora.text.script.Assertion;
import org.amphora.text.script.Command;
import org.amphora.text.script.ModuleSource;
import org.amphora.text.script.ScriptParser;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Prints modules of the official tests and of this project, and parses what was printed. */
class PrintedModulesTest {
    /** Scripts that spell out the default page size, or have equivalent types, of which the first stands for the others. */
    private static final Set<String> SHORTER = Set.of(
            "core/gc/br_on_cast.wast",
            "core/gc/br_on_cast_fail.wast",
            "core/gc/ref_cast.wast",
            "core/gc/ref_test.wast",
            "core/gc/struct.wast",
            "core/gc/type-subtyping.wast",
            "core/return_call_indirect.wast",
            "core/type-equivalence.wast",
            "core/type-rec.wast",
            "proposals/custom-page-sizes/custom-page-sizes-invalid.wast",
            "proposals/custom-page-sizes/custom-page-sizes.wast",
            "proposals/custom-page-sizes/memory_max.wast",
            "proposals/custom-page-sizes/memory_max_i64.wast");

    private static final Path PROJECT = Path.of("../..");

    private final TextFormat format = TextFormat.find().orElseThrow();

    @TestFactory
    Stream<DynamicTest> readsBackWhatItPrints() throws IOException {
        Path folder = SpecificationTest.folder();
        if (!Files.isDirectory(folder)) {
            return Stream.of(DynamicTest.dynamicTest("are not there", () -> abort(SpecificationTest.missing(folder))));
        }
        return Script.in(folder).stream().map(script -> DynamicTest.dynamicTest(script.name(), () -> check(script)));
    }

    /** Compilers write longer encodings than they must, and data counts that nothing needs. */
    @TestFactory
    Stream<DynamicTest> readsBackWhatItPrintsOfTheModulesOfThisProject() throws IOException {
        List<Path> modules;
        try (Stream<Path> files = Files.walk(PROJECT)) {
            modules = files.filter(file -> file.toString().endsWith(".wasm"))
                    .filter(file -> !file.toString().contains("target"))
                    .sorted()
                    .toList();
        }
        assertTrue(modules.size() > 50, () -> "only " + modules);
        return modules.stream()
                .map(file -> DynamicTest.dynamicTest(PROJECT.relativize(file).toString(), () -> {
                    String text = format.toText(Files.readAllBytes(file));
                    assertEquals(text, format.toText(format.toBinary(text.getBytes(StandardCharsets.UTF_8))));
                }));
    }

    private void check(Script script) throws IOException {
        boolean exact = !SHORTER.contains(script.name());
        for (Command command : commands(ScriptParser.parse(Files.readAllBytes(script.path())))) {
            String place = script.name() + ":" + command.line();
            if (command instanceof Command.DefineModule module) {
                checkSame(module.source(), exact, place);
            } else if (command instanceof Assertion.ModuleRefused refused) {
                if (refused.refusal().whenInstantiated()) {
                    checkSame(refused.source(), exact, place);
                } else {
                    checkFaulty(refused.source(), place);
                }
            }
        }
    }

    private static List<Command> commands(List<Command> commands) {
        List<Command> all = new ArrayList<>();
        for (Command command : commands) {
            all.add(command);
            if (command instanceof Command.StartThread thread) {
                all.addAll(commands(thread.commands()));
            }
        }
        return all;
    }

    /** The bytes are the same if the parser made them, else perhaps shorter, and the text is the same. */
    private void checkSame(ModuleSource source, boolean exact, String place) {
        byte[] binary = Sources.binary(source, true);
        String text = format.toText(binary);
        byte[] again = format.toBinary(text.getBytes(StandardCharsets.UTF_8));
        if (exact && source instanceof ModuleSource.Text) {
            assertArrayEquals(binary, again, () -> place + "\n" + text);
        } else {
            assertEquals(text, format.toText(again), place);
        }
    }

    /** What can be printed of a module that is not valid can be read back, unless the text format has no words for it. */
    private void checkFaulty(ModuleSource source, String place) {
        String text;
        try {
            text = format.toText(Sources.binary(source, true));
        } catch (MalformedModuleException | InvalidModuleException e) {
            return;
        }
        byte[] again;
        try {
            again = format.toBinary(text.getBytes(StandardCharsets.UTF_8));
        } catch (MalformedModuleException e) {
            return;
        }
        assertEquals(text, format.toText(again), place);
    }
}
