package org.amphora.guests;

import java.util.HashMap;
import java.util.Map;
import org.amphora.api.guest.GuestConstants;
import org.osgi.framework.Constants;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.Designate;

/** Stands for one configuration of a guest, and hands it to the registry. */
@Component(
        service = {},
        configurationPid = GuestConstants.GUEST_FACTORY_PID,
        configurationPolicy = ConfigurationPolicy.REQUIRE)
@Designate(ocd = GuestOptions.class, factory = true)
public final class GuestConfigurationComponent {
    /** {@code ComponentConstants.DEACTIVATION_REASON_CONFIGURATION_DELETED}, of a package that is not imported. */
    private static final int CONFIGURATION_DELETED = 4;

    private final GuestRegistryComponent registry;
    private String name;

    /**
     * For declarative services.
     *
     * @throws IllegalArgumentException if the configuration does not say which guest it is for
     */
    @Activate
    public GuestConfigurationComponent(@Reference GuestRegistryComponent registry, Map<String, Object> properties) {
        this.registry = registry;
        modified(properties);
    }

    @Modified
    void modified(Map<String, Object> properties) {
        String latest = nameOf(properties);
        if (name != null && !name.equals(latest)) {
            registry.unconfigure(name);
        }
        name = latest;
        registry.configure(latest, new HashMap<>(properties));
    }

    /** Only who deletes it takes the configuration away: while all is stopped, no guest is to go on without its limits. */
    @Deactivate
    void deactivate(int reason) {
        if (reason == CONFIGURATION_DELETED) {
            registry.unconfigure(name);
        }
    }

    /** What the configuration says, else what its PID ends with. */
    static String nameOf(Map<String, Object> properties) {
        if (properties.get(GuestConstants.WASM_GUEST_NAME) instanceof String name && !name.isBlank()) {
            return name.trim();
        }
        String prefix = GuestConstants.GUEST_FACTORY_PID + "~";
        if (properties.get(Constants.SERVICE_PID) instanceof String pid
                && pid.startsWith(prefix)
                && pid.length() > prefix.length()) {
            return pid.substring(prefix.length());
        }
        throw new IllegalArgumentException("configuration " + properties.get(Constants.SERVICE_PID)
                + " does not say which guest it is for: call it " + prefix + "NAME, or set "
                + GuestConstants.WASM_GUEST_NAME);
    }
}
