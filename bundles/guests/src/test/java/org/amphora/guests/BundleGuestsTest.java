package org.amphora.guests;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.amphora.api.ClassSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Which guests are there when bundles come, pause and go. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class BundleGuestsTest {
    private static final Duration FOR_EVER = Duration.ofDays(1);

    private final FakeSurroundings world = new FakeSurroundings();
    private final Housekeeper housekeeper = new Housekeeper();

    @AfterEach
    void end() {
        housekeeper.stop();
        world.close();
    }

    private BundleGuests lingering(Duration linger) {
        return new BundleGuests(world.guests, housekeeper, linger);
    }

    private static ContentSource content(long version) {
        return ContentSource.of(FakeEngine.module(version), "bundle " + version);
    }

    private void awaitEvents(String... events) {
        FakeSurroundings.await(
                String.join(", ", events) + " instead of " + world.events,
                () -> List.copyOf(world.events).equals(List.of(events)));
    }

    @Test
    void theUpdateOfABundleIsASwap() {
        BundleGuests bundles = lingering(FOR_EVER);
        bundles.started(7, "greet", content(1));
        awaitEvents("greet 1");
        bundles.paused(7);
        assertEquals(1, world.guest("greet").call("version")[0]);
        bundles.started(7, "greet", content(2));
        awaitEvents("greet 1", "greet 2");
        assertEquals(2, world.guest("greet").call("version")[0]);
    }

    @Test
    void aBundleThatDoesNotComeBackTakesItsGuestAlong() {
        BundleGuests bundles = lingering(Duration.ofMillis(1));
        bundles.started(7, "greet", content(1));
        awaitEvents("greet 1");
        bundles.paused(7);
        awaitEvents("greet 1", "greet gone");
    }

    @Test
    void aBundleThatCameBackInTimeIsNotTakenForOneThatStayedAway() {
        BundleGuests bundles = lingering(Duration.ofMillis(200));
        bundles.started(7, "greet", content(1));
        bundles.paused(7);
        bundles.started(7, "greet", content(2));
        bundles.started(8, "marker", content(3));
        FakeSurroundings.await("the marker is there", () -> world.events.contains("marker 1"));
        bundles.paused(8);
        // paused later, so its time is up later
        FakeSurroundings.await("the marker is gone", () -> world.events.contains("marker gone"));
        assertEquals(2, world.guest("greet").call("version")[0]);
    }

    @Test
    void aBundleThatIsStoppedForGoodTakesItsGuestAlongAtOnce() {
        BundleGuests bundles = lingering(FOR_EVER);
        bundles.started(7, "greet", content(1));
        awaitEvents("greet 1");
        bundles.gone(7);
        awaitEvents("greet 1", "greet gone");
        bundles.gone(7);
        bundles.paused(7);
        assertEquals(List.of("greet 1", "greet gone"), world.events);
    }

    @Test
    void anotherNameInTheHeaderIsAnotherGuest() {
        BundleGuests bundles = lingering(FOR_EVER);
        bundles.started(7, "greet", content(1));
        awaitEvents("greet 1");
        bundles.started(7, "salute", content(1));
        awaitEvents("greet 1", "greet gone", "salute 1");
    }

    @Test
    void theLatestOfTwoBundlesWithOneNameHasTheGuest() {
        BundleGuests bundles = lingering(FOR_EVER);
        bundles.started(7, "greet", content(1));
        awaitEvents("greet 1");
        bundles.started(8, "greet", content(2));
        awaitEvents("greet 1", "greet 2");
        bundles.gone(7);
        bundles.started(9, "marker", content(3));
        awaitEvents("greet 1", "greet 2", "marker 1");
        bundles.gone(8);
        awaitEvents("greet 1", "greet 2", "marker 1", "greet gone");
    }

    @Test
    void theEngineGetsTheClassesThatComeWithAModule() {
        ContentSource bare = content(1);
        lingering(FOR_EVER).started(7, "greet", new ContentSource() {
            @Override
            public byte[] read() throws java.io.IOException {
                return bare.read();
            }

            @Override
            public ClassSource classes() {
                return name -> null;
            }

            @Override
            public String description() {
                return "bundle";
            }
        });
        awaitEvents("greet 1");
        assertEquals(1, world.engine.precompiled.get());
    }
}
