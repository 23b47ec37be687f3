/**
 * Host functions with which a guest keeps values under keys that outlive it. What enters are keys and values in the
 * guest's memory; what leaves are copies of values, to any instance of the guest of the same name, within the
 * configured limits.
 */
package org.amphora.host.kv;
