/**
 * Host functions with which a guest writes to the log of its host.
 */
package org.amphora.host.log;
