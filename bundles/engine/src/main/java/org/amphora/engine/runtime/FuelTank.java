package org.amphora.engine.runtime;

import org.amphora.api.Trap;

/**
 * The fuel of the calls into one instance: filled when an outermost call begins, and used up by the code that runs in it,
 * that of other instances included. Used by one thread at a time.
 */
public final class FuelTank {
    /** Bulk instructions use a unit for so many bytes. */
    private static final int BYTES_PER_UNIT_SHIFT = 6;

    private static final long MAX_COUNT = 1L << 47;

    private final String guest;
    final long limit;
    long left;

    /** What was added to the limit since the tank was filled. */
    long added;

    /** How many calls use it: the first one has filled it. */
    public int active;

    /** A tank that {@code limit} units fill. */
    FuelTank(String guest, long limit) {
        this.guest = guest;
        this.limit = limit;
        this.left = limit;
    }

    long used() {
        return limit + added - left;
    }

    /** Adds units, or takes some. */
    void add(long units) {
        if (units < 0 && left + units < 0) {
            throw exhausted();
        }
        long granted = Math.min(units, Long.MAX_VALUE - left);
        left += granted;
        added += Math.max(granted, 0);
    }

    /** Nothing is left then: what would still go on finds nothing for the next step either. */
    private Trap exhausted() {
        left = 0;
        return new Trap(
                Trap.Kind.OUT_OF_FUEL,
                Trap.Kind.OUT_OF_FUEL.message() + ": " + guest + " has a fuelLimit of " + limit
                        + (limit == 1 ? " unit" : " units") + " for each call"
                        + (added == 0 ? "" : ", and " + added + " more were added to this one"));
    }

    // ---- for generated code ----

    /** Uses {@code units}, or all there is and traps. */
    public static void use(FuelTank tank, int units) {
        long left = tank.left - units;
        if (left < 0) {
            throw tank.exhausted();
        }
        tank.left = left;
    }

    /** Uses what a bulk instruction costs for its {@code count}, which is unsigned, of items. */
    public static void useFor(long count, FuelTank tank, int itemBytes) {
        // as an unsigned number, no count beyond this one fits anything; the product does not overflow
        long most = Long.compareUnsigned(count, MAX_COUNT) > 0 ? MAX_COUNT : count;
        long left = tank.left - ((most * itemBytes) >>> BYTES_PER_UNIT_SHIFT);
        if (left < 0) {
            throw tank.exhausted();
        }
        tank.left = left;
    }

    /** As {@link #useFor}, for what was added to a memory or table, unless {@code previous} says that nothing was. */
    public static void useForGrowth(long previous, long count, FuelTank tank, int itemBytes) {
        if (previous != -1) {
            useFor(count, tank, itemBytes);
        }
    }

    /**
     * A call from {@code caller}, another instance, to {@code callee} begins: it goes on with the fuel of the caller, if
     * that has any.
     *
     * @return what the callee had before; the call ends by putting it back, after counting {@link #active} down
     */
    public static FuelTank enter(ModuleInstance callee, ModuleInstance caller) {
        FuelTank before = callee.fuel;
        FuelTank used = caller.fuel == null ? before : caller.fuel;
        if (used.active++ == 0) {
            used.left = used.limit;
            used.added = 0;
        }
        callee.fuel = used;
        return before;
    }
}
