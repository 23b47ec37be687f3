package org.amphora.engine.facade;

import org.amphora.api.Instance;

/**
 * Defines the classes that are generated for a type. They see what it sees, and the api: an interface that names only
 * numbers may live where the api is not visible.
 */
final class FacadeLoader extends ClassLoader {
    private static final String API = Instance.class.getPackageName() + ".";

    /**
     * @throws IllegalArgumentException if generated classes may not use {@code type}
     */
    FacadeLoader(Class<?> type) {
        super("amphora-facade", type.getClassLoader());
        if (!type.getModule().isExported(type.getPackageName(), getUnnamedModule())) {
            throw new IllegalArgumentException((type.isInterface() ? "interface " : "class ") + type.getName()
                    + " is not accessible: " + type.getModule() + " does not export package " + type.getPackageName());
        }
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        return name.startsWith(API)
                ? Class.forName(name, false, Instance.class.getClassLoader())
                : super.loadClass(name, resolve);
    }

    Class<?> define(String name, byte[] classFile) {
        return defineClass(name, classFile, 0, classFile.length);
    }
}
