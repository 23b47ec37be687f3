package org.amphora.guests;

import java.util.concurrent.CompletableFuture;
import org.amphora.api.guest.dto.GuestDTO;

/** Something to be done for a guest on the staging thread. */
final class Order {
    /** What is to be done. */
    enum Kind {
        /** Stage content. */
        DEPLOY,
        /** Stage content again that could not be read, unless something else was asked for meanwhile. */
        RETRY,
        /** Stage the latest content again: configuration or host functions changed. */
        RESTAGE,
        /** Do what the end of a probation asks for. */
        SETTLE,
        /** Let what proved good before a restart serve, if nothing does. */
        FALL_BACK,
        /** Remove the guest. */
        REMOVE
    }

    private final Kind kind;
    private final String guest;
    private final ContentSource source;
    private final CompletableFuture<GuestDTO> outcome = new CompletableFuture<>();

    private Order(Kind kind, String guest, ContentSource source) {
        this.kind = kind;
        this.guest = guest;
        this.source = source;
    }

    static Order deploy(String guest, ContentSource source) {
        return new Order(Kind.DEPLOY, guest, source);
    }

    static Order retry(String guest, ContentSource source) {
        return new Order(Kind.RETRY, guest, source);
    }

    static Order restage(String guest) {
        return new Order(Kind.RESTAGE, guest, null);
    }

    static Order settle(String guest) {
        return new Order(Kind.SETTLE, guest, null);
    }

    static Order fallBack(String guest) {
        return new Order(Kind.FALL_BACK, guest, null);
    }

    static Order remove(String guest) {
        return new Order(Kind.REMOVE, guest, null);
    }

    Kind kind() {
        return kind;
    }

    String guest() {
        return guest;
    }

    /** The content to stage; null if the order names none. */
    ContentSource source() {
        return source;
    }

    /** The guest as it is afterwards. */
    CompletableFuture<GuestDTO> outcome() {
        return outcome;
    }

    /** Whether what is pending for the guest does what this order wants, with the newest configuration as it is. */
    boolean yieldsTo(Order pending) {
        return !stages() || ((kind == Kind.RESTAGE || kind == Kind.RETRY) && pending.stages());
    }

    /** Whether the latest content is staged, if there is any, or the guest removed. */
    private boolean stages() {
        return kind != Kind.SETTLE && kind != Kind.FALL_BACK;
    }

    /** Ends with the outcome of another order. */
    void follow(Order other) {
        CompletableFuture<GuestDTO> unused = other.outcome.whenComplete((guestAfter, failure) -> {
            if (failure == null) {
                outcome.complete(guestAfter);
            } else {
                outcome.completeExceptionally(failure);
            }
        });
    }
}
