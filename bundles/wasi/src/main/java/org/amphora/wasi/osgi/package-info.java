/**
 * WASI in OSGi: each function as a service on the whiteboard, and grants by configuration.
 *
 * <p>What enters are configurations {@code org.amphora.wasi~GUEST}; what leaves are {@link org.amphora.api.HostFunction}
 * services, and what guests print, as log lines.
 */
package org.amphora.wasi.osgi;
