package org.amphora.engine.compile;

import java.lang.invoke.MethodHandle;
import java.util.Optional;
import org.amphora.api.FunctionType;
import org.amphora.binary.module.ModuleDefinition;
import org.amphora.engine.runtime.CodeVariant;
import org.amphora.engine.runtime.CompiledModule;
import org.amphora.engine.runtime.Compiler;
import org.amphora.engine.runtime.GuestSupport;

/** The way into this package: classes of the JVM for validated modules, and adapters for host functions. Thread-safe. */
public final class ModuleCompiler implements Compiler {
    static {
        GuestSupport.warmUp();
    }

    private final SplitLimits limits;
    private final Optional<ClassCache> cache;

    /** Any number of modules can be compiled by one compiler. */
    public ModuleCompiler() {
        this(Optional.empty());
    }

    /** A compiler that keeps their classes in {@code cache}. */
    public ModuleCompiler(Optional<ClassCache> cache) {
        this(SplitLimits.DEFAULT, cache);
    }

    /** A compiler that splits functions otherwise, so that tests need no large ones. */
    ModuleCompiler(SplitLimits limits) {
        this(limits, Optional.empty());
    }

    private ModuleCompiler(SplitLimits limits, Optional<ClassCache> cache) {
        this.limits = limits;
        this.cache = cache;
    }

    @Override
    public boolean knowsValid(ModuleDefinition module) {
        return cache.isPresent() && cache.get().of(module).valid();
    }

    @Override
    public void noteValid(ModuleDefinition module) {
        cache.ifPresent(classes -> classes.of(module).noteValid());
    }

    /** Compiles a validated module; its classes are generated when they are first used. */
    @Override
    public CompiledModule compile(ModuleDefinition module, CodeVariant variant) {
        return new GuestModule(new GuestClassLoader(module, variant, limits, cache.map(classes -> classes.of(module))));
    }

    @Override
    public MethodHandle handle(FunctionType type) {
        return HostAdapters.handle(type);
    }
}
