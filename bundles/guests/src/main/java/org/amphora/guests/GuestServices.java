package org.amphora.guests;

/** Makes guests known to the framework. Called on the staging thread. */
interface GuestServices {
    /** Makes a guest known, or what its active generation changes about it. */
    void publish(ManagedGuest guest, Generation active);

    /** Makes a guest unknown; nothing if it is. */
    void withdraw(ManagedGuest guest);
}
