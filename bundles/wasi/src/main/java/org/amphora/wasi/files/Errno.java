package org.amphora.wasi.files;

import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.nio.file.AccessDeniedException;
import java.nio.file.ClosedDirectoryStreamException;
import java.nio.file.ClosedFileSystemException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.ReadOnlyFileSystemException;

/** Error numbers of the specification. */
public enum Errno {
    SUCCESS(0),
    TOOBIG(1),
    ACCES(2),
    ADDRINUSE(3),
    ADDRNOTAVAIL(4),
    AFNOSUPPORT(5),
    AGAIN(6),
    ALREADY(7),
    BADF(8),
    BADMSG(9),
    BUSY(10),
    CANCELED(11),
    CHILD(12),
    CONNABORTED(13),
    CONNREFUSED(14),
    CONNRESET(15),
    DEADLK(16),
    DESTADDRREQ(17),
    DOM(18),
    DQUOT(19),
    EXIST(20),
    FAULT(21),
    FBIG(22),
    HOSTUNREACH(23),
    IDRM(24),
    ILSEQ(25),
    INPROGRESS(26),
    INTR(27),
    INVAL(28),
    IO(29),
    ISCONN(30),
    ISDIR(31),
    LOOP(32),
    MFILE(33),
    MLINK(34),
    MSGSIZE(35),
    MULTIHOP(36),
    NAMETOOLONG(37),
    NETDOWN(38),
    NETRESET(39),
    NETUNREACH(40),
    NFILE(41),
    NOBUFS(42),
    NODEV(43),
    NOENT(44),
    NOEXEC(45),
    NOLCK(46),
    NOLINK(47),
    NOMEM(48),
    NOMSG(49),
    NOPROTOOPT(50),
    NOSPC(51),
    NOSYS(52),
    NOTCONN(53),
    NOTDIR(54),
    NOTEMPTY(55),
    NOTRECOVERABLE(56),
    NOTSOCK(57),
    NOTSUP(58),
    NOTTY(59),
    NXIO(60),
    OVERFLOW(61),
    OWNERDEAD(62),
    PERM(63),
    PIPE(64),
    PROTO(65),
    PROTONOSUPPORT(66),
    PROTOTYPE(67),
    RANGE(68),
    ROFS(69),
    SPIPE(70),
    SRCH(71),
    STALE(72),
    TIMEDOUT(73),
    TXTBSY(74),
    XDEV(75),
    NOTCAPABLE(76);

    private final int code;

    @SuppressWarnings("ImmutableEnumChecker") // it is made without stack trace and suppressed exceptions
    private final WasiException exception = new WasiException(this);

    Errno(int code) {
        this.code = code;
    }

    /** The number that the guest sees. */
    public int code() {
        return code;
    }

    /** The exception that makes a function return this number; always the same, so that throwing allocates nothing. */
    public WasiException exception() {
        return exception;
    }

    /** The number for what the host's file system said. */
    public static Errno of(IOException e) {
        if (e instanceof NoSuchFileException) {
            return NOENT;
        } else if (e instanceof FileAlreadyExistsException) {
            return EXIST;
        } else if (e instanceof AccessDeniedException) {
            return ACCES;
        } else if (e instanceof NotDirectoryException) {
            return NOTDIR;
        } else if (e instanceof DirectoryNotEmptyException) {
            return NOTEMPTY;
        } else if (e instanceof FileSystemLoopException) {
            return LOOP;
        } else if (e instanceof ClosedChannelException) {
            return BADF;
        }
        String reason = e instanceof FileSystemException failure ? failure.getReason() : e.getMessage();
        return reason == null ? IO : ofReason(reason);
    }

    /** The number for what the host's file system threw without declaring it. */
    public static Errno of(RuntimeException e) {
        if (e instanceof ClosedDirectoryStreamException || e instanceof ClosedFileSystemException) {
            return BADF;
        } else if (e instanceof SecurityException) {
            return ACCES;
        } else if (e instanceof ReadOnlyFileSystemException) {
            return ROFS;
        } else if (e instanceof UnsupportedOperationException) {
            return NOTSUP;
        }
        return IO;
    }

    /** Java has exceptions for a few error numbers only; for the rest the text of the C library is all there is. */
    private static Errno ofReason(String reason) {
        for (Reason known : Reason.values()) {
            if (reason.startsWith(known.text)) {
                return known.errno;
            }
        }
        return IO;
    }

    private enum Reason {
        IS_A_DIRECTORY("Is a directory", ISDIR),
        NOT_A_DIRECTORY("Not a directory", NOTDIR),
        NOT_EMPTY("Directory not empty", NOTEMPTY),
        NO_SPACE("No space left on device", NOSPC),
        QUOTA("Disk quota exceeded", DQUOT),
        READ_ONLY("Read-only file system", ROFS),
        OTHER_DEVICE("Invalid cross-device link", XDEV),
        TOO_MANY_FILES("Too many open files", MFILE),
        NAME_TOO_LONG("File name too long", Errno.NAMETOOLONG),
        TOO_MANY_LINKS("Too many levels of symbolic links", LOOP),
        INVALID("Invalid argument", INVAL),
        BUSY_DEVICE("Device or resource busy", BUSY),
        FILE_TOO_LARGE("File too large", FBIG),
        NOT_PERMITTED("Operation not permitted", PERM),
        BROKEN_PIPE("Broken pipe", PIPE),
        RESET("Connection reset", CONNRESET),
        NOT_CONNECTED("Transport endpoint is not connected", NOTCONN);

        final String text;
        final Errno errno;

        Reason(String text, Errno errno) {
            this.text = text;
            this.errno = errno;
        }
    }
}
