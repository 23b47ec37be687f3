/**
 * Random modules in, differences out: each module runs in V8 and in Amphora, both sides write down what they see, and the
 * two records are compared. Amphora is used by its public api alone.
 */
package org.amphora.differential;
