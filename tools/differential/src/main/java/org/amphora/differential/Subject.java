package org.amphora.differential;

import java.util.List;
import org.amphora.api.AddressType;
import org.amphora.api.ImportType;
import org.amphora.api.ValueType;

/**
 * What both sides run: a module, made observable by additions, and the calls to make.
 *
 * @param name of the module, for messages
 * @param binary the module with additions
 * @param imports what it needs
 * @param callable the calls that the guest may have the host make: for each, an index into {@code calls}
 * @param calls all calls, in their order
 * @param functionParameters by type index: the parameters of functions that the host can call, null for other types
 * @param table indices of the exported table {@code table}; null if there is none
 */
@SuppressWarnings("ArrayRecordComponent") // subjects are not compared
record Subject(
        String name,
        byte[] binary,
        List<ImportType> imports,
        List<Integer> callable,
        List<Call> calls,
        List<List<ValueType>> functionParameters,
        AddressType table) {
    /** The export that makes an i64 of an anyref: {@code (anyref) -> i64}. */
    static final String ANY = "fingerprint:any";
    /** The export that makes an i64 of an externref: {@code (externref) -> i64}. */
    static final String EXTERN = "fingerprint:extern";
    /** The export that tells the type of a function: {@code (funcref) -> i64}. */
    static final String FUNCTION = "fingerprint:func";
}
