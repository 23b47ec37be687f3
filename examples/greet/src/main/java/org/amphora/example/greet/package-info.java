/**
 * A guest that greets, the facade to call it by, and a host function that it imports.
 */
package org.amphora.example.greet;
