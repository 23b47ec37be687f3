/**
 * Turns validated modules into classes of the JVM. What enters is a {@code ModuleDefinition}; what leaves is a {@code
 * CompiledModule}, whose classes are generated when the JVM first asks for them and live in a class loader of their own.
 *
 * <p>Nothing outside of this package touches ASM for guests' code, and inside of it only {@link
 * org.amphora.engine.compile.CodeBuilder} and {@link org.amphora.engine.compile.ClassBuilder} do.
 */
package org.amphora.engine.compile;
