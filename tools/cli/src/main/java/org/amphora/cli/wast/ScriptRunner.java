package org.amphora.cli.wast;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.amphora.api.Engine;
import org.amphora.api.Instance;
import org.amphora.api.InvalidModuleException;
import org.amphora.api.LinkException;
import org.amphora.api.Linker;
import org.amphora.api.MalformedModuleException;
import org.amphora.api.TagException;
import org.amphora.api.Trap;
import org.amphora.api.WasmException;
import org.amphora.api.WasmModule;
import org.amphora.text.script.Action;
import org.amphora.text.script.Assertion;
import org.amphora.text.script.Command;
import org.amphora.text.script.ModuleSource;

/** Runs the commands of one script, one after the other, and reports what became of them. */
final class ScriptRunner {
    /** Where the engine itself fails, the innermost frames say where. */
    private static final int SHOWN_FRAMES = 8;

    private static final String MISMATCH = "type mismatch";

    private final Path path;
    private final Engine engine;
    private final Report report;
    private final Names<WasmModule> modules = new Names<>("module");
    private final Names<Instance> instances = new Names<>("instance");
    private final Names<ScriptThread> threads = new Names<>("thread");
    private Linker linker;

    ScriptRunner(String name, Path path, Engine engine) {
        this.path = path;
        this.engine = engine;
        report = new Report(name);
        linker = Spectest.define(engine, engine.linker());
    }

    Report run(List<Command> commands) {
        for (Command command : commands) {
            try {
                run(command);
            } catch (MissingException e) {
                if (command instanceof Assertion) {
                    report.skip();
                }
            } catch (ExpectationException e) {
                fail(command, e.getMessage());
            } catch (WasmException e) {
                fail(command, text(e));
            } catch (RuntimeException | Error e) {
                fail(command, "the engine failed: " + e + where(e));
            }
        }
        threads.all().forEach(this::await);
        return report;
    }

    private void fail(Command command, String what) {
        report.fail(command.line(), command.keyword(), what);
    }

    private static String where(Throwable e) {
        return Arrays.stream(e.getStackTrace())
                .limit(SHOWN_FRAMES)
                .map(frame -> "\n\tat " + frame)
                .collect(Collectors.joining());
    }

    private static String text(WasmException e) {
        return e.getClass().getSimpleName() + ": " + e.getMessage();
    }

    private void run(Command command) {
        if (command instanceof Assertion assertion) {
            check(assertion);
        } else if (command instanceof Command.DefineModule module) {
            define(module);
        } else if (command instanceof Command.Instantiate instance) {
            instantiate(instance.name(), modules.get(instance.module()));
        } else if (command instanceof Command.Register register) {
            linker = linker.define(register.as(), instances.get(register.instance()));
        } else if (command instanceof Command.Perform perform) {
            perform(perform.action());
        } else if (command instanceof Command.StartThread start) {
            start(start);
        } else if (command instanceof Command.WaitForThread wait) {
            await(threads.get(wait.thread()));
        }
    }

    private void define(Command.DefineModule command) {
        modules.forget(command.name());
        if (command.instantiated()) {
            instances.forget(command.name());
        }
        WasmModule module = compile(command.source());
        modules.put(command.name(), module);
        if (command.instantiated()) {
            instantiate(command.name(), module);
        }
    }

    private WasmModule compile(ModuleSource source) {
        return engine.compile(Sources.binary(source));
    }

    private void instantiate(String name, WasmModule module) {
        instances.forget(name);
        instances.put(name, linker.instantiate(module));
    }

    private Results perform(Action action) {
        return Actions.perform(instances.get(action.instance()), action);
    }

    private void start(Command.StartThread command) {
        ScriptRunner runner = new ScriptRunner(report.file(), path, engine);
        command.shared().forEach(name -> runner.instances.put(name, instances.get(name)));
        threads.put(command.name(), ScriptThread.start(command.name(), () -> runner.run(command.commands())));
    }

    private void await(ScriptThread thread) {
        report.add(thread.await());
    }

    private void check(Assertion assertion) {
        if (assertion instanceof Assertion.Returns returns) {
            Results results = perform(returns.action());
            if (!results.match(returns.expected())) {
                throw new ExpectationException(
                        returns.action() + ": expected " + returns.expected() + ", got " + results);
            }
        } else if (assertion instanceof Assertion.Fails fails) {
            checkFails(fails);
        } else if (assertion instanceof Assertion.ModuleRefused refused) {
            if (Contradiction.is(path, refused) && isAccepted(refused)) {
                report.contradict();
                return;
            }
            checkRefused(refused);
        }
        report.pass();
    }

    private boolean isAccepted(Assertion.ModuleRefused assertion) {
        try {
            compile(assertion.source());
            return true;
        } catch (WasmException e) {
            return false;
        }
    }

    private void checkFails(Assertion.Fails assertion) {
        Results results;
        try {
            results = perform(assertion.action());
        } catch (Trap | TagException thrown) {
            boolean kind = switch (assertion.failure()) {
                case TRAP -> thrown instanceof Trap;
                case EXHAUSTION -> thrown instanceof Trap trap && trap.kind() == Trap.Kind.CALL_STACK_EXHAUSTED;
                case EXCEPTION -> thrown instanceof TagException;
            };
            if (!kind || (assertion.message() != null && !thrown.getMessage().startsWith(assertion.message()))) {
                throw unexpected(assertion.action() + ": ", expected(assertion.message()), thrown);
            }
            return;
        }
        throw new ExpectationException(
                assertion.action() + ": expected " + expected(assertion.message()) + ", got " + results);
    }

    private static String expected(String message) {
        return message == null ? "an exception" : "\"" + message + "\"";
    }

    private static ExpectationException unexpected(String what, String expected, WasmException actual) {
        return new ExpectationException(what + "expected " + expected + ", got " + text(actual), actual);
    }

    private void checkRefused(Assertion.ModuleRefused assertion) {
        try {
            WasmModule module = compile(assertion.source());
            if (assertion.refusal().whenInstantiated()) {
                linker.instantiate(module);
            }
        } catch (WasmException e) {
            if (!isExpected(assertion, e)) {
                throw unexpected("", expected(assertion.message()), e);
            }
            return;
        }
        throw new ExpectationException("expected \"" + assertion.message() + "\", but the module is accepted");
    }

    private static boolean isExpected(Assertion.ModuleRefused assertion, WasmException actual) {
        boolean step = switch (assertion.refusal()) {
            case MALFORMED, MALFORMED_CUSTOM -> actual instanceof MalformedModuleException;
            case INVALID -> actual instanceof InvalidModuleException;
            // annotations are checked when they are read
            case INVALID_CUSTOM ->
                actual instanceof InvalidModuleException || actual instanceof MalformedModuleException;
            case UNLINKABLE -> actual instanceof LinkException;
            case UNINSTANTIABLE -> actual instanceof Trap;
        };
        return (step && actual.getMessage().startsWith(words(assertion.message()))) || isFoundInText(assertion, actual);
    }

    /** The specification's words, without the details of the reference interpreter that a few scripts have behind them. */
    private static String words(String message) {
        return message.startsWith(MISMATCH + ": ") ? MISMATCH : message;
    }

    /**
     * Whether reading the text refused what validation should refuse: a limit of more than 32 bits. The scripts of version
     * 3.0 want it read and found invalid, those of the threads proposal want it malformed.
     */
    private static boolean isFoundInText(Assertion.ModuleRefused assertion, WasmException actual) {
        return assertion.refusal() == Assertion.Refusal.INVALID
                && (assertion.message().startsWith("memory size")
                        || assertion.message().equals("table size"))
                && actual instanceof MalformedModuleException
                && actual.getMessage().startsWith("i32 constant out of range");
    }
}
