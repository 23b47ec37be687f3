/**
 * What a running guest consists of: instances, functions, memories, tables and globals, and the boundary between Java
 * and guest code. In come compiled modules with everything that their imports were resolved to. Out go the objects of
 * {@code org.amphora.api}, and towards generated code the public fields and methods that it is compiled against.
 */
package org.amphora.engine.runtime;
