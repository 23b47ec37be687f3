/**
 * WASI preview 1 as host functions.
 *
 * <p>It is written against {@code org.amphora.api} alone, like any third-party provider of host functions.
 */
package org.amphora.wasi;
