package org.amphora.host.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.amphora.api.FunctionType;
import org.amphora.api.Trap;
import org.amphora.host.testing.TestGuest;
import org.junit.jupiter.api.Test;

class LogFunctionTest {
    private static final FunctionType TYPE = FunctionType.parse("ii-");

    private final List<String> lines = new ArrayList<>();
    private final LogFunction log = new LogFunction();

    LogFunctionTest() {
        log.sink = (logger, message) -> lines.add(logger + ": " + message);
    }

    @Test
    void writesTheMessageUnderTheNameOfTheGuest() throws Throwable {
        TestGuest guest = new TestGuest("greet", 32);
        guest.memory().put(2, "wasm >> Hello, Amphora!");

        guest.call(log, TYPE, 2, 23);

        assertEquals(List.of("greet: wasm >> Hello, Amphora!"), lines);
    }

    @Test
    void readsUtf8AndReplacesWhatIsNone() throws Throwable {
        TestGuest guest = new TestGuest("greet", 16);
        guest.memory().put(0, "Grüße").writeByte(7, (byte) 0xFF);

        guest.call(log, TYPE, 0, 8);

        assertEquals(List.of("greet: Grüße\uFFFD"), lines);
    }

    @Test
    void indentsFurtherLinesAndReplacesControlCharactersSoThatNoGuestForgesTheLog() throws Throwable {
        TestGuest guest = new TestGuest("greet", 64);
        guest.memory().put(0, "a\tb\r\nERROR forged\u001B[2J\n");

        guest.call(log, TYPE, 0, 22);

        assertEquals(List.of("greet: a\tb\uFFFD\n\tERROR forged\uFFFD[2J\n\t"), lines);
    }

    @Test
    void takesNoNoticeOfBraces() throws Throwable {
        log.sink = null;
        List<String> messages = new ArrayList<>();
        Logger logger = Logger.getLogger("braces");
        logger.setUseParentHandlers(false);
        logger.addHandler(new Handler() {
            @Override
            public void publish(LogRecord line) {
                messages.add(line.getLevel() + " " + new java.util.logging.SimpleFormatter().formatMessage(line));
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        });
        TestGuest guest = new TestGuest("braces", 16);
        guest.memory().put(0, "{0} '{}' %s");

        guest.call(log, TYPE, 0, 11);

        assertEquals(List.of("INFO {0} '{}' %s"), messages);
    }

    @Test
    void trapsWhenTheMessageLeavesTheMemory() {
        TestGuest guest = new TestGuest("greet", 16);

        for (long[] range : new long[][] {{10, 7}, {17, 0}, {0, 0xFFFF_FFFFL}, {0xFFFF_FFFFL, 1}}) {
            Trap trap = assertThrows(Trap.class, () -> guest.call(log, TYPE, range));
            assertEquals("out of bounds memory access", trap.getMessage());
        }
        assertEquals(List.of(), lines);
    }

    @Test
    void trapsWhenTheMessageIsTooLong() throws Throwable {
        TestGuest guest = new TestGuest("greet", 65_537);

        Trap trap = assertThrows(Trap.class, () -> guest.call(log, TYPE, 0, 65_537));

        assertEquals(Trap.Kind.HOST, trap.kind());
        assertEquals("env.log: the message of greet has 65537 bytes; 65536 are allowed", trap.getMessage());
        guest.call(log, TYPE, 0, 65_536);
        assertEquals(1, lines.size());
    }
}
