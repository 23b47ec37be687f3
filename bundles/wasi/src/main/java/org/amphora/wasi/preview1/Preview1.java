package org.amphora.wasi.preview1;

import static org.amphora.wasi.preview1.WasiFunction.newRow;
import static org.amphora.wasi.preview1.WasiFunction.oldRow;
import static org.amphora.wasi.preview1.WasiFunction.row;

import java.util.List;

/** The table of all functions of WASI preview 1, in the order of the specification: the one place that lists them. */
public final class Preview1 {
    /** The module of the functions. */
    public static final String MODULE = "wasi_snapshot_preview1";

    /** The module of their predecessors. */
    public static final String UNSTABLE_MODULE = "wasi_unstable";

    /**
     * The table. A parameter may have a {@link Kind} behind its name, if that is not the name of one itself; {@code result.}
     * is for pointers to where a result is written. A body takes the parameters off the stack {@code s} and hands them on by
     * name.
     */
    public static final List<WasiFunction> FUNCTIONS = List.of(
            row("args_get", "ii-i", "argv argv_buf", (p, c, s) -> Arguments.args(p, c.memory(), s[0], s[1])),
            row(
                    "args_sizes_get",
                    "ii-i",
                    "result.argc result.argv_buf_size",
                    (p, c, s) -> Arguments.argsSizes(p, c.memory(), s[0], s[1])),
            row(
                    "environ_get",
                    "ii-i",
                    "environ environ_buf",
                    (p, c, s) -> Arguments.environ(p, c.memory(), s[0], s[1])),
            row(
                    "environ_sizes_get",
                    "ii-i",
                    "result.environc result.environv_buf_size",
                    (p, c, s) -> Arguments.environSizes(p, c.memory(), s[0], s[1])),
            row(
                    "clock_res_get",
                    "ii-i",
                    "id:clock result.resolution:long",
                    (p, c, s) -> Clocks.resolution(p, c.memory(), (int) s[0], s[1])),
            row(
                    "clock_time_get",
                    "iIi-i",
                    "id:clock precision result.timestamp:long",
                    (p, c, s) -> Clocks.time(p, c.memory(), (int) s[0], s[2])),
            row(
                    "fd_advise",
                    "iIIi-i",
                    "fd offset:signed len advice",
                    (p, c, s) -> Descriptors.advise(p, (int) s[0], s[1], s[2], (int) s[3])),
            row(
                    "fd_allocate",
                    "iII-i",
                    "fd offset:signed len",
                    (p, c, s) -> Descriptors.allocate(p, (int) s[0], s[1], s[2])),
            row("fd_close", "i-i", "fd", (p, c, s) -> Descriptors.close(p, (int) s[0])),
            row("fd_datasync", "i-i", "fd", (p, c, s) -> Descriptors.sync(p, (int) s[0], false)),
            row(
                    "fd_fdstat_get",
                    "ii-i",
                    "fd result.stat:fdstat",
                    (p, c, s) -> Descriptors.fdstat(p, c.memory(), (int) s[0], s[1])),
            row(
                    "fd_fdstat_set_flags",
                    "ii-i",
                    "fd flags:fdflags",
                    (p, c, s) -> Descriptors.setFlags(p, (int) s[0], (int) s[1])),
            row(
                    "fd_fdstat_set_rights",
                    "iII-i",
                    "fd fs_rights_base:bits fs_rights_inheriting:bits",
                    (p, c, s) -> Descriptors.setRights(p, (int) s[0], s[1], s[2])),
            newRow(
                    "fd_filestat_get",
                    "ii-i",
                    "fd result.filestat",
                    (p, c, s) -> Descriptors.filestat(p, c.memory(), (int) s[0], s[1])),
            row("fd_filestat_set_size", "iI-i", "fd size", (p, c, s) -> Descriptors.resize(p, (int) s[0], s[1])),
            row(
                    "fd_filestat_set_times",
                    "iIIi-i",
                    "fd atim:signed mtim:signed fst_flags:fstflags",
                    (p, c, s) -> Descriptors.setTimes(p, c, (int) s[0], s[1], s[2], (int) s[3])),
            row(
                    "fd_pread",
                    "iiiIi-i",
                    "fd iovs:vectors iovs_len offset:signed result.nread",
                    (p, c, s) -> Transfers.pread(p, c, (int) s[0], s[1], s[2], s[3], s[4])),
            row(
                    "fd_prestat_get",
                    "ii-i",
                    "fd result.prestat",
                    (p, c, s) -> Descriptors.prestat(p, c.memory(), (int) s[0], s[1])),
            row(
                    "fd_prestat_dir_name",
                    "iii-i",
                    "fd path path_len",
                    (p, c, s) -> Descriptors.prestatName(p, c.memory(), (int) s[0], s[1], s[2])),
            row(
                    "fd_pwrite",
                    "iiiIi-i",
                    "fd iovs:vectors iovs_len offset:signed result.nwritten",
                    (p, c, s) -> Transfers.pwrite(p, c, (int) s[0], s[1], s[2], s[3], s[4])),
            row(
                    "fd_read",
                    "iiii-i",
                    "fd iovs:vectors iovs_len result.nread",
                    (p, c, s) -> Transfers.read(p, c, (int) s[0], s[1], s[2], s[3])),
            row(
                    "fd_readdir",
                    "iiiIi-i",
                    "fd buf buf_len cookie result.bufused",
                    (p, c, s) -> Descriptors.readDirectory(p, c.memory(), (int) s[0], s[1], s[2], s[3], s[4])),
            row("fd_renumber", "ii-i", "fd to:fd", (p, c, s) -> Descriptors.renumber(p, (int) s[0], (int) s[1])),
            newRow(
                    "fd_seek",
                    "iIii-i",
                    "fd offset:signed whence result.newoffset:long",
                    (p, c, s) -> Descriptors.seek(p, c.memory(), (int) s[0], s[1], (int) s[2], s[3])),
            row("fd_sync", "i-i", "fd", (p, c, s) -> Descriptors.sync(p, (int) s[0], true)),
            row(
                    "fd_tell",
                    "ii-i",
                    "fd result.offset:long",
                    (p, c, s) -> Descriptors.tell(p, c.memory(), (int) s[0], s[1])),
            row(
                    "fd_write",
                    "iiii-i",
                    "fd iovs:vectors iovs_len result.nwritten",
                    (p, c, s) -> Transfers.write(p, c, (int) s[0], s[1], s[2], s[3])),
            row(
                    "path_create_directory",
                    "iii-i",
                    "fd path:text path_len",
                    (p, c, s) -> Paths.createDirectory(p, c, (int) s[0], s[1], s[2])),
            newRow(
                    "path_filestat_get",
                    "iiiii-i",
                    "fd flags:lookup path:text path_len result.filestat",
                    (p, c, s) -> Paths.filestat(p, c, (int) s[0], (int) s[1], s[2], s[3], s[4])),
            row(
                    "path_filestat_set_times",
                    "iiiiIIi-i",
                    "fd flags:lookup path:text path_len atim:signed mtim:signed fst_flags:fstflags",
                    (p, c, s) -> Paths.setTimes(p, c, (int) s[0], (int) s[1], s[2], s[3], s[4], s[5], (int) s[6])),
            row(
                    "path_link",
                    "iiiiiii-i",
                    "old_fd:fd old_flags:lookup old_path:text old_path_len new_fd:fd new_path:text new_path_len",
                    (p, c, s) -> Paths.link(p, c, (int) s[0], (int) s[1], s[2], s[3], (int) s[4], s[5], s[6])),
            row(
                    "path_open",
                    "iiiiiIIii-i",
                    "fd dirflags:lookup path:text path_len oflags fs_rights_base:bits fs_rights_inheriting:bits fdflags result.opened_fd",
                    (p, c, s) ->
                            Paths.open(p, c, (int) s[0], (int) s[1], s[2], s[3], (int) s[4], s[5], (int) s[7], s[8])),
            row(
                    "path_readlink",
                    "iiiiii-i",
                    "fd path:text path_len buf buf_len result.bufused",
                    (p, c, s) -> Paths.readLink(p, c, (int) s[0], s[1], s[2], s[3], s[4], s[5])),
            row(
                    "path_remove_directory",
                    "iii-i",
                    "fd path:text path_len",
                    (p, c, s) -> Paths.removeDirectory(p, c, (int) s[0], s[1], s[2])),
            row(
                    "path_rename",
                    "iiiiii-i",
                    "fd old_path:text old_path_len new_fd:fd new_path:text new_path_len",
                    (p, c, s) -> Paths.rename(p, c, (int) s[0], s[1], s[2], (int) s[3], s[4], s[5])),
            row(
                    "path_symlink",
                    "iiiii-i",
                    "old_path:text old_path_len fd new_path:text new_path_len",
                    (p, c, s) -> Paths.symbolicLink(p, c, s[0], s[1], (int) s[2], s[3], s[4])),
            row(
                    "path_unlink_file",
                    "iii-i",
                    "fd path:text path_len",
                    (p, c, s) -> Paths.unlink(p, c, (int) s[0], s[1], s[2])),
            newRow(
                    "poll_oneoff",
                    "iiii-i",
                    "in out nsubscriptions result.nevents",
                    (p, c, s) -> Polling.poll(p, c, s[0], s[1], s[2], s[3])),
            row("proc_exit", "i-", "rval", (p, c, s) -> {
                throw Processes.exit((int) s[0]);
            }),
            row("proc_raise", "i-i", "sig", (p, c, s) -> Processes.raise((int) s[0])),
            row("sched_yield", "-i", "", (p, c, s) -> Processes.yieldThread()),
            row("random_get", "ii-i", "buf buf_len", (p, c, s) -> Processes.random(p, c, s[0], s[1])),
            row(
                    "sock_accept",
                    "iii-i",
                    "fd flags:fdflags result.fd",
                    (p, c, s) -> Sockets.accept(p, c, (int) s[0], (int) s[1], s[2])),
            row(
                    "sock_recv",
                    "iiiiii-i",
                    "fd ri_data:vectors ri_data_len ri_flags:riflags result.ro_datalen result.ro_flags:short",
                    (p, c, s) -> Sockets.receive(p, c, (int) s[0], s[1], s[2], (int) s[3], s[4], s[5])),
            row(
                    "sock_send",
                    "iiiii-i",
                    "fd si_data:vectors si_data_len si_flags result.so_datalen",
                    (p, c, s) -> Sockets.send(p, c, (int) s[0], s[1], s[2], (int) s[3], s[4])),
            row("sock_shutdown", "ii-i", "fd how:sdflags", (p, c, s) -> Sockets.shutdown(p, (int) s[0], (int) s[1])));

    /** Those of {@link #UNSTABLE_MODULE} whose constants or layouts were others. */
    public static final List<WasiFunction> UNSTABLE_FUNCTIONS = List.of(
            oldRow(
                    "fd_filestat_get",
                    "ii-i",
                    "fd result.filestat:old_filestat",
                    (p, c, s) -> Descriptors.unstableFilestat(p, c.memory(), (int) s[0], s[1])),
            oldRow(
                    "fd_seek",
                    "iIii-i",
                    "fd offset:signed whence:number result.newoffset:long",
                    (p, c, s) -> Descriptors.unstableSeek(p, c.memory(), (int) s[0], s[1], (int) s[2], s[3])),
            oldRow(
                    "path_filestat_get",
                    "iiiii-i",
                    "fd flags:lookup path:text path_len result.filestat:old_filestat",
                    (p, c, s) -> Paths.unstableFilestat(p, c, (int) s[0], (int) s[1], s[2], s[3], s[4])),
            oldRow(
                    "poll_oneoff",
                    "iiii-i",
                    "in out nsubscriptions result.nevents",
                    (p, c, s) -> Polling.unstablePoll(p, c, s[0], s[1], s[2], s[3])));

    private Preview1() {}
}
