package org.amphora.engine.compile;

import java.lang.invoke.CallSite;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import org.amphora.api.DefinedType;
import org.amphora.engine.runtime.gc.ArrayObject;
import org.objectweb.asm.Handle;
import org.objectweb.asm.Opcodes;

/** What generated code asks for when it is linked: call sites and constants. Called by the JVM alone. */
public final class Bootstraps {
    private static final int CHUNK = 8_000;

    private Bootstraps() {}

    /** The call site that tells whether guest code must look for a cancellation; one for all code of a module. */
    public static CallSite interruption(MethodHandles.Lookup lookup, String name, MethodType type) {
        return loader(lookup).interruption();
    }

    /** Type {@code index} of the module. */
    public static DefinedType type(MethodHandles.Lookup lookup, String name, Class<?> type, int index) {
        return loader(lookup).definition().type(index);
    }

    /** The type that a class of structures or arrays was generated for. */
    public static DefinedType ownType(MethodHandles.Lookup lookup, String name, Class<?> type) {
        Class<?> caller = lookup.lookupClass();
        return ((TypeClassLoader) caller.getClassLoader()).type(caller.getName().replace('.', '/'));
    }

    /** What arrays of type {@code index} of the module are made from. */
    public static ArrayObject prototype(MethodHandles.Lookup lookup, String name, Class<?> type, int index) {
        return (ArrayObject) loader(lookup).names().types().prototype(index);
    }

    /** An array whose numbers stand in strings, two characters each. */
    public static int[] intArray(MethodHandles.Lookup lookup, String name, Class<?> type, String... chunks) {
        String all = String.join("", chunks);
        int[] numbers = new int[all.length() / 2];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = all.charAt(2 * i) << 16 | all.charAt(2 * i + 1);
        }
        return numbers;
    }

    private static GuestClassLoader loader(MethodHandles.Lookup lookup) {
        return (GuestClassLoader) lookup.lookupClass().getClassLoader();
    }

    private static Handle handle(String name, String returns, String arguments) {
        return new Handle(
                Opcodes.H_INVOKESTATIC,
                Names.BOOTSTRAPS,
                name,
                "(Ljava/lang/invoke/MethodHandles$Lookup;Ljava/lang/String;" + arguments + ")" + returns,
                false);
    }

    /** Writes the question whether guest code must look for a cancellation: an int that is not 0 if so. */
    static void interruption(CodeBuilder code) {
        code.invokeDynamic(
                "interruption",
                "()Z",
                handle("interruption", "Ljava/lang/invoke/CallSite;", "Ljava/lang/invoke/MethodType;"));
    }

    /** Pushes type {@code index} of the module. */
    static void type(CodeBuilder code, int index) {
        code.dynamicConstant(
                "type",
                "Lorg/amphora/api/DefinedType;",
                handle("type", "Lorg/amphora/api/DefinedType;", "Ljava/lang/Class;I"),
                index);
    }

    /** Pushes the type of the class that the code is in. */
    static void ownType(CodeBuilder code) {
        code.dynamicConstant(
                "type",
                "Lorg/amphora/api/DefinedType;",
                handle("ownType", "Lorg/amphora/api/DefinedType;", "Ljava/lang/Class;"));
    }

    /** Pushes what arrays of type {@code index} of the module are made from. */
    static void prototype(CodeBuilder code, int index) {
        code.dynamicConstant(
                "prototype",
                "L" + Names.ARRAY + ";",
                handle("prototype", "L" + Names.ARRAY + ";", "Ljava/lang/Class;I"),
                index);
    }

    /** Pushes a constant array. */
    static void intArray(CodeBuilder code, int[] numbers) {
        Object[] chunks = new Object[(numbers.length + CHUNK - 1) / CHUNK];
        for (int chunk = 0; chunk < chunks.length; chunk++) {
            StringBuilder text = new StringBuilder();
            for (int i = chunk * CHUNK; i < Math.min(numbers.length, (chunk + 1) * CHUNK); i++) {
                text.append((char) (numbers[i] >>> 16)).append((char) numbers[i]);
            }
            chunks[chunk] = text.toString();
        }
        code.dynamicConstant(
                "intArray", "[I", handle("intArray", "[I", "Ljava/lang/Class;[Ljava/lang/String;"), chunks);
    }
}
