package org.amphora.shell;

import java.util.ArrayList;
import java.util.List;
import org.amphora.api.runtime.dto.BindingDTO;
import org.amphora.api.runtime.dto.FailedHostFunctionDTO;
import org.amphora.api.runtime.dto.FailureReason;
import org.amphora.api.runtime.dto.HostFunctionDTO;
import org.amphora.api.runtime.dto.ResolutionDTO;
import org.amphora.api.runtime.dto.RuntimeDTO;

/** Host functions and bindings as text. */
final class RuntimeText {
    private static final String UNKNOWN = "?";

    private RuntimeText() {}

    /** The host functions of an engine and those that failed, with the reason in words below each. */
    static String functions(RuntimeDTO runtime) {
        List<String> lines = new ArrayList<>();
        if (runtime.hostFunctions.length == 0) {
            lines.add("no host functions");
        } else {
            TextTable table = new TextTable("MODULE", "NAME", "SIGNATURE", "SERVICE", "RANKING", "BUNDLE");
            for (HostFunctionDTO function : runtime.hostFunctions) {
                table.row(
                        function.module,
                        function.name,
                        function.signature,
                        function.serviceId,
                        function.ranking,
                        function.bundle);
            }
            lines.add(table.text());
        }
        for (FailedHostFunctionDTO failed : runtime.failedHostFunctions) {
            lines.add("failed: " + known(failed.module) + "." + known(failed.name) + ", service " + failed.serviceId
                    + ": " + FailureReason.name(failed.failureReason) + " (" + failed.failureReason + ")");
            lines.add("  " + failed.failureMessage);
        }
        return String.join("\n", lines);
    }

    private static String known(String text) {
        return text == null ? UNKNOWN : text;
    }

    /** What the imports of a module would be bound to. */
    static String resolution(ResolutionDTO resolution) {
        return "digest " + resolution.digest + "\n"
                + (resolution.resolved ? "every import is provided" : "not every import is provided") + "\n"
                + bindings(resolution.bindings, "  ");
    }

    /** A line an import, and below it a line for each candidate that was passed over. */
    static String bindings(BindingDTO[] bindings, String indent) {
        if (bindings.length == 0) {
            return indent + "none";
        }
        TextTable table = new TextTable();
        for (BindingDTO binding : bindings) {
            table.row(
                    binding.module + "." + binding.name, binding.kind, binding.type, binding.status, provider(binding));
        }
        List<String> rows = table.lines(indent);
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < bindings.length; i++) {
            lines.add(rows.get(i));
            for (String candidate : bindings[i].rejectedCandidates) {
                lines.add(indent + "    not " + candidate);
            }
        }
        return String.join("\n", lines);
    }

    private static String provider(BindingDTO binding) {
        return binding.bundle == null ? "" : binding.bundle + " (service " + binding.serviceId + ")";
    }
}
