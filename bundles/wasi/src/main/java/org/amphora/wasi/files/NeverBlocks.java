package org.amphora.wasi.files;

/** An output stream that keeps nobody waiting, and so is written to by the thread of the guest. */
public interface NeverBlocks {}
