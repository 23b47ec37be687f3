/**
 * The life cycle of guests, and their replacement while they serve.
 *
 * <p>It uses the {@code Engine} service and knows no class of the engine.
 */
package org.amphora.guests;
