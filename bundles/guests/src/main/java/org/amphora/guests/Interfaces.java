package org.amphora.guests;

/** Finds the Java interfaces that guests are registered as. */
@FunctionalInterface
interface Interfaces {
    /** The interface called {@code name}; the message of the exception says what to do. */
    Class<?> find(String name) throws ClassNotFoundException;
}
