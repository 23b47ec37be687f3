package org.amphora.engine;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.time.Duration;
import java.util.Arrays;
import org.amphora.api.Engine;
import org.amphora.api.ExportType;
import org.amphora.api.FunctionType;
import org.amphora.api.GlobalType;
import org.amphora.api.ImportType;
import org.amphora.api.Instance;
import org.amphora.api.InstanceConfig;
import org.amphora.api.Linker;
import org.amphora.api.MalformedModuleException;
import org.amphora.api.MemoryType;
import org.amphora.api.NumberType;
import org.amphora.api.TableType;
import org.amphora.api.ValueType;
import org.amphora.api.WasmException;
import org.amphora.api.WasmModule;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Modules that were cut or of which a bit was flipped are refused, or run as what they are now: nothing but a
 * {@link WasmException} comes out, neither when they are compiled nor when they run. An undamaged guest of the same
 * engine goes on.
 */
class DamagedModulesTest {
    /** Prime to 8, so that each bit of a byte has its turn; 1 takes minutes. */
    private static final int BIT_STEP = 37;

    private static final InstanceConfig SMALL =
            InstanceConfig.defaults().memoryLimit(16).tableLimit(1_000).callTimeout(Duration.ofMillis(20));

    private final Engine engine = Guests.engine();
    private final Instance undamaged = Guests.instantiate(engine, "calls");
    private long count;

    @AfterEach
    void closeEngine() {
        undamagedGoesOn();
        engine.close();
    }

    private void undamagedGoesOn() {
        count++;
        assertArrayEquals(new long[] {count}, undamaged.function("count").call());
    }

    @ParameterizedTest
    @ValueSource(strings = {"calls", "constants", "consumer", "host", "limits", "references", "start", "segments"})
    void areRefusedOrRunWhereverTheyAreCut(String name) {
        byte[] whole = Guests.bytes(name);
        for (int length = 0; length < whole.length; length++) {
            byte[] cut = Arrays.copyOf(whole, length);
            try (WasmModule module = engine.compile(cut)) {
                run(module); // cut between two sections
            } catch (MalformedModuleException e) {
                assertFalse(e.getMessage().isBlank());
            } catch (WasmException e) {
                // what is left lacks something that it refers to
            } catch (RuntimeException | Error e) {
                throw new AssertionError(name + " cut to " + length + " bytes", e);
            }
        }
        undamagedGoesOn();
    }

    @ParameterizedTest
    @ValueSource(strings = {"calls", "constants", "consumer", "host", "limits", "references", "start", "segments"})
    void areRefusedOrRunWhicheverBitIsFlipped(String name) {
        byte[] whole = Guests.bytes(name);
        for (int bit = 0; bit < whole.length * 8; bit += BIT_STEP) {
            byte[] damaged = whole.clone();
            damaged[bit / 8] ^= (byte) (1 << bit % 8);
            try (WasmModule module = engine.compile(damaged)) {
                run(module);
            } catch (WasmException e) {
                assertFalse(e.describe().isBlank());
            } catch (RuntimeException | Error e) {
                throw new AssertionError(name + " with bit " + bit % 8 + " of byte " + bit / 8 + " flipped", e);
            }
        }
        undamagedGoesOn();
    }

    /** Calls every exported function with zeros. */
    private void run(WasmModule module) {
        Linker linker = engine.linker();
        for (ImportType wanted : module.imports()) {
            linker = define(linker, wanted);
        }
        try (Instance guest = linker.instantiate(module, SMALL)) {
            for (ExportType export : module.exports()) {
                if (export.type() instanceof FunctionType type) {
                    try {
                        guest.function(export.name()).call(new long[type.parameterSlots()]);
                    } catch (WasmException e) {
                        assertFalse(e.describe().isBlank());
                    }
                }
            }
        }
    }

    /** Something of the type that an import wants, with zeros wherever there is a value. */
    private Linker define(Linker linker, ImportType wanted) {
        String from = wanted.module();
        String name = wanted.name();
        if (wanted.type() instanceof FunctionType type) {
            return linker.define(from, name, type, (caller, stack) -> Arrays.fill(stack, 0));
        } else if (wanted.type() instanceof MemoryType type && type.limits().min() <= 16) {
            return linker.define(from, name, engine.newMemory(type));
        } else if (wanted.type() instanceof TableType type && type.limits().min() <= 1_000) {
            return linker.define(from, name, engine.newTable(type, null));
        } else if (wanted.type() instanceof GlobalType type) {
            return linker.define(from, name, engine.newGlobal(type, zero(type.value())));
        }
        return linker; // and let it fail
    }

    private static Object zero(ValueType type) {
        if (type == NumberType.I32) {
            return 0;
        } else if (type == NumberType.I64) {
            return 0L;
        } else if (type == NumberType.F32) {
            return 0f;
        }
        return type == NumberType.F64 ? 0.0 : null;
    }
}
