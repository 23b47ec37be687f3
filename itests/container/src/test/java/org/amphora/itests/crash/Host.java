package org.amphora.itests.crash;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.jar.Manifest;
import org.amphora.api.HostFunction;
import org.amphora.api.TextFormat;
import org.amphora.api.Trap;
import org.amphora.api.guest.Guest;
import org.amphora.api.guest.GuestConstants;
import org.amphora.api.guest.GuestRegistry;
import org.amphora.api.guest.dto.GuestDTO;
import org.amphora.api.whiteboard.WasmWhiteboardConstants;
import org.amphora.itests.driver.ClassPath;
import org.apache.felix.framework.FrameworkFactory;
import org.osgi.framework.AllServiceListener;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.PrototypeServiceFactory;
import org.osgi.framework.ServiceEvent;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.ServiceRegistration;
import org.osgi.framework.launch.Framework;

/**
 * A JVM with guests that is made to be killed. It reads commands, a line each, and answers each with a line; at the stage that it
 * was told it stops whoever comes by and says so.
 */
public final class Host {
    /** What lines of the conversation begin with, so that nobody takes a line of a log for one. */
    static final String SAYS = "host: ";

    static final String HERE = "here";

    private static final String[] BUNDLES = {
        "org.osgi.util.function",
        "org.osgi.util.promise",
        "org.osgi.service.component",
        "org.apache.felix.configadmin",
        "org.apache.felix.scr",
        "org.apache.felix.fileinstall",
        "org.objectweb.asm",
        "org.amphora.binary",
        "org.amphora.text",
        "org.amphora.engine",
        "org.amphora.guests",
        "org.amphora.deployer"
    };

    private final BundleContext context;
    private final Set<String> seen = ConcurrentHashMap.newKeySet();
    private volatile Stage stopAt;

    private Host(BundleContext context) {
        this.context = context;
    }

    /**
     * Of its own process.
     *
     * @param arguments the storage of the framework, and the folder to be watched
     */
    public static void main(String[] arguments) throws Exception {
        Framework framework = new FrameworkFactory()
                .newFramework(Map.of(
                        Constants.FRAMEWORK_STORAGE,
                        arguments[0],
                        Constants.FRAMEWORK_SYSTEMPACKAGES_EXTRA,
                        apiPackages(),
                        "felix.fileinstall.dir",
                        arguments[1],
                        "felix.fileinstall.tmpdir",
                        Path.of(arguments[0], "tmp").toString(),
                        "felix.fileinstall.poll",
                        "100",
                        "felix.fileinstall.noInitialDelay",
                        "true",
                        "felix.fileinstall.log.level",
                        "1"));
        framework.init();
        Host host = new Host(framework.getBundleContext());
        host.register();
        if (host.context.getBundles().length == 1) {
            List<Bundle> bundles = new ArrayList<>();
            for (String name : BUNDLES) {
                bundles.add(host.context.installBundle("reference:" + ClassPath.url(name)));
            }
            framework.start();
            for (Bundle bundle : bundles) {
                bundle.start();
            }
        } else {
            framework.start();
        }
        host.obey();
    }

    /** The api is that of the class path, so that this side and the bundles mean the same. */
    private static String apiPackages() throws IOException {
        URL manifest = new URL("jar:" + ClassPath.url("org.amphora.api") + "!/META-INF/MANIFEST.MF");
        try (InputStream in = manifest.openStream()) {
            return new Manifest(in).getMainAttributes().getValue(Constants.EXPORT_PACKAGE);
        }
    }

    /** What guests come by while they are staged. */
    private void register() {
        for (Stage place : EnumSet.of(Stage.START, Stage.PROBE, Stage.SAVE, Stage.LOAD, Stage.DRAIN)) {
            register(place.name(), (HostFunction) (caller, stack) -> {
                seen.add(caller.name() + " " + place);
                pass(place);
            });
        }
        register("more", (HostFunction) (caller, stack) -> {});
        PrototypeServiceFactory<HostFunction> linked = new PrototypeServiceFactory<>() {
            @Override
            public HostFunction getService(Bundle bundle, ServiceRegistration<HostFunction> registration) {
                pass(Stage.LINK);
                return (caller, stack) -> {};
            }

            @Override
            public void ungetService(
                    Bundle bundle, ServiceRegistration<HostFunction> registration, HostFunction service) {}
        };
        register(Stage.LINK.name(), linked);
        AllServiceListener listener = event -> {
            boolean swapped = event.getType() == ServiceEvent.MODIFIED
                    && event.getServiceReference().getProperty(GuestConstants.WASM_GUEST_GENERATION) != null;
            if (swapped) {
                pass(Stage.AFTER_SWAP);
            }
        };
        context.addServiceListener(listener);
        TextFormat own = TextFormat.find().orElseThrow();
        ServiceRegistration<TextFormat> unused = context.registerService(
                TextFormat.class,
                new TextFormat() {
                    @Override
                    public byte[] toBinary(byte[] text, Option... options) {
                        pass(Stage.PARSE);
                        return own.toBinary(text, options);
                    }

                    @Override
                    public String toText(byte[] binary) {
                        return own.toText(binary);
                    }

                    @Override
                    public void toText(byte[] binary, Appendable out) throws IOException {
                        own.toText(binary, out);
                    }
                },
                FrameworkUtil.asDictionary(Map.of(Constants.SERVICE_RANKING, 1)));
    }

    /** A host function without parameters. */
    private void register(String name, Object service) {
        String function = name.toLowerCase(Locale.ROOT);
        ServiceRegistration<?> unused = context.registerService(
                HostFunction.class.getName(),
                service,
                FrameworkUtil.asDictionary(Map.of(
                        WasmWhiteboardConstants.WASM_HOST_MODULE,
                        "crash",
                        WasmWhiteboardConstants.WASM_HOST_NAME,
                        function,
                        WasmWhiteboardConstants.WASM_HOST_SIGNATURE,
                        function + ":-")));
    }

    /** Somebody comes by; if it is where somebody is to be stopped, nothing but a kill goes on from here. */
    private void pass(Stage place) {
        if (place != stopAt) {
            return;
        }
        say(HERE);
        while (true) {
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException e) {
                say("interrupted");
            }
        }
    }

    private static synchronized void say(String line) {
        System.out.println(SAYS + line);
        System.out.flush();
    }

    private void obey() throws IOException, InterruptedException {
        say("started");
        BufferedReader commands = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = commands.readLine(); line != null; line = commands.readLine()) {
            String[] words = line.split(" ", -1);
            switch (words[0]) {
                case "status" -> say(status(words[1]));
                case "seen" -> say(String.valueOf(seen.contains(words[1] + " " + words[2])));
                case "inside" -> say(String.valueOf(isInside(words[1])));
                case "stop-at" -> {
                    stopAt = Stage.valueOf(words[1]);
                    say("ok");
                }
                case "begin" -> {
                    Thread caller = new Thread(() -> guest(words[1]).call(words[2]), "caller");
                    caller.setDaemon(true);
                    caller.start();
                    say("ok");
                }
                case "fail" -> {
                    boolean trapped = false;
                    try {
                        long[] unused = guest(words[1]).call("fail");
                    } catch (Trap e) {
                        trapped = true;
                    }
                    say(String.valueOf(trapped));
                }
                default -> say("what is " + line + "?");
            }
        }
    }

    /** Its state, what it answers to the question for its version, and why newer content does not serve. */
    private String status(String name) {
        GuestRegistry registry = service(GuestRegistry.class, null);
        if (registry == null) {
            return "no registry";
        }
        for (GuestDTO dto : registry.getGuests()) {
            if (dto.name.equals(name)) {
                Guest guest = guest(name);
                String version = guest == null ? "-" : String.valueOf(guest.call("version")[0]);
                return dto.state + " " + version + " " + (dto.failure == null ? "-" : dto.failure.reasonName);
            }
        }
        return "unknown";
    }

    private Guest guest(String name) {
        return service(Guest.class, "(" + GuestConstants.WASM_GUEST_NAME + "=" + name + ")");
    }

    /** Services of bundles that have the class as well would be of no use by the framework's own judgement. */
    private <T> T service(Class<T> type, String filter) {
        try {
            ServiceReference<?>[] references = context.getAllServiceReferences(type.getName(), filter);
            return references == null ? null : type.cast(context.getService(references[0]));
        } catch (InvalidSyntaxException e) {
            throw new IllegalArgumentException(e);
        }
    }

    /** Whether the thread that stages comes to a method of that class within a second. */
    private static boolean isInside(String type) throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(1);
        while (System.nanoTime() < end) {
            for (Map.Entry<Thread, StackTraceElement[]> thread :
                    Thread.getAllStackTraces().entrySet()) {
                boolean inside = thread.getKey().getName().equals("amphora-guests-staging")
                        && Arrays.stream(thread.getValue())
                                .anyMatch(frame -> frame.getClassName().equals("org.amphora.guests." + type));
                if (inside) {
                    return true;
                }
            }
            Thread.sleep(1);
        }
        return false;
    }
}
