package org.amphora.engine.compile;

import java.lang.ref.WeakReference;
import java.util.Map;
import java.util.WeakHashMap;
import java.util.concurrent.ConcurrentHashMap;
import org.amphora.api.Aggregate;
import org.amphora.binary.type.ArrayType;
import org.amphora.binary.type.CanonicalType;
import org.amphora.binary.type.RecursionGroup;
import org.amphora.binary.type.StructType;

/**
 * The loader of the classes of a recursion group's structures and arrays. All modules that use the group share it: a cast
 * between modules is a cast between classes. It goes with the last of them and the last object.
 */
final class TypeClassLoader extends GeneratedClassLoader {
    /** What the names of all classes of structures and arrays begin with. */
    static final String PREFIX = Names.PACKAGE + "Type";

    /** Loaders keep their groups, not the other way round: who uses a loader holds it. */
    private static final Map<RecursionGroup, WeakReference<TypeClassLoader>> LOADERS = new WeakHashMap<>();

    private final RecursionGroup group;
    private final String prefix;

    /** The loaders of supertypes in other groups, by prefix. */
    private final Map<String, TypeClassLoader> others = new ConcurrentHashMap<>();

    private final Map<Integer, Aggregate> prototypes = new ConcurrentHashMap<>();

    static {
        registerAsParallelCapable();
    }

    private TypeClassLoader(RecursionGroup group) {
        super("type#" + group.digest());
        this.group = group;
        this.prefix = prefixOf(group);
    }

    /** The one loader for {@code group}, as long as somebody holds it. */
    static TypeClassLoader of(RecursionGroup group) {
        synchronized (LOADERS) {
            WeakReference<TypeClassLoader> known = LOADERS.get(group);
            TypeClassLoader loader = known == null ? null : known.get();
            if (loader == null) {
                loader = new TypeClassLoader(group);
                LOADERS.put(group, new WeakReference<>(loader));
            }
            return loader;
        }
    }

    /**
     * What the names of the classes of a group begin with. They follow from the structure of its types, so that code that
     * names them can be kept for another JVM.
     */
    static String prefixOf(RecursionGroup group) {
        return PREFIX + group.digest() + "_";
    }

    /** What the name of a class begins with, whatever loader has it. */
    static String prefixOf(String internalName) {
        return internalName.substring(0, internalName.lastIndexOf('_') + 1);
    }

    /** What the names of all classes of this loader begin with. */
    String prefix() {
        return prefix;
    }

    /** The class of a member. */
    String className(int member) {
        return prefix + member;
    }

    /** The type that a class stands for. */
    CanonicalType type(String internalName) {
        return group.member(Integer.parseInt(internalName.substring(prefix.length())));
    }

    /** A structure or an empty array of a member's type, always the same. */
    Aggregate prototype(int member) {
        return prototypes.computeIfAbsent(member, this::newPrototype);
    }

    private Aggregate newPrototype(int member) {
        try {
            Class<?> type = loadClass(className(member).replace('/', '.'));
            Object made = group.member(member).composite() instanceof StructType
                    ? type.getMethod(StructClass.FRESH).invoke(null)
                    : type.getMethod(ArrayClass.FRESH, int.class).invoke(null, 0);
            return (Aggregate) made;
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("a generated class is not as it was generated", e);
        }
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
        String internal = name.replace('.', '/');
        if (internal.startsWith(prefix)) {
            byte[] bytes = generate(type(internal), internal);
            return defineClass(name, bytes, 0, bytes.length);
        }
        TypeClassLoader other = others.get(prefixOf(internal));
        if (other == null) {
            throw new ClassNotFoundException(name);
        }
        return other.loadClass(name);
    }

    private byte[] generate(CanonicalType type, String name) {
        CanonicalType supertype = type.supertype().orElse(null);
        if (type.composite() instanceof StructType struct) {
            int inherited = supertype == null
                    ? 0
                    : ((StructType) supertype.composite()).fields().size();
            String superclass = supertype == null ? Names.STRUCT : className(supertype);
            return new StructClass(name, superclass, struct, inherited, type.isFinal()).generate(struct);
        }
        Storage storage = Storage.of(((ArrayType) type.composite()).element());
        String superclass = supertype == null ? storage.arrayClass : className(supertype);
        return new ArrayClass(name, superclass, storage, type.isFinal()).generate();
    }

    private String className(CanonicalType type) {
        TypeClassLoader loader = type.group() == group ? this : of(type.group());
        if (loader != this) {
            others.put(loader.prefix, loader);
        }
        return loader.className(type.index());
    }
}
