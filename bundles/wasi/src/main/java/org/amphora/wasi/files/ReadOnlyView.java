package org.amphora.wasi.files;

import java.io.IOException;
import java.nio.file.OpenOption;
import java.nio.file.StandardOpenOption;
import java.util.Set;

/** A directory in which nothing can be changed, nor in those below it. */
final class ReadOnlyView extends DirectoryView {
    ReadOnlyView(DirectoryHandle base) {
        super(base);
    }

    @Override
    protected DirectoryHandle openDirectory(String name) throws IOException, WasiException {
        return base.openDirectory(name).readOnly();
    }

    @Override
    protected DirectoryHandle reopen() throws IOException {
        return base.reopen().readOnly();
    }

    @Override
    protected OpenFile openFile(String name, Set<? extends OpenOption> options) throws IOException, WasiException {
        if (options.contains(StandardOpenOption.WRITE)) {
            throw Errno.ROFS.exception();
        }
        return super.openFile(name, options);
    }

    @Override
    DirectoryHandle writable() throws WasiException {
        throw Errno.ROFS.exception();
    }
}
