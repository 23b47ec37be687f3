package org.amphora.engine.compile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.amphora.api.Engine;
import org.amphora.api.Function;
import org.amphora.api.FunctionType;
import org.amphora.api.ImportType;
import org.amphora.api.Linker;
import org.amphora.api.WasmModule;
import org.amphora.binary.BinaryDecoder;
import org.amphora.binary.module.ModuleDefinition;
import org.amphora.engine.EngineImpl;
import org.amphora.engine.link.HostFunctionSource;
import org.amphora.engine.runtime.MemoryKind;
import org.amphora.engine.validate.ModuleValidator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** However finely functions are split, they compute the same, and no method is left that HotSpot would not compile. */
class SplittingTest {
    private static final Path MIXED = Path.of("src/test/guests/mixed.wasm");
    private static final Path VECTORS = Path.of("src/test/guests/vectors.wasm");

    /** What the same source, compiled for a processor, gives for 1, 2, 3, 7 and 42. */
    private static final List<Long> EXPECTED = List.of(3401285282L, 3847815646L, 3531481028L, 3550922050L, 1856928008L);

    private static final List<Long> EXPECTED_OF_VECTORS =
            List.of(1058788101L, 2388861362L, 2188859353L, 25133184L, 3369110120L);

    @Test
    void computesWhatNativeCodeComputes() throws IOException {
        assertEquals(EXPECTED, results(MIXED, SplitLimits.DEFAULT));
        assertEquals(EXPECTED_OF_VECTORS, results(VECTORS, SplitLimits.DEFAULT));
    }

    @ParameterizedTest
    @CsvSource({"2000,1000", "1000,500", "500,250", "250,120", "120,60", "60,30"})
    void computesTheSameHoweverFinelyItIsSplit(int method, int region) throws IOException {
        SplitLimits limits = new SplitLimits(0, new SplitLimits.Step(method, region));
        assertEquals(EXPECTED, results(MIXED, limits));
        assertEquals(EXPECTED_OF_VECTORS, results(VECTORS, limits));
    }

    @Test
    void leavesNoMethodHuge() throws IOException {
        assertTrue(
                methodsSplit(MIXED) >= 2, "the interpreter and printf are large, but less than 2 functions were split");
        assertEquals(1, methodsSplit(VECTORS), "the one function is large");
    }

    private static int methodsSplit(Path guest) throws IOException {
        ModuleDefinition module = BinaryDecoder.decode(Files.readAllBytes(guest));
        ModuleValidator.validate(module);
        Names names = new Names(module, SplitLimits.DEFAULT);
        InstanceClass instance =
                new InstanceClass(module, Collections.nCopies(module.memoryCount(), MemoryKind.BYTES), names);
        FunctionCompiler compiler = new FunctionCompiler(instance, names);
        int split = 0;
        for (int i = module.importedFunctionCount(); i < module.functionCount(); i++) {
            FunctionShape shape = FunctionShape.of(module, names, i);
            SplitPlan plan = compiler.plan(shape);
            split += plan.split() ? 1 : 0;
            int largest = compiler.largestMethod(shape, plan);
            assertTrue(largest <= SplitLimits.HUGE_METHOD, module.functionName(i) + " has a method of " + largest);
        }
        return split;
    }

    private static List<Long> results(Path guest, SplitLimits limits) throws IOException {
        try (Engine engine = new EngineImpl(HostFunctionSource.NONE, new ModuleCompiler(limits))) {
            WasmModule module = engine.compile(guest);
            Function run = withoutFiles(engine, module).instantiate(module).function("run");
            List<Long> results = new ArrayList<>();
            for (long n : new long[] {1, 2, 3, 7, 42}) {
                results.add(run.call(n)[0]);
            }
            return results;
        }
    }

    /** The C library would close and write files if it were asked to; it is not. */
    private static Linker withoutFiles(Engine engine, WasmModule module) {
        Linker linker = engine.linker();
        for (ImportType type : module.imports()) {
            linker = linker.define(type.module(), type.name(), (FunctionType) type.type(), (caller, stack) -> {
                throw new AssertionError("called " + type);
            });
        }
        return linker;
    }
}
