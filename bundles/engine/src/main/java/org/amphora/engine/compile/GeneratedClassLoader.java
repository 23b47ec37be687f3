package org.amphora.engine.compile;

import org.amphora.engine.runtime.ModuleInstance;
import org.amphora.engine.runtime.gc.ArrayObject;
import org.amphora.engine.runtime.simd.V128;

/**
 * A loader of classes that are generated when the JVM first asks for them. It does not ask its parent for these: nothing
 * else may take their place, and a parent that does not find a class says so by an exception, which is slow.
 */
abstract class GeneratedClassLoader extends ClassLoader {
    private static final String PREFIX = Names.PACKAGE.replace('/', '.');

    GeneratedClassLoader(String name) {
        super(name, GeneratedClassLoader.class.getClassLoader());
        openEngineTo(getUnnamedModule());
    }

    /** On the module path, generated classes may use what the engine does not export to anybody else. */
    static void openEngineTo(Module generated) {
        Module engine = GeneratedClassLoader.class.getModule();
        engine.addExports(ModuleInstance.class.getPackageName(), generated);
        engine.addExports(V128.class.getPackageName(), generated);
        engine.addExports(ArrayObject.class.getPackageName(), generated);
        engine.addExports(GeneratedClassLoader.class.getPackageName(), generated);
        engine.addReads(generated);
    }

    @Override
    protected final Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        if (!name.startsWith(PREFIX)) {
            return super.loadClass(name, resolve);
        }
        synchronized (getClassLoadingLock(name)) {
            Class<?> loaded = findLoadedClass(name);
            return loaded != null ? loaded : findClass(name);
        }
    }

    @Override
    protected abstract Class<?> findClass(String name) throws ClassNotFoundException;
}
