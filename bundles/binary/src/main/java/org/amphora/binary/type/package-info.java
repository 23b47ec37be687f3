/**
 * Types that modules define: canonical recursion groups, structures, arrays, and subtyping (WebAssembly 3.0, sections
 * 2.3 and 3.1 to 3.4). Drafts of recursion groups enter; canonical types leave, such that equivalent types are one
 * object, whatever modules they came from. Nothing here knows the binary format.
 */
@Export
@Version("0.1.0")
package org.amphora.binary.type;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
