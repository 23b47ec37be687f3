package org.amphora.itests.crash;

/** Where newer content of a guest is when the JVM is killed. A guest is called after each. */
enum Stage {
    /** Its file is being written, and read. */
    READ,
    /** Its file is not what the digest beside it says. */
    DIGEST,
    /** Its text is being parsed. */
    PARSE,
    /** It was compiled, and is being written where what may prove good is kept. */
    KEPT,
    /** It is being linked. */
    LINK,
    /** Its start function runs. */
    START,
    /** It is asked whether it is fit to serve. */
    PROBE,
    /** What serves is asked for its state. */
    SAVE,
    /** It is given that state. */
    LOAD,
    /** All is well, and what it was granted is being written. */
    BEFORE_SWAP,
    /** It serves, and listeners are told so. */
    AFTER_SWAP,
    /** It serves, and a call of what served before has not ended. */
    DRAIN,
    /** It was called without fault, and that it proved good is being written. */
    PROVING,
    /** It proved good. */
    PROVED,
    /** It proved bad, and what served before serves again. */
    ROLLED_BACK
}
