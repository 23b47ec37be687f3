package org.amphora.engine.link;

import java.util.Comparator;
import java.util.List;
import org.amphora.api.ExternType;
import org.amphora.api.ImportType;
import org.amphora.engine.link.HostFunctionSource.Candidate;

/** Something that could have satisfied an import, as messages describe it. Immutable. */
final class Offer {
    private static final int MOST_SHOWN = 3;

    private final String module;
    private final String name;
    private final ExternType type;
    private final String provider;

    private Offer(String module, String name, ExternType type, String provider) {
        this.module = module;
        this.name = name;
        this.type = type;
        this.provider = provider;
    }

    static Offer of(Definition definition) {
        return new Offer(definition.module(), definition.name(), definition.type(), null);
    }

    static Offer of(Candidate candidate) {
        return new Offer(candidate.module(), candidate.name(), candidate.type(), candidate.provider());
    }

    /** Those that {@code wanted} may have meant, likeliest first. */
    static List<Offer> nearest(ImportType wanted, List<Offer> offers) {
        return offers.stream()
                .filter(offer -> offer.distance(wanted) < Integer.MAX_VALUE)
                .sorted(Comparator.comparingInt((Offer offer) -> offer.distance(wanted))
                        .thenComparing(offer -> offer.module)
                        .thenComparing(offer -> offer.name))
                .limit(MOST_SHOWN)
                .toList();
    }

    /** How far this is from {@code wanted}: a misspelt name in its module, or its name in another module; else far. */
    private int distance(ImportType wanted) {
        int otherType = type.equals(wanted.type()) ? 0 : 1;
        if (module.equals(wanted.module())) {
            int edits = EditDistance.between(name, wanted.name());
            return edits <= Math.max(1, wanted.name().length() / 3) ? 2 * edits + otherType : Integer.MAX_VALUE;
        }
        return name.equals(wanted.name()) ? 2 + otherType : Integer.MAX_VALUE;
    }

    /** Such as {@code func (i32) -> () of org.acme.log 1.0.0}. */
    String typeAndProvider() {
        return ImportResolver.spell(type) + (provider == null ? "" : " of " + provider);
    }

    /** Such as {@code env.log func (i32) -> () of org.acme.log 1.0.0}. */
    @Override
    public String toString() {
        return module + "." + name + " " + typeAndProvider();
    }

    /** {@code a}, {@code a and b}, {@code a, b and c}. */
    static String join(List<String> parts) {
        int last = parts.size() - 1;
        return last < 1
                ? String.join("", parts)
                : String.join(", ", parts.subList(0, last)) + " and " + parts.get(last);
    }
}
