package org.amphora.shell;

import org.amphora.api.guest.dto.FailureDTO;
import org.amphora.api.guest.dto.GenerationDTO;
import org.amphora.api.guest.dto.GuestDTO;
import org.amphora.api.runtime.dto.BindingDTO;
import org.amphora.api.runtime.dto.FailedHostFunctionDTO;
import org.amphora.api.runtime.dto.FailureReason;
import org.amphora.api.runtime.dto.HostFunctionDTO;
import org.amphora.api.runtime.dto.InstanceDTO;
import org.amphora.api.runtime.dto.RuntimeDTO;

/** Data objects as services hand them out. */
final class Samples {
    static final String DIGEST = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08";

    private Samples() {}

    static GuestDTO activeGuest() {
        GuestDTO guest = new GuestDTO();
        guest.name = "greet";
        guest.state = GuestDTO.ACTIVE;
        guest.source = "deploy/greet.wasm";
        guest.active = generation(3, 2);
        guest.draining = new GenerationDTO[] {generation(2, 1)};
        guest.draining[0].stuck = new String[] {"thread caller is at org.acme.Fetch.call(Fetch.java:7)"};
        return guest;
    }

    static GuestDTO waitingGuest() {
        GuestDTO guest = new GuestDTO();
        guest.name = "orders";
        guest.state = GuestDTO.WAITING;
        guest.source = "deploy/orders.wasm";
        guest.draining = new GenerationDTO[0];
        guest.failure = new FailureDTO();
        guest.failure.reason = FailureDTO.IMPORT_UNRESOLVED;
        guest.failure.reasonName = "IMPORT_UNRESOLVED";
        guest.failure.message = "orders: nobody provides kv.get func (i32, i32, i32, i32) -> (i32)";
        guest.failure.digest = DIGEST;
        guest.failure.since = 1_700_000_000_000L;
        return guest;
    }

    private static GenerationDTO generation(long number, int inFlight) {
        GenerationDTO generation = new GenerationDTO();
        generation.stuck = new String[0];
        generation.number = number;
        generation.digest = DIGEST;
        generation.activatedAt = 1_700_000_000_000L;
        generation.instances = 4;
        generation.inFlight = inFlight;
        return generation;
    }

    static RuntimeDTO runtime() {
        RuntimeDTO runtime = new RuntimeDTO();
        runtime.hostFunctions = new HostFunctionDTO[] {
            fill(new HostFunctionDTO(), "env", "log", "ii-", 42, 0),
            fill(new HostFunctionDTO(), "kv", "get", "iiii-i", 7, 100)
        };
        FailedHostFunctionDTO failed = fill(new FailedHostFunctionDTO(), "env", "log", "i-", 43, 0);
        failed.failureReason = FailureReason.SIGNATURE_SYNTAX;
        failed.failureMessage = "service 43 of org.example 1.0.0: what was wrong, and what would be right";
        FailedHostFunctionDTO nameless = fill(new FailedHostFunctionDTO(), null, null, null, 44, 0);
        nameless.failureReason = 999;
        nameless.failureMessage = "new";
        runtime.failedHostFunctions = new FailedHostFunctionDTO[] {failed, nameless};
        InstanceDTO instance = new InstanceDTO();
        instance.name = "greet";
        instance.digest = DIGEST;
        instance.bindings = bindings();
        instance.exports = new String[] {"memory memory 1", "greet func (i32, i32) -> ()"};
        runtime.instances = new InstanceDTO[] {instance};
        return runtime;
    }

    private static <T extends HostFunctionDTO> T fill(
            T function, String module, String name, String signature, long service, int ranking) {
        function.module = module;
        function.name = name;
        function.signature = signature;
        function.serviceId = service;
        function.ranking = ranking;
        function.bundleId = 9;
        function.bundle = "org.example 1.0.0";
        return function;
    }

    static BindingDTO[] bindings() {
        BindingDTO log = binding("env", "log", "func", "ii-", BindingDTO.BOUND);
        log.serviceId = 42;
        log.bundle = "org.example 1.0.0";
        log.rejectedCandidates = new String[] {"service 43 of org.example 1.0.0: i- instead of ii-"};
        return new BindingDTO[] {log, binding("env", "shared", "memory", "memory 1 2", BindingDTO.UNRESOLVED)};
    }

    private static BindingDTO binding(String module, String name, String kind, String type, String status) {
        BindingDTO binding = new BindingDTO();
        binding.module = module;
        binding.name = name;
        binding.kind = kind;
        binding.type = type;
        binding.status = status;
        binding.serviceId = -1;
        binding.rejectedCandidates = new String[0];
        return binding;
    }
}
