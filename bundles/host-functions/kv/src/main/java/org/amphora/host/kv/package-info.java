/**
 * Host functions with which guests keep values under keys.
 */
package org.amphora.host.kv;
