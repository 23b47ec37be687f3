/**
 * Turns the .wasm files of a watched folder into guests.
 */
package org.amphora.deployer;
