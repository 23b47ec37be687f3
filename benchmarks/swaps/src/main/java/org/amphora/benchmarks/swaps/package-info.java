/**
 * Replaces a guest again and again while clients call it: as a guest of Amphora, and as people do without, in a bundle that
 * holds the guest on Endive and is updated.
 *
 * <p>What enters is how often; what leaves is a table. Each side runs in processes of its own, taking turns.
 */
package org.amphora.benchmarks.swaps;
