/**
 * Host functions with which a guest writes to the log of its host. What enters is text in the guest's memory; what
 * leaves is a line at level INFO, under the guest's name, in the OSGi log service or, where there is none, in {@link
 * java.lang.System.Logger}.
 */
package org.amphora.host.log;
