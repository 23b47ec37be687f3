/**
 * Gogo commands to look at guests and host functions and to call guests, in plain Felix and in Karaf. What enters are
 * the words of a command line and the services of {@code org.amphora.api}; what leaves is text. Thin: no class here
 * holds anything or decides anything but how it looks.
 */
package org.amphora.shell;
