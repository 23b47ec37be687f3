package org.amphora.itests.container;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Map;
import org.amphora.api.HostFunctionException;
import org.amphora.api.guest.Guest;
import org.amphora.itests.driver.Services;
import org.amphora.wasi.WasiClock;
import org.junit.jupiter.api.Test;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;

/** What guests are granted of WASI by services. */
abstract class GrantTests extends GuestTestSupport {
    @Test
    void aGuestReadsTheClockThatItsGrantNames() throws Exception {
        Configuration grant = Services.await(context, ConfigurationAdmin.class, "", PATIENCE_MILLIS)
                .getFactoryConfiguration("org.amphora.wasi", "timing", "?");
        grant.update(FrameworkUtil.asDictionary(Map.of("wallClock.target", "(itest.clock=slow)")));
        await("it is granted a clock", () -> grant("timing") != null);
        deploy("timing", "timing");
        Guest guest = guest("timing");
        HostFunctionException missing = assertThrows(HostFunctionException.class, () -> guest.call("now"));
        assertEquals(
                "guest timing is granted wallClock.target=(itest.clock=slow), but there is no WasiClock service like that;"
                        + " install the bundle that registers it, or change org.amphora.wasi~timing",
                missing.getCause().getMessage());

        ServiceReference<?> before = grant("timing");
        ServiceRegistration<WasiClock> other = register(clock(1), "fast");
        ServiceRegistration<WasiClock> named = register(clock(1_234_567_890_123L), "slow");
        await("the clock is there", () -> grant("timing") != null && !before.equals(grant("timing")));
        assertArrayEquals(new long[] {1_234_567_890_123L}, guest.call("now"));
        named.unregister();
        assertArrayEquals(new long[] {1_234_567_890_123L}, guest.call("now"), "it keeps what it began with");
        registry().undeploy("timing");
        other.unregister();
        grant.delete();
    }

    private ServiceReference<?> grant(String guest) throws InvalidSyntaxException {
        ServiceReference<?>[] grants = context.getAllServiceReferences(
                "org.amphora.wasi.osgi.WasiGrant", "(service.pid=org.amphora.wasi~" + guest + ")");
        return grants == null ? null : grants[0];
    }

    private ServiceRegistration<WasiClock> register(WasiClock clock, String name) {
        return context.registerService(WasiClock.class, clock, FrameworkUtil.asDictionary(Map.of("itest.clock", name)));
    }

    private static WasiClock clock(long nanos) {
        return new WasiClock() {
            @Override
            public long readNanos() {
                return nanos;
            }

            @Override
            public long resolutionNanos() {
                return 1;
            }
        };
    }
}
