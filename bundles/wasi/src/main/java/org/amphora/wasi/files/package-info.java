/**
 * Descriptors, and the jail in which a guest's files are.
 *
 * <p>What enters is a number of the guest's or a path of the guest's; what leaves is an open descriptor or a {@link
 * org.amphora.wasi.files.WasiException}. Nothing here knows how functions are called, and nothing else touches the
 * host's file system.
 */
package org.amphora.wasi.files;
