package org.amphora.engine.whiteboard;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.amphora.api.ExternType;
import org.amphora.api.FunctionType;
import org.amphora.api.ImportType;
import org.amphora.api.Instance;
import org.amphora.api.WasmModule;
import org.amphora.api.runtime.dto.BindingDTO;
import org.amphora.api.runtime.dto.FailedHostFunctionDTO;
import org.amphora.api.runtime.dto.FailureReason;
import org.amphora.api.runtime.dto.HostFunctionDTO;
import org.amphora.api.runtime.dto.InstanceDTO;
import org.amphora.api.runtime.dto.ResolutionDTO;
import org.amphora.engine.link.LinkedInstance;

/** Draws up data objects from one state of the whiteboard. Immutable; what it returns belongs to the caller. */
final class DtoBuilder {
    private static final long NO_SERVICE = -1;

    private final WhiteboardState state;

    DtoBuilder(WhiteboardState state) {
        this.state = state;
    }

    HostFunctionDTO[] hostFunctions() {
        return state.linked().stream()
                .map(candidate -> fill(new HostFunctionDTO(), candidate.info(), candidate.name()))
                .toArray(HostFunctionDTO[]::new);
    }

    FailedHostFunctionDTO[] failedHostFunctions() {
        return state.failed().stream()
                .map(failed -> {
                    FailedHostFunctionDTO dto = fill(new FailedHostFunctionDTO(), failed.info(), failed.name());
                    dto.failureReason = failed.failure().reason();
                    dto.failureMessage = failed.failure().message();
                    return dto;
                })
                .toArray(FailedHostFunctionDTO[]::new);
    }

    private static <T extends HostFunctionDTO> T fill(T dto, HostFunctionInfo info, String name) {
        FunctionType type = name == null ? null : info.type(name);
        dto.module = info.module();
        dto.name = name;
        dto.signature = type == null ? null : type.signature();
        dto.serviceId = info.serviceId();
        dto.ranking = info.ranking();
        dto.bundleId = info.bundleId();
        dto.bundle = info.bundle();
        return dto;
    }

    /** What the imports of a module would be bound to: candidates of the type first, then by rank. */
    ResolutionDTO resolution(WasmModule module) {
        ResolutionDTO dto = new ResolutionDTO();
        dto.digest = module.digest();
        dto.resolved = true;
        List<BindingDTO> bindings = new ArrayList<>();
        for (ImportType wanted : module.imports()) {
            List<ServiceCandidate> candidates = state.ranked(wanted.module(), wanted.name());
            ServiceCandidate chosen = candidates.stream()
                    .filter(candidate -> candidate.type().equals(wanted.type()))
                    .findFirst()
                    .orElse(null);
            BindingDTO binding = binding(wanted, chosen);
            if (chosen == null) {
                dto.resolved = false;
                binding.status = candidates.isEmpty() ? BindingDTO.UNRESOLVED : BindingDTO.TYPE_MISMATCH;
            }
            bindings.add(binding);
        }
        dto.bindings = bindings.toArray(BindingDTO[]::new);
        return dto;
    }

    InstanceDTO instance(LinkedInstance linked) {
        WasmModule module = linked.instance().module();
        InstanceDTO dto = new InstanceDTO();
        dto.name = linked.instance().name();
        dto.digest = module.digest();
        dto.memoryBytes = linked.memoryBytes();
        dto.exports = module.exports().stream().map(Objects::toString).toArray(String[]::new);
        List<BindingDTO> bindings = new ArrayList<>();
        for (int i = 0; i < module.imports().size(); i++) {
            // what the linker defined is bound too, but to no service
            bindings.add(
                    linked.candidate(i) instanceof ServiceCandidate candidate
                            ? binding(module.imports().get(i), linked.instance(), candidate)
                            : binding(module.imports().get(i), null));
        }
        dto.bindings = bindings.toArray(BindingDTO[]::new);
        return dto;
    }

    /** What the next call of {@code instance} will use for the import that was linked to {@code first}. */
    private BindingDTO binding(ImportType wanted, Instance instance, ServiceCandidate first) {
        Lease lease = first.service().lease(instance, first.name()).orElse(null);
        ServiceCandidate bound = lease == null ? first : lease.candidate();
        // without a lease it is being linked at this moment
        boolean changes = lease == null || lease.canChange();
        if (changes && bound.service().hasLeft()) {
            bound = state.best(bound).orElse(bound);
        }
        BindingDTO binding = binding(wanted, bound);
        if (bound.service().hasLeft()) {
            binding.status = changes ? BindingDTO.AWAITED : BindingDTO.GONE;
        }
        return binding;
    }

    private BindingDTO binding(ImportType wanted, ServiceCandidate chosen) {
        BindingDTO dto = new BindingDTO();
        dto.module = wanted.module();
        dto.name = wanted.name();
        dto.kind = wanted.type().kind();
        dto.type = wanted.type() instanceof FunctionType function
                ? function.signature()
                : wanted.type().toString();
        dto.status = BindingDTO.BOUND;
        dto.serviceId = chosen == null ? NO_SERVICE : chosen.info().serviceId();
        dto.bundle = chosen == null ? null : chosen.info().bundle();
        dto.rejectedCandidates = rejected(wanted, chosen);
        return dto;
    }

    /** Every service of the import's module and name but the chosen one, with the reason. */
    private String[] rejected(ImportType wanted, ServiceCandidate chosen) {
        List<String> rejected = new ArrayList<>();
        for (ServiceCandidate candidate : state.ranked(wanted.module(), wanted.name())) {
            if (!candidate.type().equals(wanted.type())) {
                rejected.add(candidate.info().provider() + ": it is " + described(candidate.type()) + ", not "
                        + described(wanted.type()));
            } else if (chosen == null
                    || candidate.info().serviceId() != chosen.info().serviceId()) {
                rejected.add(candidate.info().provider() + ": its ranking is "
                        + candidate.info().ranking());
            }
        }
        state.failed().stream()
                .filter(failed -> wanted.module().equals(failed.info().module()))
                .filter(failed -> wanted.name().equals(failed.name()))
                .filter(failed -> failed.failure().reason() != FailureReason.SHADOWED_BY_OTHER_SERVICE)
                .forEach(failed -> rejected.add(failed.failure().message()));
        return rejected.toArray(String[]::new);
    }

    private static String described(ExternType type) {
        return type instanceof FunctionType ? "func " + type : type.toString();
    }
}
