/**
 * Turns the .wasm and .wat files of a watched folder into guests. File Install tells of files, the bundle's own memory of those
 * that it has forgotten; paths go to the {@code GuestRegistry}. It decides nothing: what is in a file, and whether it may
 * replace what runs, is for the registry to say.
 */
package org.amphora.deployer;
