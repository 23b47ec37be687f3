package org.amphora.cli;

import java.io.IOException;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.amphora.api.Engine;
import org.amphora.api.ExitException;
import org.amphora.api.Function;
import org.amphora.api.FunctionType;
import org.amphora.api.Instance;
import org.amphora.api.InstanceConfig;
import org.amphora.api.MemoryType;
import org.amphora.api.WasmModule;
import org.amphora.wasi.Listeners;
import org.amphora.wasi.Wasi;
import org.amphora.wasi.WasiConfig;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code amphora run}: runs a WASI program, or a single function of a module. */
@Command(
        name = "run",
        description = {
            "Runs FILE, a WASI program, or a single function that it exports.",
            "",
            "It sees the arguments, the variables, directories and sockets given here, standard input and output, the clocks"
                    + " and random numbers; nothing else of this computer. Options stand before FILE: whatever comes"
                    + " after it is the guest's."
        },
        sortOptions = false,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "N:the guest's own, if it gave one",
            "0:the guest ended without one",
            "1:the guest trapped, or FILE could not be run",
            "2:wrong usage"
        })
final class RunCommand implements Callable<Integer> {
    private static final String START = "_start";
    private static final String INITIALIZE = "_initialize";

    private final Terminal terminal;
    private final List<ServerSocketChannel> listeners = new ArrayList<>();

    @Option(names = "--env", paramLabel = "KEY=VALUE", description = "Set an environment variable of the guest.")
    private Map<String, String> env = new LinkedHashMap<>();

    @Option(
            names = "--env-inherit",
            description = "Let the guest see this command's environment variables too; --env replaces one.")
    private boolean inheritsEnv;

    @Mixin
    private FileOptions files;

    @Option(
            names = "--listen",
            paramLabel = "HOST:PORT",
            description = "Let the guest take connections at HOST:PORT; if PORT is 0, at one that is free, which is"
                    + " printed to standard error.")
    private List<String> addresses = new ArrayList<>();

    @Option(
            names = "--threads",
            paramLabel = "COUNT",
            description = "Let the guest have so many threads at a time, besides the first.")
    private int threads;

    @Option(
            names = "--trace",
            paramLabel = "wasi",
            description = "Print each call of a WASI function to standard error, with names for its parameters.")
    private String traced;

    @Option(
            names = "--invoke",
            paramLabel = "NAME",
            description = "Call the exported function NAME with ARGS, which are numbers, and print its results,"
                    + " a line each.")
    private String export;

    @Option(
            names = "--fuel",
            paramLabel = "UNITS",
            description = "Let each call use so much fuel, about a unit for each instruction, and trap beyond it.")
    private Long fuel;

    @Option(
            names = "--timeout",
            paramLabel = "TIME",
            converter = Quantities.Time.class,
            description = "End the guest after so much time, such as 500ms, 1.5s or 2m.")
    private Duration timeout;

    @Option(
            names = "--max-memory",
            paramLabel = "BYTES",
            converter = Quantities.Bytes.class,
            description = "Let the memories of the guest have so much together, such as 64M, in whole pages of 64K.")
    private Long maxMemory;

    @Parameters(index = "0", paramLabel = "FILE", description = "The module, in the binary format.")
    private Path file;

    @Parameters(index = "1..*", paramLabel = "ARGS", description = "Arguments of the guest.")
    private List<String> args = new ArrayList<>();

    @Spec
    private CommandSpec spec;

    RunCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws IOException {
        if (traced != null && !traced.equals("wasi")) {
            throw new ParameterException(spec.commandLine(), "--trace is '" + traced + "', but can only be wasi");
        }
        try (Engine engine = Engine.create();
                WasmModule module = Modules.compile(engine, file)) {
            if (export == null && !exportsFunction(module, START)) {
                throw new ParameterException(spec.commandLine(), noProgram(module));
            }
            try (Instance instance = Wasi.preview1(config()).instantiate(engine, engine.linker(), module, limits())) {
                return export == null ? Wasi.run(instance) : invoke(instance);
            } catch (ExitException exit) {
                return exit.exitCode();
            }
        } finally {
            for (ServerSocketChannel listener : listeners) {
                listener.close();
            }
        }
    }

    private void listen(String address) throws IOException {
        try {
            ServerSocketChannel listener = Listeners.open(address);
            listeners.add(listener);
            if (address.endsWith(":0")) {
                terminal.errText().println("listening on " + Listeners.address(listener));
            }
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), "--listen: " + e.getMessage(), e);
        }
    }

    private InstanceConfig limits() {
        InstanceConfig limits = InstanceConfig.defaults();
        if (fuel != null) {
            if (fuel < 0) {
                throw new ParameterException(spec.commandLine(), "--fuel is " + fuel + ", but must not be negative");
            }
            limits = limits.fuelLimit(fuel);
        }
        if (timeout != null) {
            limits = limits.callTimeout(timeout);
        }
        return maxMemory == null ? limits : limits.memoryLimit(maxMemory / MemoryType.PAGE_BYTES);
    }

    private WasiConfig config() throws IOException {
        List<String> all = new ArrayList<>();
        all.add(String.valueOf(file.getFileName()));
        all.addAll(export == null ? args : List.of());
        WasiConfig config = WasiConfig.defaults()
                .args(all)
                .stdin(terminal.in())
                .stdout(terminal.out())
                .stderr(terminal.err())
                .systemWallClock()
                .systemMonotonicClock()
                .systemSleep()
                .secureRandom()
                .threads(threads);
        Map<String, String> variables = new LinkedHashMap<>(inheritsEnv ? System.getenv() : Map.of());
        variables.keySet().removeIf(key -> key.contains("=")); // Windows keeps directories of drives in such keys
        variables.putAll(env);
        for (Map.Entry<String, String> variable : variables.entrySet()) {
            config = config.env(variable.getKey(), variable.getValue());
        }
        config = files.addTo(config);
        if (traced != null) {
            config = config.trace(terminal.errText()::println);
        }
        for (String address : addresses) {
            listen(address);
        }
        for (ServerSocketChannel listener : listeners) {
            config = config.listener(listener);
        }
        return config;
    }

    private int invoke(Instance instance) {
        Function function = instance.function(export);
        Object[] arguments = arguments(function);
        if (exportsFunction(instance.module(), INITIALIZE) && !export.equals(INITIALIZE)) {
            instance.function(INITIALIZE).call();
        }
        for (Object result : function.apply(arguments)) {
            terminal.outText().println(Numbers.format(result));
        }
        return ExitCode.OK;
    }

    private Object[] arguments(Function function) {
        try {
            return Numbers.parse(export, function.type().parameters(), args);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage(), e);
        }
    }

    private static boolean exportsFunction(WasmModule module, String name) {
        return module.exports().stream()
                .anyMatch(item -> item.name().equals(name) && item.type() instanceof FunctionType);
    }

    private String noProgram(WasmModule module) {
        List<String> functions = module.exports().stream()
                .filter(item -> item.type() instanceof FunctionType)
                .map(item -> item.name())
                .toList();
        return file + " is no program: it exports no function _start; "
                + (functions.isEmpty()
                        ? "nor any other"
                        : "with --invoke one of these can be called: " + String.join(", ", functions));
    }
}
