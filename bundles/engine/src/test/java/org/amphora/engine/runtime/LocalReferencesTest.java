package org.amphora.engine.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class LocalReferencesTest {
    private static final int[] NO_RESULTS = {};

    private final LocalReferences references = new LocalReferences() {
        @Override
        public String toString() {
            return "instance greet";
        }
    };

    private void assertInvalid(long handle) {
        IllegalArgumentException e =
                assertThrows(IllegalArgumentException.class, () -> references.resolveInCall(handle));
        assertEquals(
                "handle " + Long.toUnsignedString(handle)
                        + " of instance greet is not valid: it was never made, or the call in which it was made has ended",
                e.getMessage());
        assertFalse(references.isValid(handle));
    }

    @Test
    void takesZeroForNull() {
        assertEquals(0, references.handle(null));
        assertNull(references.resolve(0));
        assertTrue(references.isValid(0));
    }

    @Test
    void resolvesWhatItMade() {
        long[] handles = new long[100];
        for (int i = 0; i < handles.length; i++) {
            handles[i] = references.handle(i);
        }
        for (int i = 0; i < handles.length; i++) {
            assertEquals(i, references.resolve(handles[i]));
        }
    }

    @Test
    void knowsAHandleThatWasNeverMade() {
        assertInvalid(1);
        references.handle("x");
        assertInvalid(1);
        assertInvalid(-1);
        assertInvalid(Long.MIN_VALUE);
    }

    @Test
    void endsTheHandlesOfAHostCallWithIt() {
        long before = references.handle("before");
        int top = references.handleTop;
        long within = references.handle("within");
        references.handleTop = top;
        assertEquals("before", references.resolve(before));
        assertInvalid(within);
        long reused = references.handle("other");
        assertNotEquals(within, reused);
        assertInvalid(within);
        assertEquals("other", references.resolve(reused));
    }

    @Test
    void hidesHandlesOfBeforeTheCallFromTheCall() {
        long before = references.handle("before");
        references.beginCall();
        assertEquals("before", references.resolve(before));
        assertInvalid(before);
        assertEquals("within", references.resolveInCall(references.handle("within")));
    }

    @Test
    void keepsOnlyResultsBeyondACall() {
        long before = references.handle("before");
        references.beginCall();
        long other = references.handle("other");
        long[] stack = {7, references.handle("result"), 0};
        references.endCall(new int[] {1, 2}, stack);
        assertInvalid(before);
        assertInvalid(other);
        assertEquals("result", references.resolveInCall(stack[1]));
        assertEquals(7, stack[0]);
        assertEquals(0, stack[2]);
        references.beginCall();
        references.endCall(NO_RESULTS, stack);
        assertInvalid(stack[1]);
    }
}
