package org.amphora.itests.container;

import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import org.amphora.itests.driver.OsgiService;
import org.amphora.itests.driver.PaxExam;
import org.apache.karaf.shell.api.console.Session;
import org.apache.karaf.shell.api.console.SessionFactory;
import org.junit.jupiter.api.condition.DisabledForJreRange;

/** The shell of Karaf, in which commands of Gogo are commands too. */
@PaxExam(KarafSetup.class)
@DisabledForJreRange(minVersion = 24, disabledReason = "the shell of Karaf 4.4.10 calls Subject.getSubject")
class KarafShellIT extends ShellTests {
    @OsgiService
    SessionFactory sessions;

    @Override
    String execute(String command) throws Exception {
        PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream(), true);
        Session session = sessions.create(InputStream.nullInputStream(), nowhere, nowhere);
        try {
            return (String) session.execute(command);
        } finally {
            session.close();
        }
    }
}
