/** GraalWasm as a peer, with Graal's compiler or without. */
package org.amphora.benchmarks.graalwasm;
