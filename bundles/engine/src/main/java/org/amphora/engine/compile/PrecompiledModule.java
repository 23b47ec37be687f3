package org.amphora.engine.compile;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import org.amphora.api.ClassSink;
import org.amphora.api.ClassSource;
import org.amphora.binary.module.ModuleDefinition;
import org.amphora.engine.runtime.CodeVariant;

/**
 * The classes of a module that were generated all at once, at build time. A seal tells which module they belong to, and
 * which engine wrote them; with another one they count as absent. What is absent is looked for in a second store. Thread-safe.
 */
final class PrecompiledModule implements ClassStore {
    private static final String SEAL = "seal";

    /** The classes of one source, in front of others. */
    static final class Stores implements ClassStores {
        private final ClassSource source;
        private final ClassStores others;

        Stores(ClassSource source, ClassStores others) {
            this.source = source;
            this.others = others;
        }

        @Override
        public ClassStore of(ModuleDefinition module) {
            return new PrecompiledModule(source, module, others.of(module));
        }
    }

    private final ClassSource source;
    private final ClassStore others;
    private final boolean sealed;

    /** What {@code source} has of {@code module}. */
    PrecompiledModule(ClassSource source, ModuleDefinition module, ClassStore others) {
        this.source = source;
        this.others = others;
        byte[] seal = read(SEAL);
        sealed = seal != null && new String(seal, StandardCharsets.UTF_8).equals(sealOf(module));
        if (!sealed) {
            String why = seal == null ? "are absent" : "belong to another engine or to another module";
            String name = module.name().orElse("wasm");
            StoreLog.log(Level.INFO, name + ": its generated classes " + why + ", they are generated anew", null);
        }
    }

    /** Writes what tells the classes of {@code module} from others. */
    static void writeSeal(ModuleDefinition module, ClassSink sink) throws IOException {
        sink.write(SEAL, sealOf(module).getBytes(StandardCharsets.UTF_8));
    }

    private static String sealOf(ModuleDefinition module) {
        return "engine " + EngineIdentity.get() + "\nmodule " + module.digest() + "\n";
    }

    @Override
    public boolean valid() {
        return sealed || others.valid();
    }

    @Override
    public void noteValid() {
        others.noteValid();
    }

    @Override
    public byte[] find(CodeVariant variant, String internalName) {
        byte[] bytes = sealed ? read(ClassStore.path(variant, internalName)) : null;
        return bytes != null ? bytes : others.find(variant, internalName);
    }

    @Override
    public void keep(CodeVariant variant, String internalName, byte[] bytes) {
        others.keep(variant, internalName, bytes);
    }

    private byte[] read(String name) {
        try {
            return source.read(name);
        } catch (IOException e) {
            StoreLog.log(Level.WARNING, "generated class " + name + " cannot be read, it is generated anew", e);
            return null;
        }
    }
}
