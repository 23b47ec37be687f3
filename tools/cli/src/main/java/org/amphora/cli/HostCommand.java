package org.amphora.cli;

import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.amphora.api.runtime.WasmServiceRuntime;
import org.amphora.api.runtime.dto.HostFunctionDTO;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code amphora host}: shows what guests can import. */
@Command(
        name = "host",
        description =
                "Lists the host functions on offer to the guests of 'start', with their signatures and the bundles that"
                        + " provide them: parameters before the hyphen, results behind it; i and I are i32 and i64, f and F f32 and"
                        + " f64, e and r are externref and funcref.",
        sortOptions = false,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:listed", "1:there is no MODULE, or the framework could not be started", "2:wrong usage"})
final class HostCommand implements Callable<Integer> {
    private static final Duration START = Duration.ofSeconds(30);

    private final Terminal terminal;

    @Parameters(
            arity = "0..1",
            paramLabel = "MODULE",
            description = "Only those of this host module, such as wasi_snapshot_preview1.")
    private String module;

    HostCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws Exception {
        Path deploy = Files.createTempDirectory("amphora-host-");
        try (EmbeddedFramework framework = EmbeddedFramework.start(deploy, false)) {
            WasmServiceRuntime runtime = framework.await(WasmServiceRuntime.class, null, START);
            print(List.of(runtime.getRuntimeDTO().hostFunctions));
        } finally {
            Files.deleteIfExists(deploy);
        }
        return ExitCode.OK;
    }

    private void print(List<HostFunctionDTO> functions) {
        List<HostFunctionDTO> listed = functions.stream()
                .filter(function -> module == null || module.equals(function.module))
                .sorted(Comparator.comparing((HostFunctionDTO function) -> function.module)
                        .thenComparing(function -> function.name))
                .toList();
        if (listed.isEmpty()) {
            String modules = functions.stream()
                    .map(function -> function.module)
                    .distinct()
                    .sorted()
                    .collect(Collectors.joining(", "));
            throw new CommandException("no host module '" + module + "'; there are " + modules);
        }
        List<String[]> rows = new ArrayList<>();
        rows.add(new String[] {"MODULE", "NAME", "SIGNATURE", "PROVIDER"});
        listed.forEach(function ->
                rows.add(new String[] {function.module, function.name, function.signature, function.bundle}));
        int[] widths = new int[3];
        for (int column = 0; column < widths.length; column++) {
            int cell = column;
            widths[column] =
                    rows.stream().mapToInt(row -> row[cell].length()).max().orElse(0);
        }
        PrintWriter out = terminal.outText();
        rows.forEach(row ->
                out.println(Stream.of(pad(row[0], widths[0]), pad(row[1], widths[1]), pad(row[2], widths[2]), row[3])
                        .collect(Collectors.joining("  "))));
    }

    private static String pad(String text, int width) {
        return text + " ".repeat(width - text.length());
    }
}
