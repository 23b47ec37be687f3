package org.amphora.engine.link;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.amphora.api.DefinedType;
import org.amphora.api.ExternType;
import org.amphora.api.HostFunction;
import org.amphora.api.ImportType;
import org.amphora.api.LinkException;
import org.amphora.binary.module.ModuleDefinition;
import org.amphora.engine.link.HostFunctionSource.Candidate;

/**
 * Finds something for each import of a module: what the linker defines under the import's name, else the first candidate
 * of the source that is of the import's type. For one instance and one thread.
 */
final class ImportResolver {
    private final String importer;
    private final ModuleDefinition module;
    private final Map<String, Map<String, Definition>> definitions;
    private final HostFunctionSource source;
    private final List<String> faults = new ArrayList<>();
    private final List<ImportType> failed = new ArrayList<>();

    ImportResolver(
            String importer,
            ModuleDefinition module,
            Map<String, Map<String, Definition>> definitions,
            HostFunctionSource source) {
        this.importer = importer;
        this.module = module;
        this.definitions = definitions;
        this.source = source.snapshot(importer, module.imports());
    }

    /**
     * A binding for each import, in the order of the module.
     *
     * @throws LinkException if an import has no match; nothing is then kept acquired
     */
    List<Binding> resolve() {
        List<Binding> bindings = new ArrayList<>();
        boolean complete = false;
        try {
            int functions = 0;
            int tags = 0;
            for (ImportType wanted : module.imports()) {
                DefinedType defined = null;
                if (wanted.type().kind().equals("func")) {
                    defined = module.functionDefinedType(functions++);
                } else if (wanted.type().kind().equals("tag")) {
                    defined = module.tagDefinedType(tags++);
                }
                Binding binding = resolve(wanted, defined);
                if (binding != null) {
                    bindings.add(binding);
                }
            }
            if (!failed.isEmpty()) {
                throw new LinkException(String.join("; ", faults), failed);
            }
            complete = true;
            return bindings;
        } finally {
            if (!complete) {
                bindings.forEach(Binding::release);
            }
        }
    }

    private Binding resolve(ImportType wanted, DefinedType defined) {
        Definition definition =
                definitions.getOrDefault(wanted.module(), Map.of()).get(wanted.name());
        if (definition != null) {
            boolean fits = definition.item() == null
                    ? definition.type().equals(wanted.type())
                    : Matching.matches(definition.item(), wanted.type(), defined);
            return fits ? Binding.of(definition) : incompatible(wanted, List.of(Offer.of(definition)));
        }
        List<Candidate> candidates = source.candidates(wanted.module(), wanted.name());
        boolean gone = false;
        for (Candidate candidate : candidates) {
            if (candidate.type().equals(wanted.type())) {
                HostFunction function = candidate.acquire();
                if (function != null) {
                    return Binding.of(candidate, function);
                }
                gone = true;
            }
        }
        if (gone) {
            return fail(wanted, unknown(wanted) + ", which its providers withdrew or could not make");
        }
        return candidates.isEmpty()
                ? unknownImport(wanted)
                : incompatible(wanted, candidates.stream().map(Offer::of).toList());
    }

    private Binding incompatible(ImportType wanted, List<Offer> offers) {
        return fail(
                wanted,
                "incompatible import type: " + importer + " imports " + wanted + ", but it is offered as "
                        + Offer.join(offers.stream().map(Offer::typeAndProvider).toList()));
    }

    private Binding unknownImport(ImportType wanted) {
        List<Offer> offers = new ArrayList<>();
        definitions.values().forEach(names -> names.values().forEach(it -> offers.add(Offer.of(it))));
        source.all().forEach(candidate -> offers.add(Offer.of(candidate)));
        List<String> nearest =
                Offer.nearest(wanted, offers).stream().map(Offer::toString).toList();
        String hint = nearest.isEmpty() ? ", but nothing like it is defined" : "; nearest: " + Offer.join(nearest);
        return fail(wanted, unknown(wanted) + hint);
    }

    private String unknown(ImportType wanted) {
        return "unknown import: " + importer + " imports " + wanted;
    }

    private Binding fail(ImportType wanted, String fault) {
        failed.add(wanted);
        faults.add(fault);
        return null;
    }

    /** The type of {@code type} as messages spell it. */
    static String spell(ExternType type) {
        return type.kind().equals("func") ? "func " + type : type.toString();
    }
}
