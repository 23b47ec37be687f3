package org.amphora.wasi.files;

import java.io.IOException;
import java.nio.file.OpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Set;

/** Another look at an open directory, which it holds: reads what is in that. */
abstract class DirectoryView extends DirectoryHandle {
    final DirectoryHandle base;

    /** A look at {@code base}, of which this is a holder from now on. */
    DirectoryView(DirectoryHandle base) {
        super(base.device());
        this.base = base;
    }

    @Override
    protected OpenFile openFile(String name, Set<? extends OpenOption> options) throws IOException, WasiException {
        return base.openFile(name, options);
    }

    @Override
    protected BasicFileAttributes attributes(String name) throws IOException, WasiException {
        return base.attributes(name);
    }

    @Override
    protected List<String> names() throws IOException {
        return base.names();
    }

    @Override
    protected String linkTarget(String name) throws IOException, WasiException {
        return base.linkTarget(name);
    }

    @Override
    boolean mayWait() {
        return base.mayWait();
    }

    @Override
    protected void close() throws IOException {
        base.release();
    }
}
