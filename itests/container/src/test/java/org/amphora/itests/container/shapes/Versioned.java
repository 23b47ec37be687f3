package org.amphora.itests.container.shapes;

/** A guest as a Java interface. */
public interface Versioned {
    /** Which version it is. */
    int version();
}
