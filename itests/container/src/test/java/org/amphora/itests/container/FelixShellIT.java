package org.amphora.itests.container;

import java.io.InputStream;
import java.io.OutputStream;
import org.amphora.itests.driver.OsgiService;
import org.amphora.itests.driver.PaxExam;
import org.apache.felix.service.command.CommandProcessor;
import org.apache.felix.service.command.CommandSession;

/** Gogo alone. */
@PaxExam(FelixSetup.class)
class FelixShellIT extends ShellTests {
    @OsgiService
    CommandProcessor processor;

    @Override
    String execute(String command) throws Exception {
        try (CommandSession session = processor.createSession(
                InputStream.nullInputStream(), OutputStream.nullOutputStream(), OutputStream.nullOutputStream())) {
            return (String) session.execute(command);
        }
    }
}
