/** The Maven plug-in: a module of a project enters, a bundle of it and of its classes is attached to the project. */
package org.amphora.maven;
