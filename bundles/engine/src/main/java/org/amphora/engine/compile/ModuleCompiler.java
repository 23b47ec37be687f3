package org.amphora.engine.compile;

import java.lang.invoke.MethodHandle;
import org.amphora.api.ClassSource;
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
    private final ClassStores stores;

    /** Any number of modules can be compiled by one compiler. */
    public ModuleCompiler() {
        this(SplitLimits.DEFAULT, ClassStores.NONE);
    }

    /** A compiler that keeps their classes in {@code cache}. */
    public ModuleCompiler(ClassCache cache) {
        this(SplitLimits.DEFAULT, cache);
    }

    /** A compiler that splits functions otherwise, so that tests need no large ones. */
    ModuleCompiler(SplitLimits limits) {
        this(limits, ClassStores.NONE);
    }

    private ModuleCompiler(SplitLimits limits, ClassStores stores) {
        this.limits = limits;
        this.stores = stores;
    }

    @Override
    public Compiler with(ClassSource classes) {
        return new ModuleCompiler(limits, new PrecompiledModule.Stores(classes, stores));
    }

    @Override
    public boolean knowsValid(ModuleDefinition module) {
        return stores.of(module).valid();
    }

    @Override
    public void noteValid(ModuleDefinition module) {
        stores.of(module).noteValid();
    }

    /** Compiles a validated module; its classes are generated when they are first used. */
    @Override
    public CompiledModule compile(ModuleDefinition module, CodeVariant variant) {
        return new GuestModule(new GuestClassLoader(module, variant, limits, stores.of(module)));
    }

    @Override
    public MethodHandle handle(FunctionType type) {
        return HostAdapters.handle(type);
    }
}
