package org.amphora.differential;

import java.util.List;
import org.amphora.api.Engine;
import org.amphora.api.Function;
import org.amphora.api.FunctionType;
import org.amphora.api.Global;
import org.amphora.api.GlobalType;
import org.amphora.api.HostFunction;
import org.amphora.api.ImportType;
import org.amphora.api.Instance;
import org.amphora.api.Linker;
import org.amphora.api.ReferenceType;
import org.amphora.api.Table;
import org.amphora.api.TagType;
import org.amphora.api.ValueType;
import org.amphora.api.WasmException;
import org.amphora.api.WasmModule;

/** What fuzz modules import, as {@code v8.mjs} has it. */
final class HostSide {
    /** The object that the host passes where a reference is wanted. */
    static final Object OBJECT = new Object() {
        @Override
        public String toString() {
            return "host";
        }
    };

    private static final int HOST_CALLS = 100;

    private final Engine engine;
    private final Subject subject;
    private final Lines lines;
    private Instance instance;
    private Instance tags;
    private int budget = HOST_CALLS;
    private long high;

    HostSide(Engine engine, Subject subject, Lines lines) {
        this.engine = engine;
        this.subject = subject;
        this.lines = lines;
    }

    /** From now on the exports of {@code instance} can be used; before, only its start function runs. */
    void instance(Instance instance) {
        this.instance = instance;
    }

    /** Lets the guest have the host call it as often as at the beginning. */
    void newBudget() {
        budget = HOST_CALLS;
    }

    /** A linker with everything that {@code module} imports. */
    Linker linker(WasmModule module) {
        Linker linker = engine.linker();
        for (ImportType item : module.imports()) {
            if (item.type() instanceof GlobalType type) {
                Global global = engine.newGlobal(type, OBJECT);
                linker = linker.define(item.module(), item.name(), global);
            } else if (item.type() instanceof TagType || item.name().equals("throw")) {
                linker = linker.define(item.module(), item.name(), tags().export(item.name()));
            } else if (item.type() instanceof FunctionType type) {
                HostFunction function = function(item.name(), type);
                if (function != null) {
                    linker = linker.define(item.module(), item.name(), type, function);
                }
            }
        }
        return linker;
    }

    private Instance tags() {
        if (tags == null) {
            tags = engine.linker().instantiate(engine.compile(Support.tags()));
        }
        return tags;
    }

    private HostFunction function(String name, FunctionType type) {
        return switch (name) {
            case "log-i32", "log-i64", "log-f32", "log-f64" -> logging(type.parameters());
            case "log-v128" ->
                (caller, stack) -> lines.add("log v128:" + Values.hex64(stack[1]) + Values.hex64(stack[0]));
            case "log-anyref" -> logging(Code.ANYREF, Subject.ANY);
            case "log-funcref" -> logging(ReferenceType.FUNCREF, Subject.FUNCTION);
            case "log-externref" -> logging(ReferenceType.EXTERNREF, Subject.EXTERN);
            case "setTempRet0" -> (caller, stack) -> high = stack[0]; // half of an i64, of the same passes
            case "getTempRet0" -> (caller, stack) -> stack[0] = high;
            case "sleep" -> (caller, stack) -> stack[0] = stack[1];
            case "table-get" -> (caller, stack) -> stack[0] = element(caller, stack[0]);
            case "table-set" -> (caller, stack) -> setElement(caller, stack[0], stack[1]);
            case "call-export" -> (caller, stack) -> callExport(stack[0]);
            case "call-export-catch" -> (caller, stack) -> stack[0] = caught(() -> callExport(stack[0]));
            case "call-ref" -> (caller, stack) -> callReference(caller, stack[0]);
            case "call-ref-catch" -> (caller, stack) -> stack[0] = caught(() -> callReference(caller, stack[0]));
            default -> null;
        };
    }

    /** Logs numbers. Some passes of Binaryen make two i32 of an i64. */
    private HostFunction logging(List<ValueType> types) {
        return (caller, stack) -> {
            StringBuilder line = new StringBuilder("log");
            for (int i = 0; i < types.size(); i++) {
                line.append(' ').append(Values.text(types.get(i), stack[i]));
            }
            lines.add(line.toString());
        };
    }

    private HostFunction logging(ReferenceType type, String fingerprint) {
        return (caller, stack) -> {
            if (instance == null) {
                lines.add("log " + Values.text(type, stack[0]));
            } else {
                long seen = instance.function(fingerprint).call(stack[0])[0];
                lines.add("log " + type + ":" + Values.hex64(seen));
            }
        };
    }

    private long element(Instance caller, long index) {
        Table table = table();
        return table != null && index < table.size() ? caller.handle(table.get(index)) : 0;
    }

    private void setElement(Instance caller, long index, long handle) {
        Table table = table();
        if (table != null && index < table.size()) {
            table.set(index, caller.reference(handle));
        }
    }

    private Table table() {
        return instance == null || subject.table() == null ? null : instance.table("table");
    }

    private void callExport(long index) {
        List<Integer> callable = subject.callable();
        if (instance != null && !callable.isEmpty() && budget-- > 0) {
            int number = callable.get((int) (index % callable.size()));
            AmphoraSide.invoke(instance, subject.calls().get(number));
        }
    }

    private void callReference(Instance caller, long handle) {
        if (instance == null || handle == 0 || budget-- <= 0) {
            return;
        }
        int kind = (int) instance.function(Subject.FUNCTION).call(handle)[0];
        List<ValueType> parameters =
                kind < 1 ? null : subject.functionParameters().get(kind - 1);
        if (parameters != null) {
            Function function = (Function) caller.reference(handle);
            function.call(new long[parameters.size()]);
        }
    }

    private long caught(Runnable body) {
        try {
            body.run();
            return 0;
        } catch (WasmException e) {
            lines.add("caught = " + AmphoraSide.kind(e));
            return 1;
        }
    }
}
