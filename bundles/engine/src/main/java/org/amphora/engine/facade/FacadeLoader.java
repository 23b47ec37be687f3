package org.amphora.engine.facade;

import org.amphora.api.Instance;

/**
 * Defines one facade class. It sees what the interface sees, and the api: an interface that names only numbers may live
 * where the api is not visible.
 */
final class FacadeLoader extends ClassLoader {
    private static final String API = Instance.class.getPackageName() + ".";

    FacadeLoader(Class<?> type) {
        super("amphora-facade", type.getClassLoader());
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
