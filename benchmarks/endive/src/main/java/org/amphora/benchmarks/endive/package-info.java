/** Endive as a peer: its compiler, and its interpreter. */
package org.amphora.benchmarks.endive;
