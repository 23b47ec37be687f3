package org.amphora.engine.compile;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.zip.ZipEntry;
import org.amphora.api.ClassSource;
import org.amphora.api.Engine;
import org.amphora.api.FunctionType;
import org.amphora.api.Instance;
import org.amphora.api.InvalidModuleException;
import org.amphora.api.MalformedModuleException;
import org.amphora.api.ModuleBundle;
import org.amphora.api.NumberType;
import org.amphora.api.WasmModule;
import org.amphora.engine.Guests;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Classes that were generated before are taken, whatever they are wrong in is generated, and the guest does the same. */
class PrecompiledModuleTest {
    /** Has each kind of class: imports, indirect calls, tail calls, a large function, more functions than one class holds. */
    private static final byte[] GUEST = Guests.assemble("(module $everything"
            + "(import \"env\" \"triple\" (func $triple (param i32) (result i32)))"
            + "(type $unary (func (param i32) (result i32)))"
            + "(memory 1)"
            + "(table funcref (elem $double $triple $count))"
            + "(func $double (param i32) (result i32) (i32.mul (local.get 0) (i32.const 2)))"
            + "(func $count (param i32) (result i32)"
            + " (if (result i32) (local.get 0) (then (return_call $countdown (i32.sub (local.get 0) (i32.const 1))))"
            + "  (else (i32.const 7))))"
            + "(func $countdown (param i32) (result i32) (return_call_indirect (type $unary) (local.get 0) (i32.const 2)))"
            + "(func $large (param i32) (result i32)"
            + "(local.set 0 (i32.add (local.get 0) (i32.load (i32.const 8))))".repeat(400) + "(local.get 0))"
            + "(func $filler (result i32) (i32.const 1))".replace("$filler", "").repeat(100)
            + "(func (export \"run\") (param i32) (result i32)"
            + " (i32.add (call_indirect (type $unary) (i32.const 5) (local.get 0)) (call $large (i32.const 0)))))");

    private final Map<String, byte[]> classes = new TreeMap<>();
    private final List<String> absent = new ArrayList<>();

    private byte[] read(String name) {
        byte[] content = classes.get(name);
        if (content == null) {
            absent.add(name);
        }
        return content;
    }

    private void generate(byte[] guest) throws IOException {
        try (Engine engine = Guests.engine()) {
            engine.compile(guest).generate(classes::put);
        }
    }

    private static Instance instance(Engine engine, WasmModule module) {
        return engine.linker()
                .define(
                        "env",
                        "triple",
                        FunctionType.of(List.of(NumberType.I32), List.of(NumberType.I32)),
                        (caller, stack) -> stack[0] *= 3)
                .instantiate(module);
    }

    private List<Long> results(byte[] guest, ClassSource source) {
        try (Engine engine = Guests.engine()) {
            Instance instance = instance(engine, engine.compile(guest, source));
            List<Long> results = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                results.add(instance.function("run").call(i)[0]);
            }
            return results;
        }
    }

    @Test
    void nothingIsLeftToBeGenerated() throws IOException {
        generate(GUEST);
        assertEquals(List.of(10L, 15L, 7L), results(GUEST, this::read));
        assertEquals(List.of(), absent);
    }

    @Test
    void classesThatNameStructuresAndArraysFindThem() throws IOException {
        byte[] guest = Guests.assemble("""
                (module
                  (type $pair (struct (field i32) (field i32)))
                  (type $pairs (array (mut (ref null $pair))))
                  (func (export "run") (param i32) (result i32) (local $all (ref null $pairs))
                    (local.set $all (array.new $pairs (struct.new $pair (local.get 0) (i32.const 7)) (i32.const 2)))
                    (struct.get $pair 1 (array.get $pairs (local.get $all) (i32.const 1)))))
                """);
        generate(guest);
        try (Engine engine = Guests.engine()) {
            assertEquals(
                    7,
                    engine.linker()
                            .instantiate(engine.compile(guest, this::read))
                            .function("run")
                            .call(3)[0]);
        }
        assertEquals(List.of(), absent);
    }

    @Test
    void equalModulesHaveEqualClasses() throws IOException {
        generate(GUEST);
        Map<String, byte[]> first = new TreeMap<>(classes);
        generate(GUEST);
        assertEquals(first.keySet(), classes.keySet());
        first.forEach((name, content) -> assertArrayEquals(content, classes.get(name), name));
    }

    @Test
    void theClassesOfAnotherModuleOrEngineAreGeneratedAnew() throws IOException {
        generate(Guests.assemble("(module $everything)"));
        assertEquals(List.of(10L, 15L, 7L), results(GUEST, this::read));
        assertEquals(List.of(), absent);
        generate(GUEST);
        String seal = new String(classes.get("seal"), StandardCharsets.UTF_8);
        assertEquals(seal, seal.replaceFirst("engine [0-9a-f]{64}\nmodule [0-9a-f]{64}\n", "$0"));
        classes.put("seal", seal.replace("engine ", "engine 0").getBytes(StandardCharsets.UTF_8));
        classes.put("memoriesBYTES/Code0", new byte[] {1, 2, 3});
        assertEquals(List.of(10L, 15L, 7L), results(GUEST, this::read));
    }

    @Test
    void aModuleWithoutSealIsValidated() {
        byte[] invalid = Guests.assemble("(module (func (result i32)))");
        assertThrows(InvalidModuleException.class, () -> results(invalid, this::read));
        assertEquals(List.of("seal"), absent);
    }

    @Test
    void whatCannotBeReadIsGenerated() throws IOException {
        generate(GUEST);
        assertEquals(List.of(10L, 15L, 7L), results(GUEST, name -> {
            if (name.endsWith("0")) {
                throw new IOException("no");
            }
            return read(name);
        }));
    }

    @Test
    void aBundleHoldsAModuleAndItsClasses(@TempDir Path folder) throws IOException {
        Path jar = folder.resolve("guest.jar");
        Path again = folder.resolve("again.jar");
        try (Engine engine = Guests.engine()) {
            WasmModule module = engine.compile(GUEST);
            ModuleBundle.write(jar, GUEST, module, "com.example.everything", "1.2.3");
            ModuleBundle.write(again, GUEST, module, "com.example.everything", "1.2.3");
            assertArrayEquals(Files.readAllBytes(jar), Files.readAllBytes(again));
            assertEquals(
                    15, instance(engine, engine.compile(jar)).function("run").call(1)[0]);
        }
        try (JarFile file = new JarFile(jar.toFile())) {
            var headers = file.getManifest().getMainAttributes();
            assertEquals("com.example.everything", headers.getValue("Bundle-SymbolicName"));
            assertEquals("1.2.3", headers.getValue("Bundle-Version"));
            assertEquals("everything", headers.getValue("Bundle-Name"));
            assertEquals("module.wasm", headers.getValue("Wasm-Guest"));
            assertEquals(
                    "osgi.extender;filter:=\"(&(osgi.extender=wasm.guest)(version>=1.0)(!(version>=2.0)))\"",
                    headers.getValue("Require-Capability"));
        }
    }

    @Test
    void theNameOfTheGuestBehindThePathIsNoPartOfThePath(@TempDir Path folder) throws IOException {
        Path jar = folder.resolve("guest.jar");
        assertEquals(
                "no bundle of a module: its header Wasm-Guest names module.wasm, which is not there (at offset 0x0)",
                refused(jar, "Wasm-Guest: module.wasm; name=orders\n", "other.wasm"));
    }

    @Test
    void aBundleIsRefusedForWhatItLacks(@TempDir Path folder) throws IOException {
        Path jar = folder.resolve("guest.jar");
        assertEquals(
                "no bundle of a module: its manifest has no header Wasm-Guest (at offset 0x0)",
                refused(jar, "", "module.wasm"));
        assertEquals(
                "no bundle of a module: its header Wasm-Guest names module.wasm, which is not there (at offset 0x0)",
                refused(jar, "Wasm-Guest: module.wasm\n", "other.wasm"));
        Files.write(jar, new byte[] {'P', 'K', 3, 4, 0});
        try (Engine engine = Guests.engine()) {
            assertFalse(assertThrows(MalformedModuleException.class, () -> engine.compile(jar))
                    .getMessage()
                    .isEmpty());
        }
    }

    private static String refused(Path jar, String headers, String entry) throws IOException {
        Manifest manifest = new Manifest(new java.io.ByteArrayInputStream(
                ("Manifest-Version: 1.0\n" + headers).getBytes(StandardCharsets.UTF_8)));
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar), manifest)) {
            out.putNextEntry(new ZipEntry(entry));
            out.write(GUEST);
        }
        try (Engine engine = Guests.engine()) {
            return assertThrows(MalformedModuleException.class, () -> engine.compile(jar))
                    .getMessage();
        }
    }

    @Test
    void namesThatOsgiDoesNotAllowAreRefused(@TempDir Path folder) {
        try (Engine engine = Guests.engine()) {
            WasmModule module = engine.compile(GUEST);
            Path jar = folder.resolve("guest.jar");
            assertEquals(
                    "no symbolic name of a bundle: \"a b\"; it consists of letters, digits, _ and -, with dots between its"
                            + " parts, such as com.example.greet",
                    assertThrows(
                                    IllegalArgumentException.class,
                                    () -> ModuleBundle.write(jar, GUEST, module, "a b", "1.0.0"))
                            .getMessage());
            assertEquals(
                    "no version of a bundle: \"1.0-SNAPSHOT\"; it has up to three numbers and a qualifier, such as 1.2.3.beta",
                    assertThrows(
                                    IllegalArgumentException.class,
                                    () -> ModuleBundle.write(jar, GUEST, module, "a", "1.0-SNAPSHOT"))
                            .getMessage());
            assertEquals(
                    "the module was not compiled of this binary: their digests differ",
                    assertThrows(
                                    IllegalArgumentException.class,
                                    () -> ModuleBundle.write(jar, new byte[3], module, "a", "1"))
                            .getMessage());
            assertFalse(Files.exists(jar));
        }
    }
}
