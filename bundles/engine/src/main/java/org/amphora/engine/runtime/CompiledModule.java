package org.amphora.engine.runtime;

import java.io.IOException;
import java.lang.invoke.MethodHandle;
import org.amphora.api.Aggregate;
import org.amphora.api.ClassSink;
import org.amphora.api.WasmFrame;
import org.amphora.binary.module.ModuleDefinition;

/** A module as classes of the JVM. Thread-safe; its classes live as long as it or one of its instances is reachable. */
public interface CompiledModule {
    /** What was compiled. */
    ModuleDefinition definition();

    /** An instance of the class generated for the module; {@link ModuleInstance#link} was not called yet. */
    ModuleInstance newInstance(InstanceParts parts);

    /**
     * A function that the module defines, to be called from other instances or from Java.
     *
     * @return of type {@code (P..., ModuleInstance caller, ModuleInstance callee)R}, where {@code P} are the parameters
     *     and {@code R} the first result or void; further results are left in the caller
     */
    MethodHandle handle(int functionIndex);

    /**
     * A structure or an empty array of type {@code typeIndex}, to make others of the type from; not to be changed. Always
     * the same.
     */
    Aggregate prototype(int typeIndex);

    /** The function that a line of a Java stack trace stands for, or null if it is none of this module's. */
    WasmFrame frame(StackTraceElement element);

    /** Generates all classes. */
    void generate(ClassSink sink) throws IOException;

    /** A function and what becomes of it, as text for people. */
    String describe(int functionIndex);

    /** Switches on or off that guest code looks at {@link ModuleInstance#poll} at back-edges and on entry. */
    void interruption(boolean on);
}
