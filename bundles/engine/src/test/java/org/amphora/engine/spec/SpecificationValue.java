package org.amphora.engine.spec;

import java.util.List;
import java.util.Map;
import org.amphora.api.Function;
import org.amphora.api.Instance;

/** A value in a test script: an argument, or what a result must be. */
final class SpecificationValue {
    private static final int F32_QUIET = 0x7fc00000;
    private static final long F64_QUIET = 0x7ff8000000000000L;

    private final String type;
    /** Null stands for any value of the type. */
    private final String value;

    /** The lanes of a vector, lowest first; of other values, the value itself. */
    private final List<SpecificationValue> lanes;

    SpecificationValue(Map<String, Object> json) {
        if (json.get("lane_type") == null) {
            type = (String) json.get("type");
            value = (String) json.get("value");
            lanes = List.of(this);
        } else {
            type = "v128";
            value = json.get("value").toString();
            lanes = ((List<?>) json.get("value"))
                    .stream()
                            .map(lane -> new SpecificationValue(Map.of("type", json.get("lane_type"), "value", lane)))
                            .toList();
        }
    }

    int slots() {
        return type.equals("v128") ? 2 : 1;
    }

    /** Puts an argument into slots. */
    void store(long[] slots, int at, Instance instance) {
        if (slots() == 1) {
            slots[at] = slot(instance);
            return;
        }
        for (int i = 0; i < lanes.size(); i++) {
            int bit = i * 128 / lanes.size();
            slots[at + bit / 64] |= lanes.get(i).bits() << bit;
        }
    }

    private long bits() {
        return Long.parseUnsignedLong(value) & (-1L >>> (64 - Integer.parseInt(type.substring(1))));
    }

    /** Compares with a result. */
    boolean matches(long[] slots, int at, Instance instance) {
        if (slots() == 1) {
            return matches(slots[at], instance);
        }
        boolean same = true;
        for (int i = 0; i < lanes.size(); i++) {
            int bit = i * 128 / lanes.size();
            long lane = slots[at + bit / 64] >>> bit;
            same &= lanes.get(i).matchesLane(lane);
        }
        return same;
    }

    private boolean matchesLane(long lane) {
        return switch (type) {
            case "f32" -> matchesFloat((int) lane);
            case "f64" -> matchesDouble(lane);
            default -> (lane & (-1L >>> (64 - Integer.parseInt(type.substring(1))))) == bits();
        };
    }

    /** The slot of an argument. References to the host are boxed numbers. */
    long slot(Instance instance) {
        return switch (type) {
            case "i32", "f32" -> Integer.parseUnsignedInt(value);
            case "i64", "f64" -> Long.parseUnsignedLong(value);
            default -> value.equals("null") ? 0 : instance.handle(Long.valueOf(value));
        };
    }

    boolean matches(long slot, Instance instance) {
        return switch (type) {
            case "i32" -> slot == Integer.toUnsignedLong(Integer.parseUnsignedInt(value));
            case "i64" -> slot == Long.parseUnsignedLong(value);
            case "f32" -> matchesFloat((int) slot) && slot >>> 32 == 0;
            case "f64" -> matchesDouble(slot);
            default -> matchesReference(instance.reference(slot));
        };
    }

    private boolean matchesFloat(int bits) {
        return switch (value) {
            case "nan:canonical" -> (bits & 0x7fffffff) == F32_QUIET;
            case "nan:arithmetic" -> (bits & F32_QUIET) == F32_QUIET;
            default -> bits == Integer.parseUnsignedInt(value);
        };
    }

    private boolean matchesDouble(long bits) {
        return switch (value) {
            case "nan:canonical" -> (bits & Long.MAX_VALUE) == F64_QUIET;
            case "nan:arithmetic" -> (bits & F64_QUIET) == F64_QUIET;
            default -> bits == Long.parseUnsignedLong(value);
        };
    }

    private boolean matchesReference(Object reference) {
        if (value == null) {
            return type.equals("funcref") ? reference instanceof Function : reference != null;
        }
        return value.equals("null") ? reference == null : Long.valueOf(value).equals(reference);
    }

    /** Such as {@code i32 0x2a}. */
    @Override
    public String toString() {
        return type + " "
                + (value == null || !value.matches("[0-9]+")
                        ? value
                        : "0x" + Long.toHexString(Long.parseUnsignedLong(value)));
    }
}
