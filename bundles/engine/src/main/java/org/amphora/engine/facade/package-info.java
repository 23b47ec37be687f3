/**
 * Exported functions as a Java interface. In come an instance and an interface whose methods name exports. Out goes an
 * object of a generated class that calls them without reflection.
 */
package org.amphora.engine.facade;
