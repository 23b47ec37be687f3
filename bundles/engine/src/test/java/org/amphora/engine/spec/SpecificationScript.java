package org.amphora.engine.spec;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.amphora.api.Engine;
import org.amphora.api.Instance;
import org.amphora.api.InvalidModuleException;
import org.amphora.api.LinkException;
import org.amphora.api.Linker;
import org.amphora.api.MalformedModuleException;
import org.amphora.api.NumberType;
import org.amphora.api.Trap;
import org.amphora.api.WasmException;
import org.amphora.api.WasmModule;

/** Runs the commands of one file of the official tests, and collects those whose assertion does not hold. */
final class SpecificationScript {
    /** How much of a module that should have been refused is shown. */
    private static final int SHOWN_BYTES = 200;

    private final Path file;
    private final Engine engine;
    private Linker linker;
    private final Map<String, Instance> named = new HashMap<>();
    private Instance current;
    private final Map<String, WasmModule> definitions = new HashMap<>();
    private WasmModule lastDefinition;
    private final List<String> failures = new ArrayList<>();
    private int passed;
    private int skipped;

    SpecificationScript(Path file, Engine engine) {
        this.file = file;
        this.engine = engine;
        this.linker = Spectest.define(engine, engine.linker());
    }

    /** A line for each command that failed. */
    List<String> failures() {
        return failures;
    }

    /** How many commands did what they should. */
    int passed() {
        return passed;
    }

    /** How many commands exist as text only. */
    int skipped() {
        return skipped;
    }

    void run() throws IOException {
        Map<String, Object> script = map(Json.parse(Files.readString(file)));
        for (Object command : (List<?>) script.get("commands")) {
            command(map(command));
        }
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> map(Object json) {
        return (Map<String, Object>) json;
    }

    private void command(Map<String, Object> command) {
        String type = (String) command.get("type");
        if ("text".equals(command.get("module_type"))) {
            skipped++;
            return;
        }
        try {
            String failure = outcome(type, command);
            if (failure == null) {
                passed++;
                return;
            }
            fail(command, failure);
        } catch (WasmException e) {
            fail(command, e.getClass().getSimpleName() + ": " + e.getMessage());
        } catch (Throwable e) {
            fail(
                    command,
                    "LEAK " + e + " at "
                            + Arrays.stream(e.getStackTrace()).limit(8).toList());
        }
    }

    private void fail(Map<String, Object> command, String why) {
        failures.add("line " + ((Double) command.get("line")).intValue() + " " + command.get("type") + ": " + why);
    }

    /** Null if the command did what it should, else what it did. */
    private String outcome(String type, Map<String, Object> command) throws IOException {
        return switch (type) {
            case "module" -> module(command);
            case "module_definition" -> moduleDefinition(command);
            case "module_instance" -> moduleInstance(command);
            case "register" -> register(command);
            case "action" -> {
                perform(map(command.get("action")));
                yield null;
            }
            case "assert_return" -> assertReturn(command);
            case "assert_trap" -> assertTrap(command, () -> perform(map(command.get("action"))));
            case "assert_exhaustion" -> assertTrap(command, () -> perform(map(command.get("action"))));
            case "assert_malformed" -> assertRefused(command);
            case "assert_invalid" -> assertRefused(command);
            case "assert_unlinkable" -> assertUnlinkable(command);
            case "assert_uninstantiable" -> assertTrap(command, () -> instantiate(command));
            default -> "unknown command";
        };
    }

    private interface Action {
        void run() throws IOException;
    }

    private byte[] binary(Map<String, Object> command) throws IOException {
        return Files.readAllBytes(file.resolveSibling((String) command.get("filename")));
    }

    private Instance instantiate(Map<String, Object> command) throws IOException {
        return linker.instantiate(engine.compile(binary(command)));
    }

    private String module(Map<String, Object> command) throws IOException {
        current = null;
        named.remove((String) command.get("name"));
        return instance(command, engine.compile(binary(command)));
    }

    /** A module to be instantiated later, or never. */
    private String moduleDefinition(Map<String, Object> command) throws IOException {
        lastDefinition = engine.compile(binary(command));
        definitions.put((String) command.get("name"), lastDefinition);
        return null;
    }

    private String moduleInstance(Map<String, Object> command) {
        String module = (String) command.get("module");
        return instance(command, module == null ? lastDefinition : definitions.get(module));
    }

    private String instance(Map<String, Object> command, WasmModule module) {
        current = linker.instantiate(module);
        named.put((String) command.get("name"), current);
        return null;
    }

    private Instance instance(Map<String, Object> reference, String key) {
        String name = (String) reference.get(key);
        Instance instance = name == null ? current : named.get(name);
        if (instance == null) {
            throw new IllegalStateException("no module: its own command failed");
        }
        return instance;
    }

    private String register(Map<String, Object> command) {
        linker = linker.define((String) command.get("as"), instance(command, "name"));
        return null;
    }

    private long[] perform(Map<String, Object> action) {
        Instance instance = instance(action, "module");
        String field = (String) action.get("field");
        if (action.get("type").equals("get")) {
            Object value = instance.global(field).get();
            boolean number = instance.global(field).type().value() instanceof NumberType;
            return new long[] {number ? instance.global(field).getSlot() : instance.handle(value)};
        }
        List<SpecificationValue> arguments = values(action.get("args"));
        long[] slots = new long[slots(arguments)];
        int slot = 0;
        for (SpecificationValue argument : arguments) {
            argument.store(slots, slot, instance);
            slot += argument.slots();
        }
        return instance.function(field).call(slots);
    }

    private static int slots(List<SpecificationValue> values) {
        return values.stream().mapToInt(SpecificationValue::slots).sum();
    }

    private static List<SpecificationValue> values(Object json) {
        List<SpecificationValue> values = new ArrayList<>();
        for (Object value : (List<?>) json) {
            values.add(new SpecificationValue(map(value)));
        }
        return values;
    }

    private String assertReturn(Map<String, Object> command) {
        Map<String, Object> action = map(command.get("action"));
        long[] results = perform(action);
        if (command.get("either") != null) {
            for (SpecificationValue choice : values(command.get("either"))) {
                if (choice.matches(results, 0, instance(action, "module"))) {
                    return null;
                }
            }
            return action.get("field") + values(action.get("args")).toString() + " gave none of "
                    + command.get("either");
        }
        List<SpecificationValue> expected = values(command.get("expected"));
        boolean same = results.length == slots(expected);
        for (int i = 0, slot = 0;
                same && i < expected.size();
                slot += expected.get(i++).slots()) {
            same = expected.get(i).matches(results, slot, instance(action, "module"));
        }
        return same
                ? null
                : action.get("field") + values(action.get("args")).toString() + " gave "
                        + Arrays.stream(results)
                                .mapToObj(r -> "0x" + Long.toHexString(r))
                                .toList()
                        + ", expected " + expected;
    }

    private String assertTrap(Map<String, Object> command, Action action) throws IOException {
        String text = (String) command.get("text");
        try {
            action.run();
            return "no trap, expected: " + text;
        } catch (Trap trap) {
            return agree(trap.getMessage(), text) ? null : "trapped with: " + trap.getMessage() + ", expected: " + text;
        }
    }

    /** The reference interpreter compares beginnings; where its own texts go on with an index, ours do not. */
    private static boolean agree(String message, String text) {
        return message.startsWith(text) || text.startsWith(message);
    }

    private String assertRefused(Map<String, Object> command) throws IOException {
        String text = (String) command.get("text");
        try {
            engine.compile(binary(command));
            byte[] binary = binary(command);
            return "accepted, expected: " + text + "; "
                    + HexFormat.of().formatHex(binary, 0, Math.min(binary.length, SHOWN_BYTES));
        } catch (MalformedModuleException | InvalidModuleException e) {
            String message = e.getMessage();
            return message.startsWith(text) || OtherWords.allow(file, text, message)
                    ? null
                    : "refused with: " + message + ", expected: " + text;
        }
    }

    private String assertUnlinkable(Map<String, Object> command) throws IOException {
        try {
            instantiate(command);
            return "linked, expected: " + command.get("text");
        } catch (LinkException e) {
            return null;
        }
    }
}
