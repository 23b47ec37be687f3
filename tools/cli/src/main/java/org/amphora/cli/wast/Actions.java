package org.amphora.cli.wast;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import org.amphora.api.Function;
import org.amphora.api.Global;
import org.amphora.api.Instance;
import org.amphora.api.NumberType;
import org.amphora.api.ValueType;
import org.amphora.api.VectorType;
import org.amphora.text.script.Action;
import org.amphora.text.script.Value;

/** Performs actions on an instance. */
final class Actions {
    private Actions() {}

    static Results perform(Instance instance, Action action) {
        if (action instanceof Action.Invoke invoke) {
            Function function = instance.function(invoke.export());
            return new Results(instance, function.type().results(), function.call(slots(instance, invoke.arguments())));
        }
        Global global = instance.global(action.export());
        return new Results(instance, List.of(global.type().value()), slots(instance, global));
    }

    /** The slots of {@code arguments}; if they are not as many as the function takes, it says so when it is called. */
    private static long[] slots(Instance instance, List<Value> arguments) {
        long[] slots = new long
                [arguments.stream()
                        .mapToInt(value -> value instanceof Value.Vector ? 2 : 1)
                        .sum()];
        int at = 0;
        for (Value argument : arguments) {
            if (argument instanceof Value.Numeric number) {
                slots[at++] = number.bits();
            } else if (argument instanceof Value.Vector vector) {
                slots[at++] = vector.low();
                slots[at++] = vector.high();
            } else if (argument instanceof Value.Host host) {
                slots[at++] = instance.handle(new HostObject(host.number()));
            } else {
                slots[at++] = 0;
            }
        }
        return slots;
    }

    private static long[] slots(Instance instance, Global global) {
        ValueType type = global.type().value();
        if (type instanceof NumberType) {
            return new long[] {global.getSlot()};
        } else if (type == VectorType.V128) {
            ByteBuffer vector = ByteBuffer.wrap((byte[]) global.get()).order(ByteOrder.LITTLE_ENDIAN);
            return new long[] {vector.getLong(), vector.getLong()};
        }
        return new long[] {instance.handle(global.get())};
    }
}
