package org.amphora.cli.wast;

import java.util.ArrayList;
import java.util.List;
import org.amphora.api.AbstractHeapType;
import org.amphora.api.Aggregate;
import org.amphora.api.Function;
import org.amphora.api.I31;
import org.amphora.api.Instance;
import org.amphora.api.NumberType;
import org.amphora.api.ReferenceType;
import org.amphora.api.TagException;
import org.amphora.api.ValueType;
import org.amphora.api.VectorType;
import org.amphora.text.script.ExpectedValue;

/** The results of an action, as slots, and whether they are what a script expects. */
final class Results {
    private final Instance instance;
    private final List<ValueType> types;
    private final long[] slots;

    Results(Instance instance, List<ValueType> types, long... slots) {
        this.instance = instance;
        this.types = types;
        this.slots = slots;
    }

    boolean match(List<ExpectedValue> expected) {
        if (expected.size() != types.size()) {
            return false;
        }
        int slot = 0;
        for (int i = 0; i < types.size(); i++) {
            if (!matches(types.get(i), slot, expected.get(i))) {
                return false;
            }
            slot += types.get(i).slots();
        }
        return true;
    }

    private boolean matches(ValueType type, int slot, ExpectedValue expected) {
        if (expected instanceof ExpectedValue.Either either) {
            return either.choices().stream().anyMatch(choice -> matches(type, slot, choice));
        } else if (expected instanceof ExpectedValue.Numeric number) {
            boolean narrow = type == NumberType.I32 || type == NumberType.F32;
            return number.type() == type
                    && number.lane().matches(slots[slot])
                    && !(narrow && slots[slot] >>> Integer.SIZE != 0);
        } else if (expected instanceof ExpectedValue.Vector vector) {
            return type == VectorType.V128 && vector.matches(slots[slot], slots[slot + 1]);
        }
        return type instanceof ReferenceType
                && matches(instance.reference(slots[slot]), (ExpectedValue.Reference) expected);
    }

    private static boolean matches(Object reference, ExpectedValue.Reference expected) {
        return switch (expected.kind()) {
            case NULL -> reference == null;
            case FUNC -> reference instanceof Function;
            case EXTERN, ANY, HOST ->
                expected.number() == null
                        ? reference != null
                        : reference instanceof HostObject host && host.number() == expected.number();
            case EQ -> reference instanceof I31 || reference instanceof Aggregate;
            case I31 -> reference instanceof I31;
            case STRUCT -> isAggregate(reference, AbstractHeapType.STRUCT);
            case ARRAY -> isAggregate(reference, AbstractHeapType.ARRAY);
            case EXN -> reference instanceof TagException;
        };
    }

    private static boolean isAggregate(Object reference, AbstractHeapType kind) {
        return reference instanceof Aggregate aggregate && aggregate.type().kind() == kind;
    }

    /** A result each, as the failures of expectations are. */
    @Override
    public String toString() {
        List<String> texts = new ArrayList<>();
        int slot = 0;
        for (ValueType type : types) {
            texts.add(text(type, slot));
            slot += type.slots();
        }
        return texts.toString();
    }

    private String text(ValueType type, int slot) {
        if (type == VectorType.V128) {
            return String.format("v128 0x%016x%016x", slots[slot + 1], slots[slot]);
        } else if (type instanceof ReferenceType) {
            return type + " " + instance.reference(slots[slot]);
        }
        return type + " 0x" + Long.toHexString(slots[slot]);
    }
}
