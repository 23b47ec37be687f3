package org.amphora.wasi.preview1;

import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;
import org.amphora.api.FunctionType;
import org.amphora.api.HostFunction;
import org.amphora.api.Instance;
import org.amphora.wasi.files.WasiException;

/** A row of the table: a function with the names, types and meanings of its parameters, and the code behind it.
 * Immutable. */
public final class WasiFunction {
    private final String name;
    private final FunctionType type;
    private final List<Parameter> parameters;
    private final List<String> modules;
    private final Body body;
    private Binding binding;

    private WasiFunction(List<String> modules, String name, String signature, String parameters, Body body) {
        this.modules = modules;
        this.name = name;
        this.type = FunctionType.parse(signature);
        this.parameters = parameters.isEmpty()
                ? List.of()
                : Stream.of(parameters.split(" ", -1)).map(Parameter::of).toList();
        this.body = body;
    }

    /** A function that is the same in preview 1 and before. */
    static WasiFunction row(String name, String signature, String parameters, Body body) {
        return new WasiFunction(List.of(Preview1.MODULE, Preview1.UNSTABLE_MODULE), name, signature, parameters, body);
    }

    /** A function whose constants or layouts were others before preview 1. */
    static WasiFunction newRow(String name, String signature, String parameters, Body body) {
        return new WasiFunction(List.of(Preview1.MODULE), name, signature, parameters, body);
    }

    /** A function as it was before preview 1. */
    static WasiFunction oldRow(String name, String signature, String parameters, Body body) {
        return new WasiFunction(List.of(Preview1.UNSTABLE_MODULE), name, signature, parameters, body);
    }

    /** Its name. */
    public String name() {
        return name;
    }

    /** Its type; the result is an error number. */
    public FunctionType type() {
        return type;
    }

    /** The parameters. */
    List<Parameter> parameters() {
        return parameters;
    }

    /** The modules in which it is found. */
    public List<String> modules() {
        return modules;
    }

    /** The code behind it. */
    Body body() {
        return body;
    }

    private synchronized Binding binding() {
        if (binding == null) {
            binding = Binding.ofOwnClass();
        }
        return binding;
    }

    /** The function as the process in {@code slot} calls it. */
    public HostFunction boundTo(ProcessSlot slot) {
        return binding().bind(this, slot);
    }

    /** A parameter: its name, what it means, and whether it is a pointer to where a result is written. */
    record Parameter(String name, Kind kind, boolean result) {
        private static final String RESULT = "result.";

        /** As it stands in the table. */
        private static Parameter of(String text) {
            boolean result = text.startsWith(RESULT);
            String[] parts = (result ? text.substring(RESULT.length()) : text).split(":", 2);
            Kind usual = result ? Kind.INT : Kind.NUMBER;
            Kind kind = Kind.named(parts[0]).orElse(usual);
            return new Parameter(
                    parts[0], parts.length == 1 ? kind : Kind.named(parts[1]).orElseThrow(), result);
        }
    }

    /** The code behind a function: writes its results to memory and returns, or throws what its error number is made of. */
    @FunctionalInterface
    interface Body {
        void call(WasiProcess process, Instance caller, long[] stack) throws IOException, WasiException;
    }
}
