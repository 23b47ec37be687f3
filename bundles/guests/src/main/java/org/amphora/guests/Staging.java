package org.amphora.guests;

import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.concurrent.atomic.AtomicBoolean;
import org.amphora.api.ClassSource;
import org.amphora.api.Engine;
import org.amphora.api.FunctionType;
import org.amphora.api.Instance;
import org.amphora.api.LinkException;
import org.amphora.api.Linker;
import org.amphora.api.NoSuchExportException;
import org.amphora.api.Phase;
import org.amphora.api.WasmModule;
import org.amphora.api.guest.GuestConstants;

/**
 * The way from a source of content to a generation that could serve: read, compile, link, start, compare with the
 * interface. Nothing here touches what serves; whatever fails becomes a {@link Rejection}, and what was made is closed.
 */
final class Staging {
    private static final String INITIALIZE = "_initialize";
    private static final FunctionType NOTHING = FunctionType.parse("-");

    private final Engine engine;
    private final HostFunctions hostFunctions;
    private final Interfaces interfaces;
    private final LastGood lastGood;
    private final MemoryBudget budget;

    Staging(Engine engine, HostFunctions hostFunctions, Interfaces interfaces, LastGood lastGood, MemoryBudget budget) {
        this.engine = engine;
        this.hostFunctions = hostFunctions;
        this.interfaces = interfaces;
        this.lastGood = lastGood;
        this.budget = budget;
    }

    /**
     * Reads and compiles.
     *
     * @param latest the latest content, or null; if its bytes are the same it is not compiled again
     */
    Candidate compile(String guest, ContentSource source, Candidate latest) throws Rejection {
        byte[] binary = read(guest, source);
        String digest = sha256(binary);
        if (latest != null && latest.digest().equals(digest)) {
            return new Candidate(source.description(), latest.module().retain());
        }
        try {
            ClassSource classes = source.classes();
            WasmModule module = classes == null ? engine.compile(binary) : engine.compile(binary, classes);
            Candidate compiled = new Candidate(source.description(), new SharedModule(module));
            lastGood.keep(guest, compiled.digest(), binary);
            return compiled;
        } catch (RuntimeException | Error e) {
            throw new Rejection(guest, source.description(), digest, Reason.of(e), details(e), e);
        }
    }

    private static byte[] read(String guest, ContentSource source) throws Rejection {
        try {
            return source.read();
        } catch (IOException | RuntimeException e) {
            throw new Rejection(guest, source.description(), null, Reason.UNREADABLE, details(e), e);
        }
    }

    static String sha256(byte[] binary) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(binary));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /** The interface that a guest is to be registered as; null if none is configured. */
    Class<?> interfaceOf(GuestConfiguration configuration, Candidate candidate) throws Rejection {
        if (configuration.interfaceName().isEmpty()) {
            return null;
        }
        try {
            return interfaces.find(configuration.interfaceName().get());
        } catch (ClassNotFoundException | LinkageError e) {
            throw reject(configuration, candidate, Reason.INTERFACE_UNAVAILABLE, e);
        }
    }

    /** Links and starts; the result has one instance, and nobody calls it yet. */
    Generation link(long number, GuestConfiguration configuration, Class<?> type, Candidate candidate)
            throws Rejection {
        String refused =
                configuration.permissions().refused(candidate.module().module().imports());
        if (!refused.isEmpty()) {
            throw new Rejection(
                    configuration.name(),
                    candidate.source(),
                    candidate.digest(),
                    Reason.IMPORT_DENIED,
                    refused + "; " + GuestConstants.WASM_GUEST_IMPORTS + " allows " + configuration.permissions(),
                    null);
        }
        Generation generation = new Generation(
                number,
                configuration,
                type,
                candidate.module(),
                budget.claim(configuration, candidate),
                this::instantiate);
        boolean done = false;
        try {
            Instance first = generation.start();
            if (type != null) {
                fit(configuration, candidate, first, type);
            }
            if (configuration.probe() != null) {
                probe(generation, candidate, first);
            }
            done = true;
            return generation;
        } catch (RuntimeException | Error e) {
            throw reject(configuration, candidate, reason(e), e);
        } finally {
            if (!done) {
                generation.dispose();
            }
        }
    }

    private static void fit(GuestConfiguration configuration, Candidate candidate, Instance first, Class<?> type)
            throws Rejection {
        try {
            first.as(type);
        } catch (NoSuchExportException | IllegalArgumentException e) {
            throw reject(configuration, candidate, Reason.INTERFACE_MISMATCH, e);
        }
    }

    /** Asks the instance itself whether it is fit to serve. */
    private static void probe(Generation generation, Candidate candidate, Instance first) throws Rejection {
        GuestConfiguration configuration = generation.configuration();
        String probe = configuration.probe();
        generation.phase(Phase.PROBE);
        try {
            long[] result = first.function(probe).call();
            if (result.length > 0 && result[0] != 0) {
                throw new IllegalArgumentException(probe + " returned " + (int) result[0] + "; 0 would be right");
            }
        } catch (RuntimeException | Error e) {
            throw reject(configuration, candidate, Reason.PROBE_FAILED, e);
        }
    }

    private Instance instantiate(Generation generation) {
        GuestConfiguration configuration = generation.configuration();
        Linker linker = configuration
                .permissions()
                .restrict(engine.linker(), generation.module().imports());
        AtomicBoolean ready = new AtomicBoolean();
        Instance instance = linker.instantiate(
                generation.module(),
                configuration.instanceConfig().phase(() -> ready.get() ? generation.phase() : Phase.START));
        boolean done = false;
        try {
            initialize(instance);
            ready.set(true);
            if (!generation.module().imports().isEmpty()) {
                generation.bound(hostFunctions.providersOf(configuration.name(), generation.digest()));
            }
            done = true;
            return instance;
        } finally {
            if (!done) {
                instance.close();
            }
        }
    }

    /** A WASI reactor has a function that its host must call before any other. */
    private static void initialize(Instance instance) {
        boolean reactor = instance.exports().stream()
                .anyMatch(export ->
                        export.name().equals(INITIALIZE) && export.type().equals(NOTHING));
        if (reactor) {
            instance.function(INITIALIZE).call();
        }
    }

    private Reason reason(Throwable failure) {
        if (failure instanceof LinkException link) {
            boolean offered =
                    !link.imports().isEmpty() && link.imports().stream().allMatch(hostFunctions::offers);
            return offered ? Reason.IMPORT_TYPE : Reason.IMPORT_UNRESOLVED;
        }
        return Reason.of(failure);
    }

    static Rejection reject(GuestConfiguration configuration, Candidate candidate, Reason reason, Throwable cause) {
        return new Rejection(
                configuration.name(), candidate.source(), candidate.digest(), reason, details(cause), cause);
    }

    static String details(Throwable failure) {
        boolean speaksForItself = failure instanceof org.amphora.api.WasmException
                || failure instanceof IllegalArgumentException
                || failure.getClass() == IOException.class
                || failure instanceof ChangedWhileReadException
                || failure instanceof ClassNotFoundException;
        return speaksForItself && failure.getMessage() != null ? failure.getMessage() : failure.toString();
    }
}
