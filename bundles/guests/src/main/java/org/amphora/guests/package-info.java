/**
 * The life cycle of guests, and their replacement while they serve. Content and configuration enter, are staged on a
 * thread of their own into a generation, and one pointer moves; calls enter through the pointer and leave the
 * generation that they entered. What leaves are {@code Guest} services, and the data objects of the registry; of the
 * engine it knows the {@code Engine} service and none of its classes.
 */
package org.amphora.guests;
