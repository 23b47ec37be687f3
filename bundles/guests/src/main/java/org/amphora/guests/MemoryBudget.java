package org.amphora.guests;

import java.math.RoundingMode;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.amphora.api.MemoryType;
import org.amphora.api.WasmModule;

/**
 * The memory that guests may come to need, all together. A generation is admitted, with all its instances at their largest, before
 * any memory of it is allocated; so guests that serve never find the heap full because another one was deployed. Thread-safe.
 */
final class MemoryBudget {
    /** No limit. */
    static final long NONE = 0;

    /** What one instance counts as at most, 4 TiB: so that sums do not overflow. */
    private static final long MOST = 1L << 42;

    private static final double MEBIBYTE = 1 << 20;

    private final Map<String, Long> taken = new TreeMap<>();
    private volatile Runnable onRelease = () -> {};
    private long budget = NONE;
    private long total;
    private long peak;

    /** Sets how many bytes there are, or {@link #NONE}. What was admitted stays. */
    synchronized void set(long bytes) {
        budget = bytes;
    }

    /** @param task runs whenever a generation gave its memory back */
    void onRelease(Runnable task) {
        onRelease = task;
    }

    /** Admits a generation with so many instances. */
    Claim claim(GuestConfiguration configuration, Candidate candidate) throws Rejection {
        long each =
                most(candidate.module().module(), configuration.instanceConfig().memoryLimit());
        int instances = configuration.pool().most();
        long bytes = each * instances;
        synchronized (this) {
            if (budget != NONE && bytes > budget - total) {
                throw new Rejection(
                        configuration.name(),
                        candidate.source(),
                        candidate.digest(),
                        Reason.INSUFFICIENT_MEMORY,
                        (instances == 1 ? "1 instance" : instances + " instances")
                                + " of " + mebibytes(each) + " at most, and of the "
                                + mebibytes(budget) + " of memory.budget " + mebibytes(Math.max(0, budget - total))
                                + " are left" + holders()
                                + "; wasm.guest.memory.limit and wasm.guest.instances make it smaller",
                        null);
            }
            total += bytes;
            peak = Math.max(peak, total);
            if (bytes > 0) {
                taken.merge(configuration.name(), bytes, Long::sum);
            }
        }
        return new Claim(configuration.name(), bytes);
    }

    private String holders() {
        return taken.isEmpty()
                ? ""
                : taken.entrySet().stream()
                        .map(entry -> entry.getKey() + " " + mebibytes(entry.getValue()))
                        .collect(Collectors.joining(", ", " (", ")"));
    }

    /** The bytes that the memories of one instance may have together. */
    private static long most(WasmModule module, long limitPages) {
        long declared = 0;
        for (MemoryType memory : module.memories()) {
            long pages = memory.limits().max().orElse(-1);
            declared = sum(declared, pages < 0 ? Long.MAX_VALUE : product(pages, memory.pageBytes()));
        }
        return Math.min(MOST, Math.min(declared, product(limitPages, MemoryType.PAGE_BYTES)));
    }

    private static long sum(long one, long other) {
        return one > Long.MAX_VALUE - other ? Long.MAX_VALUE : one + other;
    }

    private static long product(long one, long other) {
        return other != 0 && one > Long.MAX_VALUE / other ? Long.MAX_VALUE : one * other;
    }

    private static String mebibytes(long bytes) {
        DecimalFormat format = new DecimalFormat("#,##0.##", DecimalFormatSymbols.getInstance(Locale.ROOT));
        format.setRoundingMode(RoundingMode.UP);
        return format.format(bytes / MEBIBYTE) + " MiB";
    }

    /** The most that was admitted at a time. */
    synchronized long peak() {
        return peak;
    }

    /** What is admitted now. */
    synchronized long total() {
        return total;
    }

    private void release(String guest, long bytes) {
        synchronized (this) {
            total -= bytes;
            taken.computeIfPresent(guest, (name, before) -> before == bytes ? null : before - bytes);
        }
        onRelease.run();
    }

    /** The memory of one generation. */
    final class Claim {
        private final String guest;
        private long bytes;

        private Claim(String guest, long bytes) {
            this.guest = guest;
            this.bytes = bytes;
        }

        /** Gives it back, once. */
        synchronized void release() {
            if (bytes > 0) {
                MemoryBudget.this.release(guest, bytes);
                bytes = 0;
            }
        }
    }
}
