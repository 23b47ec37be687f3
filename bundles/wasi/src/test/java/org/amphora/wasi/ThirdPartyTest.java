package org.amphora.wasi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.amphora.api.Engine;
import org.amphora.api.ExternType;
import org.amphora.api.FunctionType;
import org.amphora.api.HostFunction;
import org.amphora.api.ImportType;
import org.amphora.api.Instance;
import org.amphora.api.Linker;
import org.amphora.api.Memory;
import org.amphora.api.WasmModule;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Programs of others, which {@code src/test/third-party/fetch.sh} fetches; what is not there is skipped. Digests of files are
 * those of what the same programs write in V8, by Node's WASI.
 */
class ThirdPartyTest {
    private static final Path MODULES = Path.of("target/third-party");

    @TempDir
    Path folder;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    private static WasmModule compile(Engine engine, String name) throws IOException {
        Path file = MODULES.resolve(name);
        assumeTrue(
                Files.exists(file),
                "skipped: bundles/wasi/" + file + " is missing; bundles/wasi/src/test/third-party/fetch.sh fetches it");
        return engine.compile(file);
    }

    private String output() {
        String output = out.toString(StandardCharsets.UTF_8);
        out.reset();
        return output;
    }

    /** Runs a program, in a directory that it sees as {@code /}. */
    private int run(String name, String... args) throws IOException {
        String[] all = new String[args.length + 1];
        all[0] = name;
        System.arraycopy(args, 0, all, 1, args.length);
        WasiConfig config = WasiConfig.defaults()
                .args(all)
                .directory(folder, "/")
                .stdout(out)
                .stderr(out);
        try (Engine engine = Engine.create();
                WasmModule module = compile(engine, name);
                Instance instance =
                        Wasi.preview1(config).defineOn(engine.linker()).instantiate(module)) {
            return Wasi.run(instance);
        }
    }

    private static String digest(Path file) throws IOException {
        return digest("SHA-256", Files.readAllBytes(file));
    }

    private static String digest(String algorithm, byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance(algorithm).digest(content));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void fliteSpeaksToAFile() throws IOException {
        assertEquals(0, run("flite.wasm", "-t", "hello", "-o", "/hello.wav"));
        assertEquals("", output());
        assertEquals(
                "6fbd7f4ff45932092390ca8251c1fbce65dabb401cf0fc6e768c5c94843a5ac7",
                digest(folder.resolve("hello.wav")));
    }

    @Test
    void okioMakesDigestsOfFilesInKotlin() throws IOException {
        String large =
                IntStream.range(0, 20_000).mapToObj(i -> "line " + i + "\n").collect(Collectors.joining());
        Files.writeString(folder.resolve("small.txt"), "one\ntwo three\n");
        Files.writeString(folder.resolve("large.txt"), large);
        assertEquals(0, run("digests.wasm"));
        assertEquals("""
                small.txt: 14 bytes, 2 lines, the longest of 9 characters
                large.txt: 208890 bytes, 20000 lines, the longest of 10 characters
                absent.txt: path_open: errno 44
                ../outside.txt: path_open: errno 63
                """, output());
        assertDigests("small.txt", "b25lCnR3byB0aHJlZQo=");
        assertDigests("large.txt", "bGluZSAwCmxpbmUgMQpsaW5lIDIKbGluZSAzCmxp");
    }

    private void assertDigests(String name, String base64) throws IOException {
        byte[] content = Files.readAllBytes(folder.resolve(name));
        assertEquals(
                "md5 " + digest("MD5", content) + "\nsha1 " + digest("SHA-1", content) + "\nsha256 "
                        + digest("SHA-256", content) + "\nsha512 " + digest("SHA-512", content) + "\nbase64 " + base64
                        + "\n",
                Files.readString(folder.resolve(name + ".digests")));
    }

    @Test
    void sqliteKeepsADatabaseThatSqlite3Opens() throws Exception {
        assertEquals(
                0,
                run(
                        "sql.wasm",
                        "/test.db",
                        "create table t(id integer primary key, name text, n real)",
                        "begin",
                        "with recursive c(i) as (select 1 union all select i+1 from c where i<1000)"
                                + " insert into t select i, 'name '||i, i*0.5 from c",
                        "commit",
                        "create index tn on t(name)",
                        "select count(*), sum(n), max(name) from t",
                        "begin",
                        "delete from t",
                        "rollback",
                        "update t set n=-1 where id%3=0",
                        "delete from t where id>900",
                        "vacuum",
                        "select count(*), sum(n) from t",
                        "pragma integrity_check"));
        assertEquals("""
                1000|250250.0|name 999
                900|134700.0
                ok
                """, output());
        Path database = folder.resolve("test.db");
        assertEquals("38d911cbe29d66790de287743b2dfd638ff4b9978d58b74b1cd808b084034a33", digest(database));
        try (var files = Files.list(folder)) {
            assertEquals(1, files.count(), "a journal was left");
        }
        assertEquals("ok\n900|134700.0\n", sqlite3(database, "pragma integrity_check; select count(*), sum(n) from t"));
        assertEquals("", sqlite3(database, "insert into t values(2000, 'from outside', 7)"));
        assertEquals(0, run("sql.wasm", "/test.db", "select * from t where id > 899"));
        assertEquals("900|name 900|-1.0\n2000|from outside|7.0\n", output());
    }

    private static String sqlite3(Path database, String statements) throws InterruptedException, IOException {
        Process process;
        try {
            process = new ProcessBuilder("sqlite3", database.toString(), statements)
                    .redirectErrorStream(true)
                    .start();
        } catch (IOException e) {
            assumeTrue(false, "skipped: sqlite3 is missing");
            throw e;
        }
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, process.waitFor(), output);
        return output;
    }

    /** A module that is no program but a library, and has imports besides WASI: each of those gives its first parameter back. */
    private Instance library(Engine engine, WasmModule module) {
        WasiConfig config = WasiConfig.defaults()
                .args("library")
                .directory(folder, "/")
                .stdout(out)
                .stderr(out);
        Linker linker = Wasi.preview1(config).defineOn(engine.linker());
        HostFunction first = (caller, stack) -> {};
        for (ImportType item : module.imports()) {
            ExternType type = item.type();
            if (!item.module().equals(Wasi.MODULE) && type instanceof FunctionType function) {
                linker = linker.define(item.module(), item.name(), function, first);
            }
        }
        Instance instance = linker.instantiate(module);
        instance.function("_initialize").call();
        return instance;
    }

    private static int text(Instance instance, String text, boolean terminated, String allocate, long... arguments) {
        byte[] bytes = (terminated ? text + "\0" : text).getBytes(StandardCharsets.UTF_8);
        arguments[arguments.length - 1] = bytes.length;
        int address = (int) instance.function(allocate).call(arguments)[0];
        instance.memory().write(address, bytes);
        return address;
    }

    @Test
    void rubyStartsAndRunsAProgram() throws IOException {
        try (Engine engine = Engine.create();
                WasmModule module = compile(engine, "ruby.wasm");
                Instance ruby = library(engine, module)) {
            Memory memory = ruby.memory();
            String[] args = {"ruby", "-EUTF-8", "-e_=0"};
            int list = (int) ruby.function("cabi_realloc").call(0, 0, 4, 8L * args.length)[0];
            for (int i = 0; i < args.length; i++) {
                memory.writeInt(list + 8 * i, text(ruby, args[i], true, "cabi_realloc", 0, 0, 1, 0));
                memory.writeInt(list + 8 * i + 4, args[i].length());
            }
            ruby.function("ruby-init: func(args: list<string>) -> ()").call(list, args.length);
            String program = """
                    require "json"
                    File.write("/made.json", JSON.generate({version: RUBY_VERSION, primes: (2..30).select { |n|
                      (2...n).none? { |d| (n % d).zero? } }}))
                    puts File.read("/made.json")
                    begin
                      File.read("/../secret")
                    rescue SystemCallError => e
                      puts e.class
                    end
                    $stdout.flush
                    """;
            int pair =
                    (int) ruby.function("rb-eval-string-protect: func(str: string) -> tuple<handle<rb-abi-value>, s32>")
                            .call(text(ruby, program, false, "cabi_realloc", 0, 0, 1, 0), program.length())[0];
            assertEquals(0, memory.readInt(pair + 4), this::output);
        }
        String json = "{\"version\":\"3.4.1\",\"primes\":[2,3,5,7,11,13,17,19,23,29]}";
        assertEquals(json + "\nErrno::EPERM\n", output());
        assertEquals(json, Files.readString(folder.resolve("made.json")));
    }

    @Test
    void perlStartsAndRunsAProgram() throws IOException {
        Files.createDirectory(folder.resolve("dev"));
        Files.createFile(folder.resolve("dev/null")); // opened when Perl starts
        try (Engine engine = Engine.create();
                WasmModule module = compile(engine, "perl.wasm");
                Instance perl = library(engine, module)) {
            assertEquals(0, (int) perl.function("zeroperl_init").call()[0], this::output);
            String program = """
                    use strict; use List::Util qw(sum);
                    open(my $file, '>', '/made.txt') or die "made.txt: $!"; print $file "$_\\n" for 1..5; close $file;
                    open($file, '<', '/made.txt') or die "made.txt: $!"; my @lines = <$file>; close $file;
                    printf "perl %vd: %d lines, sum %d\\n", $^V, scalar @lines, sum(@lines);
                    print "refused\\n" unless open($file, '<', '/../secret');
                    """;
            int result = (int) perl.function("zeroperl_eval").call(text(perl, program, true, "malloc", 0), 0, 0, 0)[0];
            perl.function("zeroperl_flush").call();
            assertEquals("perl 5.42.0: 5 lines, sum 15\nrefused\n", output(), () -> "result " + result);
        }
        assertEquals("1\n2\n3\n4\n5\n", Files.readString(folder.resolve("made.txt")));
    }
}
