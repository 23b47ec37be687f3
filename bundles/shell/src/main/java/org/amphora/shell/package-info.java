/**
 * Gogo commands to look at guests and to call them.
 *
 * <p>Thin: they call services of {@code org.amphora.api} and hold no logic of their own.
 */
package org.amphora.shell;
