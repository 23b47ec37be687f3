/**
 * The engine: bytes are decoded, validated, compiled to class files, linked and run.
 *
 * <p>Nothing leaves this bundle but services of the types in {@code org.amphora.api}.
 */
package org.amphora.engine;
