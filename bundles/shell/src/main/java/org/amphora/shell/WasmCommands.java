package org.amphora.shell;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.amphora.api.Function;
import org.amphora.api.WasmException;
import org.amphora.api.guest.Guest;
import org.amphora.api.guest.GuestRegistry;
import org.amphora.api.guest.dto.GuestDTO;
import org.amphora.api.runtime.WasmServiceRuntime;
import org.amphora.api.runtime.dto.InstanceDTO;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Descriptor;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;

/**
 * The commands of the scope {@code wasm}. Each returns the text that the shell prints, or throws an exception whose
 * message is one. Thread-safe.
 */
@Component(
        service = WasmCommands.class,
        property = {
            "osgi.command.scope=wasm",
            "osgi.command.function=list",
            "osgi.command.function=info",
            "osgi.command.function=why",
            "osgi.command.function=functions",
            "osgi.command.function=call",
            "osgi.command.function=reset",
            "osgi.command.function=approve",
            "osgi.command.function=resolve"
        })
public final class WasmCommands {
    /** Holds the guests; null if the bundle of guests does not run. */
    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    volatile GuestRegistry registry;

    /** The guests that can be called. */
    @Reference(policy = ReferencePolicy.DYNAMIC)
    volatile List<Guest> guests = List.of();

    /** The engines. */
    @Reference(policy = ReferencePolicy.DYNAMIC)
    volatile List<WasmServiceRuntime> runtimes = List.of();

    /** For the component runtime. */
    public WasmCommands() {}

    /** All guests, a line each. */
    @Descriptor("lists the guests")
    public String list() {
        return GuestText.list(guestDTOs());
    }

    /** A guest with what its imports are bound to and what it exports. */
    @Descriptor("shows a guest, what its imports are bound to and what it exports")
    public String info(@Descriptor("the guest") String name) {
        GuestDTO guest = guestDTO(name);
        return GuestText.info(guest, instance(guest));
    }

    private Optional<InstanceDTO> instance(GuestDTO guest) {
        return runtimes.stream()
                .flatMap(runtime -> Stream.of(runtime.getRuntimeDTO().instances))
                .filter(instance -> guest.active != null
                        && instance.name.equals(guest.name)
                        && instance.digest.equals(guest.active.digest))
                .findFirst();
    }

    /** Why the latest content of a guest does not serve. */
    @Descriptor("says why the latest content of a guest does not serve")
    public String why(@Descriptor("the guest") String name) {
        return GuestText.why(guestDTO(name));
    }

    /** The host functions, and those that failed. */
    @Descriptor("lists the host functions, and those that failed with the reason")
    public String functions() {
        return engines().stream()
                .map(runtime -> RuntimeText.functions(runtime.getRuntimeDTO()))
                .collect(Collectors.joining("\n\n"));
    }

    /** Calls an exported function. */
    @Descriptor("calls an exported function of a guest and prints its results")
    public String call(
            @Descriptor("the guest") String name,
            @Descriptor("the exported function") String export,
            @Descriptor("numbers, by the types of the parameters") String... arguments) {
        Guest guest = guests.stream()
                .filter(candidate -> candidate.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no guest " + name + " serves; guests that serve: "
                        + names(guests.stream().map(Guest::name))));
        try {
            return guest.with(instance -> {
                Function function = instance.function(export);
                return Values.print(function.apply(Values.parse(export, function.type(), arguments)));
            });
        } catch (WasmException e) {
            // shells print messages only: the Wasm stack trace has to be in it
            throw new IllegalStateException(e.describe(), e);
        }
    }

    /** Makes the latest content of a guest active without the state of what served before. */
    @Descriptor("makes the latest content of a guest active without the state of what served before")
    public String reset(@Descriptor("the guest") String name) {
        GuestDTO known = guestDTO(name);
        return GuestText.why(registry().reset(known.name));
    }

    /** Lets held content of a guest have what it wants to import. */
    @Descriptor("lets content of a guest have what it wants to import, that is held because it wants more than before")
    public String approve(@Descriptor("the guest") String name) {
        GuestDTO known = guestDTO(name);
        return GuestText.why(registry().approve(known.name));
    }

    /** What the imports of a module would be bound to. */
    @Descriptor("says what the imports of a module would be bound to, without binding them")
    public String resolve(CommandSession session, @Descriptor("the .wasm file") String file) throws IOException {
        Path folder = session.currentDir();
        return resolve(folder == null ? Path.of(file) : folder.resolve(file));
    }

    String resolve(Path file) throws IOException {
        byte[] binary = Files.readAllBytes(file);
        return engines().stream()
                .map(runtime -> RuntimeText.resolution(runtime.calculateResolution(binary)))
                .collect(Collectors.joining("\n\n"));
    }

    private List<WasmServiceRuntime> engines() {
        List<WasmServiceRuntime> engines = runtimes;
        if (engines.isEmpty()) {
            throw new IllegalStateException("no engine runs: is org.amphora.engine started?");
        }
        return engines;
    }

    private GuestDTO[] guestDTOs() {
        return registry().getGuests();
    }

    private GuestRegistry registry() {
        GuestRegistry present = registry;
        if (present == null) {
            throw new IllegalStateException("no registry of guests runs: is org.amphora.guests started?");
        }
        return present;
    }

    private GuestDTO guestDTO(String name) {
        GuestDTO[] all = guestDTOs();
        return Arrays.stream(all)
                .filter(guest -> guest.name.equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no guest " + name + "; guests: "
                        + names(Arrays.stream(all).map(guest -> guest.name))));
    }

    private static String names(Stream<String> names) {
        String list = names.sorted().collect(Collectors.joining(", "));
        return list.isEmpty() ? "none" : list;
    }
}
