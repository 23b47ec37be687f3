/**
 * The example of strings that go into a guest and come out of it: the guest {@code greet.wasm}, written in Rust, its exports
 * as a Java interface, and a plain Java program that calls it.
 */
@Export
@Version("0.1.0")
package org.amphora.example.greet;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
