package org.amphora.itests.readme;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.Principal;
import java.security.PrivilegedExceptionAction;
import java.util.Map;
import java.util.Set;
import javax.security.auth.Subject;
import org.amphora.itests.container.KarafSetup;
import org.amphora.itests.driver.OsgiService;
import org.amphora.itests.driver.PaxExam;
import org.amphora.itests.readme.Readme.Block;
import org.apache.karaf.shell.api.console.Session;
import org.apache.karaf.shell.api.console.SessionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledForJreRange;

/** The blocks of README.md that are for Karaf, run in Karaf in their order. */
@PaxExam(KarafSetup.class)
class ReadmeKarafIT {
    private static final long PATIENCE_MILLIS = 20_000;
    private static final long PAUSE_MILLIS = 200;

    private final Path karaf = Path.of(System.getProperty("karaf.home", "."));

    @AfterEach
    void undeploy() throws IOException {
        Files.deleteIfExists(karaf.resolve("deploy/greet.wasm"));
    }

    @Test
    @DisabledForJreRange(
            minVersion = 24,
            disabledReason = "the shell of Karaf 4.4.10 needs Subject.getSubject, which is gone")
    void commandsPrintWhatIsShown(@OsgiService SessionFactory sessions) throws Exception {
        for (Block block : Readme.blocks()) {
            if (block.kind().equals("karaf-shell")) {
                Shell.bash(block.text, Map.of("KARAF_HOME", karaf.toString()), "");
            } else if (block.kind().equals("karaf")) {
                awaitShown(sessions, block);
            }
        }
    }

    /** A file that was copied takes a moment to be found: what does not print the right thing yet is run again. */
    private static void awaitShown(SessionFactory sessions, Block block) throws Exception {
        long end = System.currentTimeMillis() + PATIENCE_MILLIS;
        while (true) {
            String printed = execute(sessions, block.text);
            try {
                Output.assertShown(block, printed);
                return;
            } catch (AssertionError e) {
                if (System.currentTimeMillis() > end) {
                    throw e;
                }
                Thread.sleep(PAUSE_MILLIS);
            }
        }
    }

    private static String execute(SessionFactory sessions, String commands) throws Exception {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);
                Session session = sessions.create(new ByteArrayInputStream(new byte[0]), out, out)) {
            Subject.doAs(administrator(), (PrivilegedExceptionAction<Void>) () -> {
                for (String command : commands.lines().toList()) {
                    try {
                        Object result = session.execute(command);
                        if (result != null) {
                            out.println(result);
                        }
                    } catch (Exception e) {
                        out.println("Error executing command: " + e.getMessage());
                    }
                }
                return null;
            });
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }

    /** Karaf compares the class of the principal by name; its library is no dependency of ours. */
    private static Subject administrator() throws ReflectiveOperationException {
        Class<?> role = Session.class.getClassLoader().loadClass("org.apache.karaf.jaas.boot.principal.RolePrincipal");
        Principal admin = (Principal) role.getConstructor(String.class).newInstance("admin");
        return new Subject(true, Set.of(admin), Set.of(), Set.of());
    }
}
