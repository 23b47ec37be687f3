package org.amphora.text.script;

import java.util.ArrayList;
import java.util.List;
import org.amphora.api.MalformedModuleException;
import org.amphora.text.lexer.TokenKind;
import org.amphora.text.lexer.TokenReader;
import org.amphora.text.script.Assertion.Failure;
import org.amphora.text.script.Assertion.Refusal;

/** Parses scripts as the reference interpreter has them. Used once, by {@link #parse}. */
public final class ScriptParser {
    private final byte[] text;
    private final TokenReader in;
    private final ValueParser values;
    /** The line of the byte at {@code lineOffset}: commands come one behind the other. */
    private int line = 1;

    private int lineOffset;

    private ScriptParser(byte[] text) {
        this.text = text;
        in = new TokenReader(text);
        values = new ValueParser(in);
    }

    /**
     * The commands of a script. A text that is no script but the fields of a module is the script of that module.
     *
     * @param text is kept and must not change any more
     * @throws MalformedModuleException if it is no script; the modules in it are not looked at
     */
    public static List<Command> parse(byte[] text) {
        ScriptParser parser = new ScriptParser(text);
        if (parser.in.at(TokenKind.LEFT) && !parser.atCommand()) {
            return List.of(new Command.DefineModule(1, null, new ModuleSource.Text(text, 0, text.length), true));
        }
        List<Command> commands = parser.commands();
        parser.in.expectEnd();
        return commands;
    }

    private boolean atCommand() {
        String word = in.wordAhead();
        return word != null
                && switch (word) {
                    case "module", "register", "invoke", "get", "thread", "wait" -> true;
                    default -> word.startsWith("assert_");
                };
    }

    private List<Command> commands() {
        List<Command> commands = new ArrayList<>();
        while (in.at(TokenKind.LEFT)) {
            commands.add(command());
        }
        return commands;
    }

    private int line() {
        for (; lineOffset < in.start(); lineOffset++) {
            line += text[lineOffset] == '\n' ? 1 : 0;
        }
        return line;
    }

    private Command command() {
        int at = line();
        if (in.atLeft("module")) {
            return module(at);
        } else if (in.atLeft("invoke") || in.atLeft("get")) {
            return new Command.Perform(at, action());
        }
        in.expectLeft();
        Command command = command(at, in.keyword());
        in.expectRight();
        return command;
    }

    private Command command(int at, String word) {
        if (word == null) {
            throw in.unexpected("a command");
        }
        in.next();
        return switch (word) {
            case "register" -> new Command.Register(at, in.name(), name());
            case "thread" -> thread(at);
            case "wait" -> new Command.WaitForThread(at, "$" + in.identifier());
            case "assert_return" -> new Assertion.Returns(at, action(), values.expected());
            case "assert_exception" -> new Assertion.Fails(at, Failure.EXCEPTION, action(), null);
            case "assert_exhaustion" -> new Assertion.Fails(at, Failure.EXHAUSTION, action(), in.name());
            case "assert_trap" ->
                in.atLeft("module")
                        ? refused(at, Refusal.UNINSTANTIABLE)
                        : new Assertion.Fails(at, Failure.TRAP, action(), in.name());
            case "assert_malformed" -> refused(at, Refusal.MALFORMED);
            case "assert_malformed_custom" -> refused(at, Refusal.MALFORMED_CUSTOM);
            case "assert_invalid" -> refused(at, Refusal.INVALID);
            case "assert_invalid_custom" -> refused(at, Refusal.INVALID_CUSTOM);
            case "assert_unlinkable" -> refused(at, Refusal.UNLINKABLE);
            default -> throw in.failure("unexpected token: " + word + " where a command should be");
        };
    }

    /** The name of a module, instance or thread, with its dollar sign; null if there is none. */
    private String name() {
        String name = in.takeIdentifier();
        return name == null ? null : "$" + name;
    }

    private Command thread(int at) {
        String name = name();
        List<String> shared = new ArrayList<>();
        while (in.takeLeft("shared")) {
            in.expectLeft("module");
            shared.add("$" + in.identifier());
            in.expectRight();
            in.expectRight();
        }
        return new Command.StartThread(at, name, shared, commands());
    }

    private Assertion refused(int at, Refusal refusal) {
        int from = in.start();
        in.expectLeft("module");
        boolean definition = in.take("definition");
        name();
        ModuleSource source = source(from, definition);
        return new Assertion.ModuleRefused(at, refusal, source, in.name());
    }

    private Command module(int at) {
        int from = in.start();
        in.expectLeft("module");
        if (in.take("instance")) {
            Command instance = new Command.Instantiate(at, name(), name());
            in.expectRight();
            return instance;
        }
        boolean definition = in.take("definition");
        String name = name();
        return new Command.DefineModule(at, name, source(from, definition), !definition);
    }

    /**
     * The module whose opening parenthesis is at {@code from}; we are behind its name. The fields alone are a module as well,
     * which helps where a module begins with words that only scripts know.
     */
    private ModuleSource source(int from, boolean fieldsOnly) {
        int fields = in.start();
        if (in.take("binary")) {
            byte[] bytes = in.strings();
            in.expectRight();
            return new ModuleSource.Binary(bytes);
        } else if (in.take("quote")) {
            byte[] quoted = in.strings();
            in.expectRight();
            return new ModuleSource.Text(quoted, 0, quoted.length);
        }
        in.skipToRight();
        int end = in.previousEnd();
        return fieldsOnly ? new ModuleSource.Text(text, fields, end - 1) : new ModuleSource.Text(text, from, end);
    }

    private Action action() {
        if (in.takeLeft("get")) {
            Action get = new Action.Get(name(), in.name());
            in.expectRight();
            return get;
        }
        in.expectLeft("invoke");
        Action invoke = new Action.Invoke(name(), in.name(), values.arguments());
        in.expectRight();
        return invoke;
    }
}
