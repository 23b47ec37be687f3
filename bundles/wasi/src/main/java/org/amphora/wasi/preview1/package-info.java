/**
 * The functions of WASI preview 1: one table, {@link org.amphora.wasi.preview1.Preview1}, and the code behind its rows.
 *
 * <p>What enters is a call with pointers of the guest's; what leaves is memory written and an error number. Descriptors
 * and files are the business of {@code org.amphora.wasi.files}.
 */
package org.amphora.wasi.preview1;
