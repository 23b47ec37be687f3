package org.amphora.benchmarks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

/** That each benchmark runs, and does what it claims to measure. */
class BenchmarksTest {
    @Test
    void hostCallsAnswerWhatTheHostFunctionWrote() {
        HostCall benchmark = new HostCall();
        benchmark.setUp();
        assertEquals(0xffff, benchmark.callIgnoringCaller());
        assertEquals(0xffff, benchmark.callWithStackIgnoringCaller());
        assertEquals(1.1234f, benchmark.callUsingCaller());
        assertEquals(1.1234f, benchmark.callWithStackUsingCaller());
        benchmark.tearDown();
    }

    @Test
    void loopsCallTheirHostFunctionEachTime() {
        HostCallLoop benchmark = new HostCallLoop();
        benchmark.alive = 1;
        benchmark.setUp();
        int n = HostCallLoop.CALLS;
        int sum = n * (n + 1) / 2;
        assertEquals(afterLoop(0, 1), benchmark.parameters0());
        assertEquals(sum, benchmark.parameters2());
        assertEquals(sum + 6L * n, benchmark.parameters6());
        benchmark.tearDown();
    }

    @Test
    void aHostFunctionThatIsNotInlinedAddsToo() {
        HostCallNotInlined benchmark = new HostCallNotInlined();
        benchmark.setUp();
        assertEquals(HostCallLoop.CALLS * (HostCallLoop.CALLS + 1) / 2, benchmark.parameters2());
        benchmark.tearDown();
    }

    @Test
    void modulesThatShareAHostFunctionAddTheSame() {
        HostCallShared benchmark = new HostCallShared();
        benchmark.modules = 3;
        benchmark.setUp();
        for (int i = 0; i < 3; i++) {
            assertEquals(HostCallLoop.CALLS * (HostCallLoop.CALLS + 1) / 2, benchmark.parameters2());
        }
        benchmark.tearDown();
    }

    @Test
    void fourImportsAreCalledInTurn() {
        HostCallFourImports benchmark = new HostCallFourImports();
        benchmark.setUp();
        int sum = 0;
        for (int n = HostCallLoop.CALLS; n > 0; n--) {
            sum = (((sum + n) * 31) ^ n) - 7;
        }
        assertEquals(sum, (int) benchmark.parameters2());
        benchmark.tearDown();
    }

    @Test
    void functionsOfWasiSucceedInTheLoop() {
        for (String function : List.of("fd_write", "fd_read", "clock_time_get", "random_get", "environ_get")) {
            WasiLoop benchmark = new WasiLoop();
            benchmark.function = function;
            benchmark.setUp();
            assertEquals(0, benchmark.call(), function);
            benchmark.tearDown();
        }
    }

    @Test
    void aBoundHostFunctionHasStateOfItsInstance() {
        HostCallBound benchmark = new HostCallBound();
        benchmark.setUp();
        int n = HostCallLoop.CALLS;
        int sum = n * (n + 1) / 2 + n / 2; // every second call adds one more
        assertEquals(sum, benchmark.unbound());
        assertEquals(sum, benchmark.bound());
        benchmark.tearDown();
    }

    @Test
    void instancesHaveTheMemoryOfTheModuleOrTheSnapshot() {
        Instantiation benchmark = new Instantiation();
        benchmark.pages = 16;
        benchmark.setUp();
        assertEquals(65_536, benchmark.instantiate());
        assertEquals(16 * 65_536, benchmark.instantiateSnapshot());
        benchmark.tearDown();
    }

    @Test
    void threeModulesTakeTurns() {
        HostCallLoop benchmark = new HostCallLoop();
        benchmark.alive = 3;
        benchmark.setUp();
        int state = 0;
        for (int addend : new int[] {2, 3, 1}) {
            state = afterLoop(state, addend);
            assertEquals(state, benchmark.parameters0());
        }
        benchmark.tearDown();
    }

    private static int afterLoop(int state, int addend) {
        int after = state;
        for (int i = 0; i < HostCallLoop.CALLS; i++) {
            after = Integer.rotateLeft(after, 1) + addend;
        }
        return after;
    }

    @Test
    void environGetWritesAddressesAndVariables() {
        EnvironGet benchmark = new EnvironGet();
        benchmark.setUp();
        assertEquals(0, benchmark.lookUpAndCall());
        assertEquals(0, benchmark.call());
        assertEquals(0, benchmark.callWithStack());
        assertEquals(
                "\0" // untouched
                        + "a=b\0" + "b=cd\0"
                        + "\0" // untouched
                        + "\1\0\0\0" + "\5\0\0\0"
                        + "\0", // untouched
                new String(benchmark.answer(), StandardCharsets.US_ASCII));
        benchmark.tearDown();
    }

    @Test
    void everyFormOfACallAdds() {
        GuestCall benchmark = new GuestCall();
        benchmark.setUp();
        assertEquals(42, benchmark.call());
        assertEquals(42, benchmark.callWithStack());
        assertEquals(42, benchmark.javaInterface());
        assertEquals(42, benchmark.apply());
        benchmark.tearDown();
    }

    @Test
    void loopsComputeTheSameWithVectorsAndWithout() {
        for (String loop :
                List.of("dot", "saxpy", "matrix", "mandelbrot", "sum", "maximum", "find", "average", "blend")) {
            assertEquals(once(loop, "scalar"), once(loop, "simd"), loop);
        }
    }

    private static int once(String loop, String code) {
        VectorLoops benchmark = new VectorLoops();
        benchmark.loop = loop;
        benchmark.code = code;
        benchmark.setUp();
        int result = benchmark.run();
        benchmark.tearDown();
        return result;
    }

    @Test
    void loopsOverReferencesComputeTheSameAsInJava() {
        for (String loop : List.of("tree", "virtual", "casts", "ints", "chars", "i31fib")) {
            ReferenceLoops benchmark = new ReferenceLoops();
            benchmark.loop = loop;
            benchmark.setUp();
            assertEquals(benchmark.java(), benchmark.guest(), loop);
            benchmark.tearDown();
        }
    }

    @Test
    void aMissingGuestIsNamed() {
        IllegalArgumentException e = assertThrows(IllegalArgumentException.class, () -> Guests.binary("nobody"));
        assertEquals("no guest nobody.wasm beside org.amphora.benchmarks.Guests", e.getMessage());
    }
}
