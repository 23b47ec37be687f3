package org.amphora.engine.runtime;

import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.amphora.api.FunctionType;
import org.amphora.api.WasmFrame;
import org.amphora.binary.module.Export;
import org.amphora.binary.module.ModuleDefinition;

/**
 * What all instances of one compiled module share: its code, its exports by name, and the switch that makes its code look
 * whether its call was cancelled. Thread-safe.
 *
 * <p>A static table leads from the name of a class loader to the module whose code it loads, for stack traces. It holds
 * the modules weakly: a retired module must unload.
 */
public final class ModuleCode {
    private static final Map<String, Entry> BY_LOADER = new ConcurrentHashMap<>();
    private static final ReferenceQueue<ModuleCode> UNLOADED = new ReferenceQueue<>();

    static {
        Traps.prepare();
    }

    private final CompiledModule compiled;
    private final Map<String, Export> exports = new LinkedHashMap<>();
    private final int mostResultSlots;
    private final int mostParameterSlots;
    private int interruptions;

    /** The shared part of {@code compiled}. */
    public ModuleCode(CompiledModule compiled) {
        this.compiled = compiled;
        for (Export export : compiled.definition().exportDefinitions()) {
            exports.put(export.name(), export);
        }
        ModuleDefinition definition = compiled.definition();
        int results = 0;
        int parameters = 0;
        for (int i = 0; i < definition.typeCount(); i++) {
            if (definition.type(i).isFunction()) {
                FunctionType type = definition.type(i).functionType();
                results = Math.max(results, type.resultSlots());
                parameters = Math.max(parameters, type.parameterSlots());
            }
        }
        mostResultSlots = results;
        mostParameterSlots = parameters;
    }

    private static final class Entry extends WeakReference<ModuleCode> {
        private final String loader;

        Entry(String loader, ModuleCode code) {
            super(code, UNLOADED);
            this.loader = loader;
        }
    }

    /** Makes the frames of the classes that {@code loader} loads known as frames of this module. */
    void register(ClassLoader loader) {
        for (Object gone = UNLOADED.poll(); gone != null; gone = UNLOADED.poll()) {
            Entry entry = (Entry) gone;
            BY_LOADER.remove(entry.loader, entry);
        }
        String name = loader.getName();
        if (name != null) {
            Entry known = BY_LOADER.get(name);
            if (known == null || known.get() != this) {
                BY_LOADER.put(name, new Entry(name, this));
            }
        }
    }

    /** The module whose code runs in {@code element}, or null. */
    static ModuleCode of(StackTraceElement element) {
        String loader = element.getClassLoaderName();
        Entry entry = loader == null ? null : BY_LOADER.get(loader);
        return entry == null ? null : entry.get();
    }

    /** The Wasm functions among {@code elements}, in their order. */
    static List<WasmFrame> frames(StackTraceElement[] elements) {
        List<WasmFrame> frames = new ArrayList<>();
        for (StackTraceElement element : elements) {
            ModuleCode code = of(element);
            WasmFrame frame = code == null ? null : code.compiled.frame(element);
            if (frame != null) {
                frames.add(frame);
            }
        }
        return frames;
    }

    /** The code. */
    public CompiledModule compiled() {
        return compiled;
    }

    /** The most slots that the results of a function type of the module take. */
    int mostResultSlots() {
        return mostResultSlots;
    }

    /** The most slots that the parameters of a function type of the module take. */
    int mostParameterSlots() {
        return mostParameterSlots;
    }

    /** The exports by name, in the order of the module. */
    Map<String, Export> exports() {
        return exports;
    }

    /** Makes the module's code poll, until {@link #resume} was called as often as this. */
    synchronized void interrupt() {
        if (interruptions++ == 0) {
            compiled.interruption(true);
        }
    }

    /** Takes one {@link #interrupt} back. */
    synchronized void resume() {
        if (--interruptions == 0) {
            compiled.interruption(false);
        }
    }
}
