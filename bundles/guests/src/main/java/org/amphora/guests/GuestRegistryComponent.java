package org.amphora.guests;

import java.io.File;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.amphora.api.Engine;
import org.amphora.api.guest.GuestRegistry;
import org.amphora.api.guest.dto.GuestDTO;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleEvent;
import org.osgi.framework.BundleListener;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.Designate;

/** The guest registry of a framework, for as long as there is an engine. */
@Component(
        service = {GuestRegistry.class, GuestRegistryComponent.class},
        configurationPid = "org.amphora.guests",
        immediate = true)
@Designate(ocd = RegistryOptions.class)
public final class GuestRegistryComponent implements GuestRegistry {
    private final BundleContext context;
    private final Guests guests;
    private final WhiteboardHostFunctions hostFunctions;
    private final BundleListener bundles;
    private final EventAdminSteps events;
    private final FlightRecorderSteps recording = new FlightRecorderSteps();

    /** For declarative services. */
    @Activate
    public GuestRegistryComponent(BundleContext context, @Reference Engine engine, RegistryOptions options) {
        this.context = context;
        this.events = new EventAdminSteps(context);
        Changes hostFunctionChanges = new Changes();
        this.hostFunctions = new WhiteboardHostFunctions(context, hostFunctionChanges);
        File folder = context.getDataFile("last-good");
        this.guests = new Guests(
                engine,
                hostFunctions,
                new WiredInterfaces(context),
                new RegisteredGuestServices(context),
                new LastGood(folder == null ? null : folder.toPath()),
                Timing.defaults());
        guests.journal().tellAlso(events);
        guests.journal().tellAlso(recording);
        modified(options);
        hostFunctionChanges.target = guests.debounced(guests::hostFunctionsChanged);
        Runnable interfaceChanges = guests.debounced(guests::interfacesChanged);
        this.bundles = event -> {
            if (event.getType() == BundleEvent.RESOLVED || event.getType() == BundleEvent.UNRESOLVED) {
                interfaceChanges.run();
            }
        };
        guests.start();
        hostFunctions.open();
        context.addBundleListener(bundles);
    }

    /** Taken over in place: a new registry would have to stage all guests again. */
    @Modified
    void modified(RegistryOptions options) {
        guests.budget(options.memory_budget());
    }

    @Deactivate
    void deactivate() {
        context.removeBundleListener(bundles);
        guests.stop();
        hostFunctions.close();
        events.close();
        recording.close();
    }

    @Override
    public GuestDTO deploy(String name, Path file) {
        return guests.deploy(name, file);
    }

    @Override
    public GuestDTO deploy(String name, byte[] binary, String source) {
        return guests.deploy(name, binary, source);
    }

    @Override
    public GuestDTO reset(String name) {
        return guests.reset(name);
    }

    @Override
    public GuestDTO approve(String name) {
        return guests.approve(name);
    }

    @Override
    public void undeploy(String name) {
        guests.undeploy(name);
    }

    @Override
    public GuestDTO[] getGuests() {
        return guests.getGuests();
    }

    void configure(String name, Map<String, ?> properties) {
        guests.configure(name, properties);
    }

    void unconfigure(String name) {
        guests.unconfigure(name);
    }

    /** The guests of bundles, which are made in this registry. */
    BundleGuests bundleGuests(Housekeeper housekeeper, Duration linger) {
        return new BundleGuests(guests, housekeeper, linger);
    }

    /** Breaks the circle of who tells whom: the whiteboard is made before the guests. */
    private static final class Changes implements Runnable {
        private volatile Runnable target = () -> {};

        @Override
        public void run() {
            target.run();
        }
    }
}
