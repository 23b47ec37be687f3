package org.amphora.guests;

import org.amphora.api.InstanceConfig;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.osgi.service.metatype.annotations.Option;

/** The options of a guest, for tools that edit configurations. {@link GuestConfiguration} checks them. */
@ObjectClassDefinition(name = "WebAssembly guest", description = "How one guest is instantiated, served and replaced")
@interface GuestOptions {
    /** {@code wasm.guest.name}. */
    @AttributeDefinition(
            name = "Name",
            description = "The guest that this is for; by default what follows the ~ of the PID",
            required = false)
    String wasm_guest_name();

    /** {@code wasm.guest.location}. */
    @AttributeDefinition(
            name = "Location",
            description = "Path or URL of the module, for a guest that is deployed by this configuration alone",
            required = false)
    String wasm_guest_location();

    /** {@code wasm.guest.interface}. */
    @AttributeDefinition(
            name = "Interface",
            description = "Java interface as which the guest is registered too",
            required = false)
    String wasm_guest_interface();

    /** {@code wasm.guest.instances}. */
    @AttributeDefinition(name = "Instances", description = "Instances that serve side by side", required = false)
    int wasm_guest_instances() default 1;

    /** {@code wasm.guest.instances.extra}. */
    @AttributeDefinition(
            name = "Extra instances",
            description = "Calls that get a fresh instance each when all instances serve",
            required = false)
    int wasm_guest_instances_extra() default 0;

    /** {@code wasm.guest.queue.limit}. */
    @AttributeDefinition(
            name = "Queue limit",
            description = "Calls that wait when all instances serve; further ones are refused",
            required = false)
    int wasm_guest_queue_limit() default Integer.MAX_VALUE;

    /** {@code wasm.guest.trapped}. */
    @AttributeDefinition(
            name = "Trapped instances",
            description = "Whether an instance stays in use after a trap",
            options = {@Option(label = "Keep", value = "keep"), @Option(label = "Discard", value = "discard")},
            required = false)
    String wasm_guest_trapped() default "keep";

    /** {@code wasm.guest.memory.limit}. */
    @AttributeDefinition(
            name = "Memory limit",
            description = "Pages of 64 KiB that each instance may have",
            required = false)
    long wasm_guest_memory_limit() default InstanceConfig.DEFAULT_MEMORY_LIMIT;

    /** {@code wasm.guest.table.limit}. */
    @AttributeDefinition(
            name = "Table limit",
            description = "Elements that the tables of each instance may have",
            required = false)
    long wasm_guest_table_limit() default InstanceConfig.DEFAULT_TABLE_LIMIT;

    /** {@code wasm.guest.call.timeout}. */
    @AttributeDefinition(
            name = "Call timeout",
            description = "Milliseconds that a call may take; 0 for no limit",
            required = false)
    long wasm_guest_call_timeout() default 0;

    /** {@code wasm.guest.fuel.limit}. */
    @AttributeDefinition(
            name = "Fuel limit",
            description = "Units of fuel, about one for each instruction, that a call may use; 0 for no limit",
            required = false)
    long wasm_guest_fuel_limit() default 0;
    /** {@code wasm.guest.probation.calls}. */
    @AttributeDefinition(
            name = "Probation, in calls",
            description = "Calls after which new content has proved good; 0: it need not prove itself",
            required = false)
    int wasm_guest_probation_calls() default 100;

    /** {@code wasm.guest.probation.time}. */
    @AttributeDefinition(
            name = "Probation, in time",
            description = "Milliseconds after which new content has proved good",
            required = false)
    long wasm_guest_probation_time() default 30_000;

    /** {@code wasm.guest.probation.failures}. */
    @AttributeDefinition(
            name = "Failures in probation",
            description =
                    "Failed calls in a row, or half of all, by which new content proves bad and what served before"
                            + " serves again",
            required = false)
    int wasm_guest_probation_failures() default 3;

    /** {@code wasm.guest.imports}. */
    @AttributeDefinition(
            name = "Imports",
            description = "What it may import, as patterns of MODULE.NAME in which * stands for any characters",
            required = false)
    String[] wasm_guest_imports() default "*";

    /** {@code wasm.guest.imports.denied}. */
    @AttributeDefinition(
            name = "Denied imports",
            description =
                    "What becomes of an import that no pattern allows: refuse its content, let the function trap when it"
                            + " is called, or let it return WASI's error number for missing rights",
            options = {
                @Option(label = "refuse", value = "refuse"),
                @Option(label = "trap", value = "trap"),
                @Option(label = "errno", value = "errno")
            },
            required = false)
    String wasm_guest_imports_denied() default "refuse";

    /** {@code wasm.guest.probe}. */
    @AttributeDefinition(
            name = "Probe",
            description =
                    "Exported function that is called before a new version serves; 0 or no result says that it may",
            required = false)
    String wasm_guest_probe();

    /** {@code wasm.guest.group}. */
    @AttributeDefinition(
            name = "Group",
            description = "Guests of the same group are replaced together or not at all",
            required = false)
    String wasm_guest_group();

    /** {@code wasm.guest.state}. */
    @AttributeDefinition(
            name = "State",
            description = "Whether it begins anew when it is replaced, or gets its state by exported functions",
            options = {@Option(label = "none", value = "none"), @Option(label = "exports", value = "exports")},
            required = false)
    String wasm_guest_state() default "none";

    /** {@code wasm.guest.state.save}. */
    @AttributeDefinition(name = "Save", description = "The exported function that saves the state", required = false)
    String wasm_guest_state_save() default "save_state";

    /** {@code wasm.guest.state.load}. */
    @AttributeDefinition(name = "Load", description = "The exported function that loads a state", required = false)
    String wasm_guest_state_load() default "load_state";

    /** {@code wasm.guest.state.limit}. */
    @AttributeDefinition(name = "State limit", description = "The most bytes of a state", required = false)
    int wasm_guest_state_limit() default 16_777_216;

    /** {@code wasm.guest.state.timeout}. */
    @AttributeDefinition(
            name = "State timeout",
            description = "Milliseconds that handing over the state may take, while calls wait",
            required = false)
    long wasm_guest_state_timeout() default 5_000;

    /** {@code wasm.guest.drain.timeout}. */
    @AttributeDefinition(
            name = "Drain timeout",
            description = "Milliseconds that calls of a replaced generation may go on before they are cancelled",
            required = false)
    long wasm_guest_drain_timeout() default 30_000;
}
