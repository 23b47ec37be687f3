package org.amphora.engine.compile;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.amphora.api.ValueType;
import org.amphora.binary.module.ModuleDefinition;
import org.amphora.binary.module.NameKind;
import org.amphora.binary.module.NameMap;

/**
 * A function and what becomes of it, as text for people: its instructions, the methods that are generated, how it is split
 * into them, and what is in their variables. Everything is compiled for it anew, and thrown away.
 */
final class FunctionReport {
    private final ModuleDefinition module;
    private final FunctionShape shape;
    private final SplitPlan plan;
    private final List<WrittenMethod> methods;
    private final NameMap localNames;
    private final StringBuilder out = new StringBuilder();

    private FunctionReport(InstanceClass instance, FunctionShape shape) {
        this.module = shape.module;
        this.shape = shape;
        this.localNames = module.names().within(NameKind.LOCAL, shape.index);
        FunctionCompiler compiler = new FunctionCompiler(instance, shape.names);
        plan = compiler.plan(shape);
        Map<String, ClassBuilder> targets = new HashMap<>();
        methods = compiler.compile(
                shape,
                plan,
                name -> targets.computeIfAbsent(
                        name, n -> new ClassBuilder(n, "java/lang/Object", shape.names.sourceFile())));
    }

    /** All of it; {@code function} is not imported. */
    static String of(ModuleDefinition module, InstanceClass instance, Names names, int function) {
        return new FunctionReport(instance, FunctionShape.of(module, names, function)).text();
    }

    private String text() {
        line("function " + module.functionName(shape.index) + " (#" + shape.index + ") of "
                + module.name().orElse("wasm") + ": " + module.functionType(shape.index));
        line("");
        line("instructions, by their offset in the module");
        new CodeListing(module, shape.index).instructions().forEach(text -> line("  " + text));
        line("");
        line("methods");
        methods.forEach(method -> line(String.format(
                Locale.ROOT,
                "%,8d bytes  %s.%s%s",
                method.bytes(),
                method.className(),
                method.name(),
                method.descriptor())));
        line("");
        if (plan.split()) {
            line("control tree");
            new CodeListing(module, shape.index).tree(plan, this::region).forEach(text -> line("  " + text));
        } else {
            line("control tree: all in one method");
        }
        methods.forEach(this::variables);
        return out.toString();
    }

    private void line(String text) {
        out.append(text).append('\n');
    }

    /** What is to be said of a region in the control tree. */
    private String region(Region region) {
        return "region " + region.number() + ": " + entries(region) + "takes " + locals(region.ins())
                + operands(region.operandsIn())
                + ", gives back "
                + locals(region.outs()) + operands(region.operandsOut())
                + (region.completes() ? "" : ", never reaches its end")
                + exits(region);
    }

    private static String entries(Region region) {
        return switch (region.entries()) {
            case 0 -> "";
            case 1 -> "begins behind the block, ";
            default -> "begins behind any of " + region.entries() + " blocks, ";
        };
    }

    private String locals(int[] positions) {
        StringBuilder text = new StringBuilder();
        int local = -1;
        int count = 0;
        for (int position : positions) {
            if (position >= shape.caught()) {
                text.append(" what is caught");
                count += 2;
                break;
            }
            if (local < 0 || position >= shape.behind(local)) {
                do {
                    local++;
                } while (position >= shape.behind(local));
                text.append(' ').append(local);
                count++;
            }
        }
        return count == 0 ? "no locals" : (count == 1 ? "local" : "locals") + text;
    }

    private static String operands(Kind[] kinds) {
        return kinds.length == 0 ? "" : kinds.length == 1 ? " and 1 operand" : " and " + kinds.length + " operands";
    }

    private static String exits(Region region) {
        if (region.exits().isEmpty()) {
            return "";
        }
        StringBuilder text = new StringBuilder(", leaves to");
        region.exits().stream().sorted().forEach(exit -> text.append(' ').append(ControlFrame.exitText(exit)));
        return text.toString();
    }

    private void variables(WrittenMethod method) {
        Layout layout = method.layout();
        Map<Integer, String> variables = new TreeMap<>();
        if (shape.signature.packed() && method.equals(methods.get(0))) {
            variables.put(0, "numbers among the parameters");
            variables.put(1, "references among the parameters");
        }
        int parameters = module.functionType(shape.index).parameters().size();
        for (int local = 0, count = parameters + shape.body().localCount(); local < count; local++) {
            for (int position = shape.position(local); position < shape.behind(local); position++) {
                put(variables, layout.locals[position], local(local, position, parameters));
            }
        }
        for (int position = shape.caught(); position < shape.locals.length; position++) {
            put(variables, layout.locals[position], "the exception that a catch has caught");
        }
        put(variables, layout.guest, "the instance");
        put(variables, layout.memory, "memory 0");
        put(variables, layout.exitCode, "where the last region left to, or the next begins");
        variables.put(
                layout.slot(layout.lowestOperand),
                "operand " + layout.lowestOperand + ", and from here on two variables for each");
        line("");
        line("variables of " + method.name());
        variables.forEach((variable, what) -> line(String.format(Locale.ROOT, "%5d  %s", variable, what)));
    }

    private static void put(Map<Integer, String> variables, int variable, String what) {
        if (variable != Layout.ABSENT) {
            variables.put(variable, what);
        }
    }

    private String local(int local, int position, int parameters) {
        ValueType type = local < parameters
                ? module.functionType(shape.index).parameters().get(local)
                : shape.body().local(local - parameters);
        int parts = shape.behind(local) - shape.position(local);
        String name = localNames.get(local);
        return "local " + local + (name == null ? "" : " " + name) + ", " + type
                + (parts == 1 ? "" : ", part " + (position - shape.position(local) + 1) + " of " + parts);
    }
}
