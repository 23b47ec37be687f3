package org.amphora.benchmarks.endive;

import java.util.List;
import org.amphora.benchmarks.worker.Exports;
import org.amphora.benchmarks.worker.Import;
import org.amphora.benchmarks.worker.ImportedMemory;
import org.amphora.benchmarks.worker.Peer;
import org.amphora.benchmarks.worker.Ticks;
import run.endive.runtime.ByteArrayMemory;
import run.endive.runtime.ExportFunction;
import run.endive.runtime.HostFunction;
import run.endive.runtime.ImportMemory;
import run.endive.runtime.ImportValues;
import run.endive.runtime.Instance;
import run.endive.runtime.WasmFunctionHandle;
import run.endive.wasm.Parser;
import run.endive.wasm.WasmModule;
import run.endive.wasm.types.FunctionType;
import run.endive.wasm.types.MemoryLimits;
import run.endive.wasm.types.ValType;

/** Endive without its compiler. */
public class EndiveInterpreter implements Peer {
    private static final ValType I32 = ValType.I32;
    private static final ValType I64 = ValType.I64;

    private final Ticks ticks = new Ticks();

    /** For {@code Worker}. */
    public EndiveInterpreter() {}

    @Override
    public final Guest load(byte[] wasm) {
        WasmModule module = Parser.parse(wasm);
        // as in Amphora: what few guests import, the first result of others does not wait for
        ImportValues imports = module.importSection().importCount() == 0 ? ImportValues.empty() : imports();
        Instance.Builder builder = Instance.builder(module).withImportValues(imports);
        ExportFunction run = configure(builder).build().export("run");
        return new Running(run);
    }

    private ImportValues imports() {
        return ImportValues.builder()
                .addFunction(
                        host("add", List.of(I32, I32), List.of(I32), (instance, p) -> results((int) p[0] + (int) p[1])),
                        host(
                                "six",
                                List.of(I64, I64, I64, I64, I64, I64),
                                List.of(I64),
                                (instance, p) -> results(p[0] + p[1] + p[2] + p[3] + p[4] + p[5])),
                        host("reset", List.of(), List.of(), (instance, p) -> {
                            ticks.reset();
                            return results();
                        }),
                        host("tick", List.of(), List.of(), (instance, p) -> {
                            ticks.tick();
                            return results();
                        }),
                        host("ticks", List.of(), List.of(I32), (instance, p) -> results(ticks.value())))
                .build();
    }

    private record Running(ExportFunction function) implements Guest {
        @Override
        public long run(int n) {
            return function.apply(n)[0];
        }
    }

    @Override
    public final Exports link(byte[] wasm, List<Import> imports, ImportedMemory memory) {
        ImportValues.Builder values = ImportValues.builder();
        for (Import each : imports) {
            boolean result = !each.results().isEmpty();
            FunctionType type = FunctionType.of(types(each.parameters()), types(each.results()));
            values.addFunction(new HostFunction(each.module(), each.name(), type, (instance, p) -> {
                long value = each.code().applyAsLong(p);
                return result ? results(value) : results();
            }));
        }
        if (memory != null) {
            values.addMemory(new ImportMemory(
                    memory.module(), memory.name(), new ByteArrayMemory(new MemoryLimits(memory.min(), memory.max()))));
        }
        Instance.Builder builder = Instance.builder(Parser.parse(wasm)).withImportValues(values.build());
        return new EndiveExports(configure(builder).build());
    }

    private static List<ValType> types(String letters) {
        return letters.chars()
                .mapToObj(letter -> letter == 'i' ? I32 : letter == 'I' ? I64 : ValType.F64)
                .toList();
    }

    private static HostFunction host(
            String name, List<ValType> parameters, List<ValType> results, WasmFunctionHandle function) {
        return new HostFunction("env", name, FunctionType.of(parameters, results), function);
    }

    private static long[] results(long... results) {
        return results;
    }

    /** What makes the difference: nothing here. */
    Instance.Builder configure(Instance.Builder builder) {
        return builder;
    }
}
