package org.amphora.engine;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.System.Logger.Level;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;

/** Tells engines apart whose generated code may differ. */
final class EngineIdentity {
    private EngineIdentity() {}

    /** The digest of the jar that the engine is in; none if it is in none, or the jar cannot be read. */
    static Optional<String> ofJar() {
        CodeSource source = EngineIdentity.class.getProtectionDomain().getCodeSource();
        if (source == null || source.getLocation() == null) {
            return Optional.empty();
        }
        try {
            Path jar = Path.of(source.getLocation().toURI());
            if (Files.isRegularFile(jar)) {
                return Optional.of(digest(jar));
            }
            System.getLogger(EngineIdentity.class.getName())
                    .log(Level.INFO, "no class cache: the engine is in no jar, but in {0}", jar);
            return Optional.empty();
        } catch (IOException | URISyntaxException | IllegalArgumentException e) {
            System.getLogger(EngineIdentity.class.getName())
                    .log(Level.WARNING, "no class cache: " + source.getLocation() + " cannot be read", e);
            return Optional.empty();
        }
    }

    private static String digest(Path file) throws IOException {
        MessageDigest digest;
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JVM has SHA-256", e);
        }
        try (InputStream in = new DigestInputStream(Files.newInputStream(file), digest)) {
            in.transferTo(OutputStream.nullOutputStream());
        }
        return HexFormat.of().formatHex(digest.digest());
    }
}
