package org.amphora.engine.spec;

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

    SpecificationValue(Map<String, Object> json) {
        type = (String) json.get("type");
        value = (String) json.get("value");
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
