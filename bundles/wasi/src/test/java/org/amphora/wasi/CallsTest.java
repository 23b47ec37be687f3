package org.amphora.wasi;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.amphora.api.Engine;
import org.amphora.api.Instance;
import org.amphora.api.WasmModule;
import org.amphora.wasi.preview1.Preview1;
import org.amphora.wasi.preview1.WasiFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Programs from the folder {@code src/test/guests/calls}, which try the functions, a family each, in a directory that is
 * granted as {@code /}. They print what each call came to: what the tests of the specification's
 * reference suite want, and POSIX on Linux where these leave a choice.
 */
class CallsTest {
    private static final Path PROGRAMS = Path.of("src/test/guests/calls");

    @TempDir
    Path folder;

    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private int exitCode;

    private String run(String program, String... args) throws IOException {
        return run(config -> config.directory(folder, "/"), program, args);
    }

    private String run(UnaryOperator<WasiConfig> directory, String program, String... args) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        List<String> all = new ArrayList<>(List.of(program));
        all.addAll(List.of(args));
        WasiConfig config = directory
                .apply(WasiConfig.defaults())
                .args(all)
                .env("A", "b")
                .stdin(new ByteArrayInputStream("a line\n".getBytes(StandardCharsets.UTF_8)))
                .systemWallClock()
                .stdout(out)
                .stderr(err);
        Wasi wasi = Wasi.preview1(config);
        try (Engine engine = Engine.create();
                WasmModule module = engine.compile(PROGRAMS.resolve(program + ".wasm"));
                Instance instance = wasi.defineOn(engine.linker()).instantiate(module)) {
            exitCode = Wasi.run(instance);
        }
        return out.toString(StandardCharsets.UTF_8);
    }

    @Test
    void pathsOfEveryShapeAndWhatTheyName() throws IOException {
        assertEquals("""
                make dir: done
                make dir/nested/: done
                make dir again: EXIST
                make absent/dir: NOENT
                create dir/nested/file: done
                create it as new: EXIST
                open it the long way: done
                open it as if from the root of all: PERM
                open it by way of the parent of the root: PERM
                open dir/nested/file/: NOTDIR
                open dir/nested/file///: NOTDIR
                create dir/nested/file/more: NOTDIR
                open dir/nested///: done
                open absent: NOENT
                create absent/: ISDIR
                open nothing: NOENT
                open . as a directory: done
                open . as a directory for writing: ISDIR
                open dir/nested/file as a directory: NOTDIR
                open what is not UTF-8: ILSEQ
                create a file in a file: NOTDIR
                rename source/ to target: done
                rename target to source/: done
                rename source/ to target/: done
                open source: NOENT
                rename a directory to an empty one: done
                rename a directory to one that is not empty: NOTEMPTY
                rename a directory to a file: NOTDIR
                rename a file to a directory: ISDIR
                rename a directory into itself: INVAL
                rename a file to file/: NOTDIR
                rename a file to another: done
                open target/file: NOENT
                rename absent: NOENT
                rename .: BUSY
                unlink dir: ISDIR
                unlink dir/: ISDIR
                unlink file/: NOTDIR
                remove the directory file: NOTDIR
                remove the directory file/: NOTDIR
                unlink file: done
                unlink file again: NOENT
                remove dir, which is not empty: NOTEMPTY
                unlink dir/nested/file: done
                remove dir/nested/: done
                remove dir: done
                remove source: done
                remove target: done
                remove .: INVAL
                unlink an open file: done
                create another of its name: done
                the first has 4 bytes
                unlink the other: done
                """, run("paths-c"));
    }

    @Test
    void symbolicLinksAndSecondNames() throws IOException {
        assertEquals("""
                link to-file: done
                link to-dir: done
                link dangling: done
                link loop: done
                link absolute: PERM
                link new/: NOENT
                link dir, which is there: EXIST
                link dir/, which is there: EXIST
                link file, which is there: EXIST
                link file/, which is there: NOTDIR
                open to-file: LOOP
                open to-file as a directory: LOOP
                follow to-file: done
                follow to-file to a directory: NOTDIR
                to-file is of type 7
                to-file, followed, is of type 4
                open to-dir: LOOP
                open to-dir as a directory: LOOP
                follow to-dir: done
                follow to-dir to a directory: done
                to-dir is of type 7
                to-dir, followed, is of type 3
                open dangling: LOOP
                open dangling as a directory: LOOP
                follow dangling: NOENT
                follow dangling to a directory: NOENT
                dangling is of type 7
                status of dangling, followed: NOENT
                open loop: LOOP
                open loop as a directory: LOOP
                follow loop: LOOP
                follow loop to a directory: LOOP
                loop is of type 7
                status of loop, followed: LOOP
                create what dangling leads to: done
                absent is of type 4
                unlink it: done
                create it as new: EXIST
                to-file leads to file, then .
                to-file leads to fi, then .
                target of file: INVAL
                target of nowhere: NOENT
                name file second: done
                file and second are the same
                name it dir/third: done
                file and dir/third are the same
                name dir/third fourth: done
                dir/third and fourth are the same
                name it as itself: EXIST
                name it as a directory: EXIST
                name it as a dangling link: EXIST
                name it new/: NOENT
                name a directory: PERM
                name what is absent: NOENT
                name a dangling link: done
                new is of type 7
                name a loop: done
                name what a link leads to: INVAL
                """, run("links-c"));
    }

    @Test
    void whatADirectoryCanDoAndWhatIsInIt() throws IOException {
        assertEquals("""
                read: ISDIR
                read at a place: ISDIR
                write: BADF
                write at a place: BADF
                seek from the start: ISDIR
                seek from here: ISDIR
                seek from the end: ISDIR
                tell: ISDIR
                allocate: ISDIR
                set the size: INVAL
                type 3, flags 0, may not seek
                close: done
                open without waiting: done
                ask for the grant: done
                type 0, a name of 1
                its name, without room: NAMETOOLONG
                its name, with room for more: done
                /.......
                ask for another: BADF
                ask of standard output: BADF
                empty: .(3) ..(3)
                with three: .(3) ..(3) file(4) inner(3) link(7)
                by pieces of 32 bytes: .(3) ..(3) file(4) inner(3) link(7)
                from the fourth on: inner(3) link(7)
                from the 78th on: NOENT
                read standard output as one: NOTDIR
                the first is the directory itself
                with 303: 305
                with three again: 5
                """, run("directories-c"));
    }

    @Test
    void positionsSizesFlagsAndNumbersOfDescriptors() throws IOException {
        assertEquals("""
                at 0
                write: done
                at 10
                seek back: done
                at 5
                seek beyond the end: done
                read there: done
                read ''
                seek before the start: INVAL
                seek from nowhere: INVAL
                seek from the end: done
                read '789', at 10
                write two buffers at 8: done
                5 bytes, at 10, size 13
                read two buffers at 7: done
                5 bytes '7abcd', at 10
                read two buffers at 11: done
                2 bytes 'de'
                read before the start: INVAL
                read standard output at 0: SPIPE
                truncated: size 0
                allocate 0 to 100: done
                size 100
                allocate 10 to 20: done
                size 100
                allocate 90 to 110: done
                size 110
                allocate nothing: INVAL
                advise: done
                advise what there is not: INVAL
                set the size: done
                size 20
                synchronise the data: done
                synchronise: done
                write: done
                read through another descriptor: done
                read 'seen'
                write to what is open for reading: BADF
                read from what is open for writing: BADF
                flags 17
                at 15
                stop appending: done
                read 'SEEN + appended'
                synchronise otherwise: INVAL
                numbers 4 and 5
                renumber: done
                the same file
                close the old number: BADF
                renumber to what is not open: BADF
                renumber what is not open: BADF
                renumber to itself: done
                close the new number: done
                renumber over the granted directory: done
                the same directory
                ask for the old number: BADF
                renumber the granted directory back: done
                open what is in it: done
                close the granted directory: done
                ask for it: BADF
                open what is in it by another descriptor: done
                open a: done
                renumber standard input: done
                ask for standard input: BADF
                ask for its new number: done
                type 2
                shut down what is no socket: NOTSOCK
                shut down what is not open: BADF
                """, run("descriptors-c"));
    }

    @Test
    void rightsThatAreGivenUpStayGivenUp() throws IOException {
        assertEquals("""
                open for both: 8e001ff, inheriting 0
                give up nothing: done
                write: done
                give up reading and writing: done
                then: 8e001bd, inheriting 0
                write: NOTCAPABLE
                read: NOTCAPABLE
                seek: done
                take reading back: NOTCAPABLE
                give up seeking and status: done
                seek: NOTCAPABLE
                tell: done
                size -1
                close: done
                open for reading: 8e001bf, inheriting 0
                open for writing: 8e001fd, inheriting 0
                a directory: 7bffe00, inheriting fffffff
                truncate: done
                give up setting sizes of files: done
                truncate by opening: done
                set the size of a file: NOTCAPABLE
                give up truncating by opening: done
                truncate by opening: NOTCAPABLE
                give up what changes: done
                create a file: NOTCAPABLE
                unlink a file: NOTCAPABLE
                open a file for writing: NOTCAPABLE
                open a file for reading: done
                ask for its status: done
                opened through it: 7bffe00, inheriting fbfffbf
                open a file for writing through both: NOTCAPABLE
                do all that through the granted directory: done
                """, run("rights-c"));
    }

    @Test
    void timesToTheNanosecond() throws IOException {
        assertEquals("""
                set file back: done
                file: accessed +0, modified -123
                set its access back: done
                file: accessed -321, modified -123
                set it twice: INVAL
                set its access twice: INVAL
                set nothing: done
                file: accessed -321, modified -123
                set dir/file back: done
                dir/file: accessed +0, modified -123
                set its access back: done
                dir/file: accessed -321, modified -123
                set it twice: INVAL
                set its access twice: INVAL
                set nothing: done
                dir/file: accessed -321, modified -123
                set dir back: done
                dir: accessed +0, modified -123
                set its access back: done
                dir: accessed -321, modified -123
                set it twice: INVAL
                set its access twice: INVAL
                set nothing: done
                dir: accessed -321, modified -123
                set an open file back: done
                by its path: accessed +0, modified -100
                by its descriptor: accessed +0, modified -100
                set it twice: INVAL
                set what there is not: INVAL
                set it to now: done
                later
                set a link itself: done
                the link is of 5000000 ns
                what it leads to: accessed +0, modified +0
                set what it leads to: done
                that is of 7000000 ns
                set a link in a directory: done
                the link is of 9000000 ns
                set what is absent: NOENT
                """, run("times-c"));
    }

    @Test
    void whatIsOfNoFile() throws IOException {
        assertEquals("""
                sizes of arguments: done
                3 of 24 bytes
                arguments: done
                'process-c' at 0
                'one' at 10
                'two three' at 14
                sizes of variables: done
                1 of 4 bytes
                variables: done
                'A=b' at 0
                arguments beyond the memory: FAULT
                resolution of clock 0: done
                time of clock 0: done
                fine, and it goes on
                resolution of clock 1: done
                time of clock 1: done
                fine, and it goes on
                resolution of clock 77: INVAL
                time of clock 77: INVAL
                random bytes: done
                others: done
                not the same
                none: done
                beyond the memory: FAULT
                wait for a clock, output, input, and what is not open: done
                event 11 of type 2: done
                event 12 of type 1: done
                event 13 of type 1: BADF
                wait for the clock alone: done
                event 10 of type 0: done
                wait for nothing: INVAL
                yield: done
                read: done
                'a line
                '
                read on: done
                ''
                read standard output: BADF
                write standard input: BADF
                write standard error: done
                write what is not open: BADF
                seek 0: SPIPE
                type 2
                seek 1: SPIPE
                type 2
                seek 2: SPIPE
                type 2
                accept from 1: NOTSOCK
                receive from 1: NOTSOCK
                send to 1: NOTSOCK
                shut 1 down: NOTSOCK
                accept from 99: BADF
                receive from 99: BADF
                send to 99: BADF
                shut 99 down: BADF
                raise no signal: done
                raise what is no signal: INVAL
                """, run("process-c", "one", "two three"));
        assertEquals("to standard error\n", err.toString(StandardCharsets.UTF_8));
        assertEquals(128 + 15, exitCode);
    }

    @Test
    void everyFunctionWithoutALibraryBetween() throws IOException {
        assertEquals("""
                args_sizes_get: 0
                args_get: 0
                  functions
                environ_sizes_get: 0
                environ_get: 0
                  A=b
                clock_res_get: 0
                clock_time_get: 0
                random_get: 0
                sched_yield: 0
                poll_oneoff: 0
                  1 events
                proc_raise: 0
                fd_prestat_get: 0
                fd_prestat_dir_name: 0
                  /
                path_create_directory: 0
                path_open: 0
                fd_write: 0
                  9 bytes
                fd_pwrite: 0
                fd_tell: 0
                  at 9
                fd_seek: 0
                fd_read: 0
                  some more
                fd_pread: 0
                  more
                fd_allocate: 0
                fd_filestat_get: 0
                  type 4, size 20
                fd_filestat_set_size: 0
                fd_filestat_set_times: 0
                path_filestat_get: 0
                  size 4, times 1000000 and 2000000
                path_filestat_set_times: 0
                fd_advise: 0
                fd_datasync: 0
                fd_sync: 0
                fd_fdstat_set_flags: 0
                fd_fdstat_get: 0
                  type 4, flags 1
                fd_fdstat_set_rights: 0
                fd_renumber: 0
                fd_close: 0
                path_link: 0
                path_symlink: 0
                path_readlink: 0
                  dir/second
                path_rename: 0
                path_open: 0
                fd_readdir: 0
                  31 bytes, renamed
                path_unlink_file: 0
                path_unlink_file: 0
                path_remove_directory: 0
                sock_accept: 57
                sock_recv: 57
                sock_send: 57
                sock_shutdown: 57
                proc_exit, the last of 46
                """, run("functions-rs"));
        assertEquals(46, exitCode);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"paths-c", "links-c", "directories-c", "descriptors-c", "rights-c", "times-c", "functions-rs"})
    void aDirectoryInMemoryIsLikeOneOfTheHost(String program) throws IOException {
        String onHost = run(program);
        assertEquals(onHost, run(config -> config.memoryDirectory("/", 1 << 20), program));
    }

    @Test
    void theProgramsInCCallEveryFunctionToo() throws IOException {
        Set<String> called = new TreeSet<>();
        try (Engine engine = Engine.create();
                DirectoryStream<Path> programs = Files.newDirectoryStream(PROGRAMS, "*-c.wasm")) {
            for (Path program : programs) {
                try (WasmModule module = engine.compile(program)) {
                    module.imports().forEach(item -> called.add(item.name()));
                }
            }
        }
        Set<String> all = Preview1.FUNCTIONS.stream().map(WasiFunction::name).collect(Collectors.toSet());
        assertEquals(new TreeSet<>(all), called);
    }
}
