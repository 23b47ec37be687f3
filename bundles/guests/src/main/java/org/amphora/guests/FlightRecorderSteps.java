package org.amphora.guests;

import java.util.List;
import java.util.function.Consumer;
import jdk.jfr.AnnotationElement;
import jdk.jfr.Category;
import jdk.jfr.Event;
import jdk.jfr.EventFactory;
import jdk.jfr.FlightRecorder;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;
import jdk.jfr.ValueDescriptor;

/**
 * Steps as events {@code org.amphora.Guest} of the flight recorder, while one was ever started. The class of the event is made
 * by the JDK: one of our own would be given code that refers to packages which a bundle cannot import.
 */
final class FlightRecorderSteps implements Consumer<GuestStep>, AutoCloseable {
    private EventFactory events;

    @Override
    public void accept(GuestStep step) {
        if (FlightRecorder.isInitialized()) {
            Event event = events().newEvent();
            event.set(0, step.guest());
            event.set(1, step.kind().name());
            event.set(2, step.generation());
            event.set(3, step.digest());
            event.set(4, step.reason() == null ? null : step.reason().name());
            event.set(5, step.message());
            event.commit();
        }
    }

    private synchronized EventFactory events() {
        if (events == null) {
            events = EventFactory.create(
                    List.of(
                            new AnnotationElement(Name.class, "org.amphora.Guest"),
                            new AnnotationElement(Label.class, "Guest"),
                            new AnnotationElement(Category.class, new String[] {"Amphora"}),
                            new AnnotationElement(StackTrace.class, false)),
                    List.of(
                            new ValueDescriptor(String.class, "guest"),
                            new ValueDescriptor(String.class, "step"),
                            new ValueDescriptor(long.class, "generation"),
                            new ValueDescriptor(String.class, "digest"),
                            new ValueDescriptor(String.class, "reason"),
                            new ValueDescriptor(String.class, "message")));
        }
        return events;
    }

    /** Takes the type of event away. */
    @Override
    public synchronized void close() {
        if (events != null) {
            events.unregister();
        }
    }
}
