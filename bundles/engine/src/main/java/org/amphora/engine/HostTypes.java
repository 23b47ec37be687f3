package org.amphora.engine;

import org.amphora.api.Limits;
import org.amphora.api.MemoryType;
import org.amphora.api.TableType;
import org.amphora.api.TagType;
import org.amphora.engine.validate.LimitRules;

/** Checks types that a program makes, as the validator checks those of a module (WebAssembly 3.0, section 3.2). */
final class HostTypes {
    private HostTypes() {}

    static void check(MemoryType type) {
        if (!LimitRules.allowsPagesOf(type)) {
            throw new IllegalArgumentException(
                    type + " has pages of " + type.pageBytes() + " bytes; 1 or 65536 is allowed");
        }
        if (type.shared() && type.limits().max().isEmpty()) {
            throw new IllegalArgumentException(type + " is not valid: a shared memory must have a maximum");
        }
        check(type, type.limits(), LimitRules.mostPages(type), "pages");
    }

    static void check(TableType type) {
        check(type, type.limits(), LimitRules.mostElements(type), "elements");
    }

    static void check(TagType type) {
        if (!type.type().results().isEmpty()) {
            throw new IllegalArgumentException(type + " is not valid: a tag has no results");
        }
    }

    private static void check(Object type, Limits limits, long most, String unit) {
        long max = limits.max().orElse(most);
        if (Long.compareUnsigned(limits.min(), most) > 0 || Long.compareUnsigned(max, most) > 0) {
            throw new IllegalArgumentException(
                    type + " is not valid: at most " + Long.toUnsignedString(most) + " " + unit + " are allowed");
        }
        if (Long.compareUnsigned(limits.min(), max) > 0) {
            throw new IllegalArgumentException(type + " is not valid: its minimum is above its maximum");
        }
    }
}
