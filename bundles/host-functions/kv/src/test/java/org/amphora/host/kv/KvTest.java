package org.amphora.host.kv;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.amphora.api.FunctionType;
import org.amphora.api.HostFunction;
import org.amphora.api.Trap;
import org.amphora.host.testing.TestGuest;
import org.junit.jupiter.api.Test;

class KvTest {
    private static final FunctionType GET_AND_PUT = FunctionType.parse("iiii-i");
    private static final FunctionType DELETE = FunctionType.parse("ii-i");

    private final KvStore store = new KvStore(new KvStore.Limits(2, 4, 8));
    private final HostFunction get = new KvGet(store);
    private final HostFunction put = new KvPut(store);
    private final HostFunction delete = new KvDelete(store);
    private final TestGuest guest = new TestGuest("orders", 16);

    @Test
    void getCopiesTheValueAndTouchesNothingElse() throws Throwable {
        guest.memory().put(1, "id").put(4, "4711");
        assertEquals(0, put(guest, 1, 2, 4, 4));
        TestGuest reader = new TestGuest("orders", 10);
        reader.memory().put(1, "id");

        assertEquals(4, get(reader, 1, 2, 4, 6));

        assertEquals(
                "?" // untouched
                        + "id" // key
                        + "?" // untouched
                        + "4711" // value
                        + "??", // rest of the buffer
                reader.memory().content());
    }

    @Test
    void getCopiesWhatFitsAndReturnsTheWholeLength() throws Throwable {
        guest.memory().put(0, "id").put(2, "12345678");
        put(guest, 0, 2, 2, 8);
        TestGuest reader = new TestGuest("orders", 8);
        reader.memory().put(0, "id");

        assertEquals(8, get(reader, 0, 2, 3, 0));
        assertEquals("id??????", reader.memory().content());
        assertEquals(8, get(reader, 0, 2, 3, 3));
        assertEquals("id?123??", reader.memory().content());
    }

    @Test
    void getReturnsMinusOneWhenThereIsNoSuchKey() throws Throwable {
        assertEquals(-1, get(guest, 0, 2, 4, 4));
        assertEquals("????????????????", guest.memory().content());
    }

    @Test
    void putReplacesAValueAlsoWhenTheStoreIsFull() throws Throwable {
        guest.memory().put(0, "abc");
        assertEquals(0, put(guest, 0, 1, 0, 1));
        assertEquals(0, put(guest, 1, 1, 1, 1));
        assertEquals(-1, put(guest, 2, 1, 2, 1));
        assertEquals(0, put(guest, 0, 1, 0, 3));

        assertEquals(-1, get(guest, 2, 1, 8, 8));
        assertEquals(3, get(guest, 0, 1, 8, 8));
        assertEquals("abc?????abc?????", guest.memory().content());
    }

    @Test
    void putRefusesKeysAndValuesBeyondTheLimits() throws Throwable {
        assertEquals(-2, put(guest, 0, 5, 0, 1));
        assertEquals(-2, put(guest, 0, 1, 0, 9));
        assertEquals(0, put(guest, 0, 4, 0, 8));
        assertEquals(-1, get(guest, 0, 5, 0, 1));
        assertEquals(0, delete(guest, 0, 5));
    }

    @Test
    void keysAndValuesMayBeEmpty() throws Throwable {
        assertEquals(0, put(guest, 0, 0, 0, 0));
        assertEquals(0, get(guest, 16, 0, 16, 0));
        assertEquals(1, delete(guest, 0, 0));
        assertEquals(-1, get(guest, 0, 0, 0, 0));
    }

    @Test
    void deleteMakesRoom() throws Throwable {
        guest.memory().put(0, "abc");
        put(guest, 0, 1, 0, 1);
        put(guest, 1, 1, 1, 1);

        assertEquals(1, delete(guest, 0, 1));
        assertEquals(0, delete(guest, 0, 1));
        assertEquals(0, put(guest, 2, 1, 2, 1));
    }

    @Test
    void eachGuestHasEntriesOfItsOwn() throws Throwable {
        guest.memory().put(0, "a");
        put(guest, 0, 1, 0, 1);
        TestGuest other = new TestGuest("invoices", 16);
        other.memory().put(0, "a");

        assertEquals(-1, get(other, 0, 1, 8, 8));
        assertEquals(0, delete(other, 0, 1));
        assertEquals(1, get(guest, 0, 1, 8, 8));
    }

    @Test
    void entriesStayWhenTheLimitsAreChanged() throws Throwable {
        guest.memory().put(0, "ab");
        put(guest, 0, 1, 0, 1);

        store.limits(new KvStore.Limits(1, 1, 0));

        assertEquals(1, get(guest, 0, 1, 8, 8));
        assertEquals(-1, put(guest, 1, 1, 1, 0));
        assertEquals(-2, put(guest, 0, 1, 0, 1));
    }

    @Test
    void aNegativeLimitIsRefused() {
        IllegalArgumentException e = assertThrows(IllegalArgumentException.class, () -> new KvStore.Limits(1, -1, 1));
        assertEquals("configuration org.amphora.host.kv: key.bytes is -1, must be 0 or more", e.getMessage());
    }

    @Test
    void trapsWhenAKeyValueOrBufferLeavesTheMemoryAndChangesNothing() throws Throwable {
        guest.memory().put(0, "a");
        put(guest, 0, 1, 0, 1);
        long[][] ranges = {{16, 1}, {17, 0}, {0, 17}, {0, 0xFFFF_FFFFL}, {0xFFFF_FFFFL, 2}};
        for (long[] bad : ranges) {
            assertOutOfBounds(get, GET_AND_PUT, bad[0], bad[1], 8, 8);
            assertOutOfBounds(get, GET_AND_PUT, 0, 1, bad[0], bad[1]);
            assertOutOfBounds(put, GET_AND_PUT, bad[0], bad[1], 0, 1);
            assertOutOfBounds(put, GET_AND_PUT, 0, 1, bad[0], bad[1]);
            assertOutOfBounds(delete, DELETE, bad[0], bad[1]);
        }
        assertEquals("a???????????????", guest.memory().content());
        assertEquals(1, get(guest, 0, 1, 8, 8));
    }

    @Test
    void theLimitOfEntriesHoldsWhenThreadsPutAtOnce() throws Exception {
        KvStore shared = new KvStore(new KvStore.Limits(100, 4, 4));
        HostFunction sharedPut = new KvPut(shared);
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            List<Future<Integer>> stored = new ArrayList<>();
            for (int thread = 0; thread < 4; thread++) {
                int first = thread * 50;
                stored.add(threads.submit(() -> putAll(sharedPut, first, 50)));
            }
            int sum = 0;
            for (Future<Integer> count : stored) {
                sum += count.get();
            }
            assertEquals(100, sum);
        } finally {
            threads.shutdownNow();
        }
    }

    private static int putAll(HostFunction put, int first, int count) {
        TestGuest writer = new TestGuest("shared", 8);
        int stored = 0;
        try {
            for (int key = first; key < first + count; key++) {
                writer.memory().writeInt(0, key);
                stored += put(writer, put, 0, 4, 4, 4) == 0 ? 1 : 0;
            }
        } catch (Throwable e) {
            throw new AssertionError(e);
        }
        return stored;
    }

    private void assertOutOfBounds(HostFunction function, FunctionType type, long... parameters) {
        Trap trap = assertThrows(Trap.class, () -> guest.call(function, type, parameters));
        assertEquals("out of bounds memory access", trap.getMessage());
    }

    private int get(TestGuest caller, long... parameters) throws Throwable {
        return (int) caller.call(get, GET_AND_PUT, parameters)[0];
    }

    private int put(TestGuest caller, long... parameters) throws Throwable {
        return put(caller, put, parameters);
    }

    private static int put(TestGuest caller, HostFunction put, long... parameters) throws Throwable {
        return (int) caller.call(put, GET_AND_PUT, parameters)[0];
    }

    private int delete(TestGuest caller, long... parameters) throws Throwable {
        return (int) caller.call(delete, DELETE, parameters)[0];
    }
}
