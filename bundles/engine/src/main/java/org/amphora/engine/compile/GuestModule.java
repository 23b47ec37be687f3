package org.amphora.engine.compile;

import java.io.IOException;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import org.amphora.api.Aggregate;
import org.amphora.api.ClassSink;
import org.amphora.api.WasmFrame;
import org.amphora.binary.module.ModuleDefinition;
import org.amphora.engine.runtime.CompiledModule;
import org.amphora.engine.runtime.InstanceParts;
import org.amphora.engine.runtime.ModuleInstance;

/** A compiled module: the loader of its classes, and ways to what they hold. */
final class GuestModule implements CompiledModule {
    private static final MethodType CONSTRUCTOR = MethodType.methodType(void.class, InstanceParts.class);
    private static final MethodType NEW_INSTANCE = MethodType.methodType(ModuleInstance.class, InstanceParts.class);

    private final GuestClassLoader loader;
    private MethodHandle constructor;

    GuestModule(GuestClassLoader loader) {
        this.loader = loader;
    }

    @Override
    public ModuleDefinition definition() {
        return loader.definition();
    }

    @Override
    public ModuleInstance newInstance(InstanceParts parts) {
        try {
            return (ModuleInstance) constructor().invokeExact(parts);
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException("constructor of " + loader.getName(), e);
        }
    }

    private synchronized MethodHandle constructor() throws ReflectiveOperationException {
        if (constructor == null) {
            constructor = MethodHandles.publicLookup()
                    .findConstructor(load(Names.GUEST), CONSTRUCTOR)
                    .asType(NEW_INSTANCE);
        }
        return constructor;
    }

    @Override
    public MethodHandle handle(int functionIndex) {
        Signature signature = Signature.of(definition().functionType(functionIndex));
        try {
            return MethodHandles.publicLookup()
                    .findStatic(
                            load(EntryClass.className(functionIndex)),
                            EntryClass.handleMethod(functionIndex),
                            signature.methodType(loader, EntryClass.handleParameters()));
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("handle of " + definition().functionName(functionIndex), e);
        }
    }

    @Override
    public Aggregate prototype(int typeIndex) {
        return loader.names().types().prototype(typeIndex);
    }

    private Class<?> load(String internalName) throws ClassNotFoundException {
        return loader.loadClass(internalName.replace('/', '.'));
    }

    @Override
    public WasmFrame frame(StackTraceElement element) {
        if (!loader.getName().equals(element.getClassLoaderName())) {
            return null;
        }
        int function = loader.names().functionOf(element.getClassName(), element.getMethodName());
        if (function < 0 || !loader.names().isCall(function, element.getMethodName())) {
            return null;
        }
        return WasmFrame.of(
                definition().name().orElse("wasm"), function, definition().functionName(function));
    }

    @Override
    public void generate(ClassSink sink) throws IOException {
        loader.generateAll(sink);
    }

    @Override
    public String describe(int functionIndex) {
        return loader.describe(functionIndex);
    }

    @Override
    public void interruption(boolean on) {
        loader.interrupt(on);
    }
}
