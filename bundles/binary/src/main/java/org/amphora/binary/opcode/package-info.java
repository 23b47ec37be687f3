/**
 * The table of instructions, and the cursor that walks over them. The bytes of a module's expressions enter; instructions
 * with their immediates leave, one at a time and without an object for each. Whether an instruction may stand where it
 * stands is for the validator.
 */
@Export
@Version("0.1.0")
package org.amphora.binary.opcode;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
