package org.amphora.cli.wast;

/** What {@code ref.extern} and {@code ref.host} in scripts refer to: equal numbers, equal objects. */
record HostObject(long number) {}
