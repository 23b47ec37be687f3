package org.amphora.engine.compile;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import org.amphora.api.FunctionType;

/** Makes handles for host functions that guests reach through tables and references. */
public final class HostAdapters {
    private static final String CLASS = Names.PACKAGE + "HostAdapter";
    private static final String METHOD = "call";

    private HostAdapters() {}

    /**
     * An adapter for host functions of {@code type}; the same for all of them, so it is not inlined, unlike the trampoline
     * of an import.
     *
     * @return of type {@code (P..., ModuleInstance caller, FunctionInstance function)R}
     */
    public static MethodHandle handle(FunctionType type) {
        Signature signature = Signature.of(type);
        String[] more = {Names.INSTANCE_DESCRIPTOR, Names.FUNCTION_DESCRIPTOR};
        ClassBuilder target = new ClassBuilder(CLASS, "java/lang/Object", "host");
        write(target.staticMethod(METHOD, signature.descriptor(more)), signature);
        AdapterLoader loader = new AdapterLoader();
        Class<?> adapter = loader.define(target.toByteArray());
        try {
            return MethodHandles.publicLookup().findStatic(adapter, METHOD, signature.methodType(loader, more));
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("adapter for " + type, e);
        }
    }

    private static void write(CodeBuilder code, Signature signature) {
        int caller = signature.parameterWords();
        int function = caller + 1;
        new HostCall(code, signature, caller, function + 1)
                .write(
                        new HostCall.Callee() {
                            @Override
                            public void load(CodeBuilder c) {
                                c.loadObject(function);
                                c.getField(Names.FUNCTION, "host", "Lorg/amphora/api/HostFunction;");
                            }

                            @Override
                            public void failure(CodeBuilder c, int throwable) {
                                c.loadObject(function);
                                c.loadObject(throwable);
                                c.invokeVirtual(
                                        Names.FUNCTION,
                                        "hostFailure",
                                        "(Ljava/lang/Throwable;)Ljava/lang/RuntimeException;");
                            }

                            @Override
                            public void reference(CodeBuilder c, int result, int variable) {
                                c.loadObject(function);
                                c.loadObject(caller);
                                c.intConstant(result);
                                c.load(Kind.LONG, variable);
                                c.invokeVirtual(
                                        Names.FUNCTION,
                                        "checkedReference",
                                        "(" + Names.INSTANCE_DESCRIPTOR + "IJ)Ljava/lang/Object;");
                            }
                        },
                        Arguments.frame(signature, Names.INSTANCE, Names.FUNCTION));
        code.end();
    }

    private static final class AdapterLoader extends GeneratedClassLoader {
        AdapterLoader() {
            super("wasm-host");
        }

        Class<?> define(byte[] bytes) {
            return defineClass(null, bytes, 0, bytes.length);
        }

        @Override
        protected Class<?> findClass(String name) throws ClassNotFoundException {
            throw new ClassNotFoundException(name);
        }
    }
}
