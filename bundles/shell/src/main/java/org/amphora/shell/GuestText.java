package org.amphora.shell;

import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import org.amphora.api.guest.dto.FailureDTO;
import org.amphora.api.guest.dto.GenerationDTO;
import org.amphora.api.guest.dto.GuestDTO;
import org.amphora.api.runtime.dto.InstanceDTO;

/** Guests as text. */
final class GuestText {
    private static final int SHORT_DIGEST = 8;
    private static final String INDENT = "  ";

    private GuestText() {}

    /** A line a guest. */
    static String list(GuestDTO[] guests) {
        if (guests.length == 0) {
            return "no guests";
        }
        TextTable table = new TextTable("NAME", "STATE", "GENERATION", "DIGEST", "INSTANCES", "IN FLIGHT", "FAILURE");
        for (GuestDTO guest : guests) {
            GenerationDTO active = guest.active;
            String failure = guest.failure == null ? "" : guest.failure.reasonName;
            if (active == null) {
                table.row(guest.name, guest.state, "-", "-", 0, 0, failure);
            } else {
                String digest = active.digest.substring(0, Math.min(SHORT_DIGEST, active.digest.length()));
                table.row(guest.name, guest.state, active.number, digest, active.instances, active.inFlight, failure);
            }
        }
        return table.text();
    }

    /** All that is known of a guest; {@code instance} is one of its active generation, if there is any. */
    static String info(GuestDTO guest, Optional<InstanceDTO> instance) {
        TextTable facts = new TextTable()
                .row("name", guest.name)
                .row("state", guest.state)
                .row("source", guest.source);
        if (guest.active != null) {
            facts.row("generation", guest.active.number)
                    .row("digest", guest.active.digest)
                    .row("activated", Instant.ofEpochMilli(guest.active.activatedAt))
                    .row("instances", guest.active.instances)
                    .row("in flight", guest.active.inFlight);
        }
        for (GenerationDTO old : guest.draining) {
            facts.row("draining", "generation " + old.number + ", " + old.inFlight + " in flight");
            for (String call : old.stuck) {
                facts.row("stuck", call);
            }
        }
        StringBuilder text = new StringBuilder(facts.text());
        instance.ifPresent(i -> {
            text.append("\nimports\n").append(RuntimeText.bindings(i.bindings, INDENT));
            text.append("\nexports\n").append(exports(i));
        });
        if (guest.failure != null) {
            text.append("\nfailure\n").append(INDENT).append(why(guest));
        }
        return text.toString();
    }

    private static String exports(InstanceDTO instance) {
        return instance.exports.length == 0
                ? INDENT + "none"
                : INDENT + String.join("\n" + INDENT, Arrays.asList(instance.exports));
    }

    /** Why the latest content of a guest does not serve. */
    static String why(GuestDTO guest) {
        FailureDTO failure = guest.failure;
        if (failure == null) {
            return guest.name + " is " + guest.state + ": its latest content had no failure";
        }
        return failure.reasonName + " (" + failure.reason + ") since " + Instant.ofEpochMilli(failure.since)
                + (failure.digest == null ? "" : ", digest " + failure.digest) + ": " + failure.message;
    }
}
