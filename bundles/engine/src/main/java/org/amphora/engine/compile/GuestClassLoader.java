package org.amphora.engine.compile;

import java.io.IOException;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.invoke.MutableCallSite;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import org.amphora.api.ClassSink;
import org.amphora.api.LimitExceededException;
import org.amphora.binary.module.ModuleDefinition;
import org.amphora.engine.runtime.CodeVariant;
import org.objectweb.asm.ClassTooLargeException;
import org.objectweb.asm.MethodTooLargeException;

/**
 * The loader of one module's classes: it generates a class when the JVM first asks for it. Its name is unique, so that a
 * line of a stack trace tells which module it belongs to.
 */
final class GuestClassLoader extends GeneratedClassLoader {
    private static final AtomicLong COUNTER = new AtomicLong();

    private final ModuleDefinition module;
    private final CodeVariant variant;
    private final ClassStore store;
    private final Names names;
    private final InstanceClass instanceClass;

    /** Classes that were written together with another and that the JVM did not ask for yet. */
    private final Map<String, byte[]> parts = new ConcurrentHashMap<>();

    private final MutableCallSite interruption = new MutableCallSite(
            MethodHandles.constant(boolean.class, false).asType(MethodType.methodType(boolean.class)));

    static {
        registerAsParallelCapable();
    }

    /** {@code store} may have the classes already, and is given those that it has not. */
    GuestClassLoader(ModuleDefinition module, CodeVariant variant, SplitLimits limits, ClassStore store) {
        super(module.name().orElse("module") + "#" + COUNTER.incrementAndGet());
        this.module = module;
        this.variant = variant;
        this.store = store;
        this.names = new Names(module, limits);
        this.instanceClass = new InstanceClass(module, variant, names);
    }

    ModuleDefinition definition() {
        return module;
    }

    Names names() {
        return names;
    }

    MutableCallSite interruption() {
        return interruption;
    }

    /** Makes all code of the module ask its instance whether it was cancelled, or no longer. */
    void interrupt(boolean on) {
        MethodHandle answer = MethodHandles.constant(boolean.class, on);
        interruption.setTarget(answer);
        MutableCallSite.syncAll(new MutableCallSite[] {interruption});
    }

    /** Writes all classes, and what they belong to. */
    void generateAll(ClassSink sink) throws IOException {
        Set<String> met = new HashSet<>();
        Deque<String> open = new ArrayDeque<>();
        met.add(Names.GUEST);
        open.add(Names.GUEST);
        for (int function = module.importedFunctionCount(); function < module.functionCount(); function++) {
            for (String name : List.of(names.functionClass(function), EntryClass.className(function))) {
                if (met.add(name)) {
                    open.add(name);
                }
            }
        }
        while (!open.isEmpty()) {
            String name = open.remove();
            byte[] bytes = generateOrRefuse(name);
            if (bytes != null) {
                sink.write(ClassStore.path(variant, name), bytes);
                for (String used : ClassReferences.of(bytes)) {
                    if (used.startsWith(Names.PACKAGE) && met.add(used)) {
                        open.add(used);
                    }
                }
            }
        }
        PrecompiledModule.writeSeal(module, sink);
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
        String internal = name.replace('.', '/');
        Class<?> type = names.types().find(internal);
        if (type != null) {
            return type;
        }
        byte[] bytes = store.find(variant, internal);
        if (bytes == null) {
            bytes = generateOrRefuse(internal);
            if (bytes == null) {
                throw new ClassNotFoundException(name);
            }
            store.keep(variant, internal, bytes);
        }
        return defineClass(name, bytes, 0, bytes.length);
    }

    /** As {@link #generate}; what does not fit the JVM is an error that names the function. */
    private byte[] generateOrRefuse(String name) {
        try {
            return generate(name);
        } catch (MethodTooLargeException e) {
            throw tooLarge(
                    e.getClassName(),
                    e.getMethodName(),
                    "it needs a method of " + e.getCodeSize() + " bytes after it was split, and 65535 are allowed");
        } catch (ClassTooLargeException e) {
            throw tooLarge(
                    e.getClassName(),
                    "",
                    "its class needs " + e.getConstantPoolCount() + " constants, and 65535 are allowed");
        } catch (TooComplexException e) {
            throw tooLarge(name, names.method(e.function()), e.getMessage());
        } catch (RuntimeException e) {
            // what runs into a null or past an array in the engine must not look like a trap of the guest
            throw new IllegalStateException("fault of the engine: it cannot generate the class " + name, e);
        }
    }

    /** The bytes of a generated class, or null if there is none of the name. */
    byte[] generate(String name) {
        if (name.equals(Names.GUEST)) {
            return instanceClass.generate();
        }
        int number = Names.chunkOf(name);
        if (number >= 0) {
            return functions(name, number * Names.CHUNK, (number + 1) * Names.CHUNK, false);
        }
        number = Names.largeOf(name);
        if (number >= 0) {
            return functions(name, number, number + 1, true);
        }
        number = ImportClass.chunkOf(name);
        if (number >= 0) {
            return new ImportClass(module, names).generate(number);
        }
        number = IndirectClass.typeOf(name);
        if (number >= 0) {
            return new IndirectClass(module, names).generate(number);
        }
        number = StepClass.blockOf(name);
        if (number >= 0) {
            return new StepClass(module, names).generate(number);
        }
        number = EntryClass.blockOf(name);
        return number >= 0 ? new EntryClass(module, names, variant.countsFuel()).generate(number) : null;
    }

    /** A function that the module defines, and what becomes of it, as text for people. */
    String describe(int function) {
        try {
            return FunctionReport.of(module, instanceClass, names, function);
        } catch (TooComplexException e) {
            throw tooLarge(names.functionClass(function), names.method(function), e.getMessage());
        }
    }

    private byte[] functions(String name, int from, int to, boolean large) {
        byte[] written = parts.remove(name);
        if (written != null) {
            return written;
        }
        Targets targets = new Targets(names.sourceFile());
        FunctionCompiler compiler = new FunctionCompiler(instanceClass, names);
        int end = Math.min(to, module.functionCount());
        for (int function = Math.max(from, module.importedFunctionCount()); function < end; function++) {
            if (names.large(function) == large) {
                compiler.compile(FunctionShape.of(module, names, function), targets);
            }
        }
        byte[] bytes = targets.builders.remove(name).toByteArray();
        for (Map.Entry<String, ClassBuilder> part : targets.builders.entrySet()) {
            byte[] partBytes = part.getValue().toByteArray();
            store.keep(variant, part.getKey(), partBytes);
            parts.put(part.getKey(), partBytes);
        }
        return bytes;
    }

    /** The classes that functions are written to. */
    private static final class Targets implements Function<String, ClassBuilder> {
        private final Map<String, ClassBuilder> builders = new HashMap<>();
        private final String sourceFile;

        Targets(String sourceFile) {
            this.sourceFile = sourceFile;
        }

        @Override
        public ClassBuilder apply(String name) {
            ClassBuilder known = builders.get(name);
            if (known == null) {
                known = new ClassBuilder(name, "java/lang/Object", sourceFile);
                builders.put(name, known);
            }
            return known;
        }
    }

    private LimitExceededException tooLarge(String className, String method, String why) {
        int function = names.functionOf(className, method);
        String guest = module.name().orElse("wasm");
        String subject =
                function < 0 ? className : "function " + module.functionName(function) + " (#" + function + ")";
        return new LimitExceededException(
                guest, "functionSize", subject + " of " + guest + " is too large for the JVM: " + why);
    }
}
