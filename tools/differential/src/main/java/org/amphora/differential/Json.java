package org.amphora.differential;

import java.util.Base64;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.amphora.api.AddressType;
import org.amphora.api.FunctionType;
import org.amphora.api.ImportType;

/** Writes subjects as the script reads them. */
final class Json {
    private Json() {}

    /** A subject, on one line. */
    static String of(Subject subject) {
        return "{\"binary\":" + text(subject.binary())
                + ",\"imports\":" + list(subject.imports().stream().map(Json::of))
                + ",\"callable\":" + subject.callable()
                + ",\"calls\":" + list(subject.calls().stream().map(Json::of))
                + ",\"functionParameters\":"
                + list(subject.functionParameters().stream().map(types -> types == null ? "null" : texts(types)))
                + ",\"table\":"
                + (subject.table() == null ? "null" : text(subject.table() == AddressType.I64 ? "i64" : "i32"))
                + ",\"tags\":" + text(Support.tags())
                + ",\"vectors\":" + text(Support.vectors()) + "}";
    }

    private static String of(ImportType item) {
        return "{\"module\":" + text(item.module()) + ",\"name\":" + text(item.name()) + ",\"kind\":"
                + text(item.type().kind()) + ",\"parameters\":"
                + texts(item.type() instanceof FunctionType type ? type.parameters() : List.of()) + "}";
    }

    private static String of(Call call) {
        return "{\"export\":" + text(call.export()) + ",\"parameters\":" + texts(call.parameters())
                + ",\"arguments\":"
                + texts(call.arguments().stream().map(Long::toUnsignedString).toList())
                + ",\"results\":" + texts(call.results()) + "}";
    }

    private static String texts(List<?> items) {
        return list(items.stream().map(item -> text(item.toString())));
    }

    private static String list(Stream<String> items) {
        return items.collect(Collectors.joining(",", "[", "]"));
    }

    private static String text(byte[] bytes) {
        return text(Base64.getEncoder().encodeToString(bytes));
    }

    static String text(String text) {
        StringBuilder out = new StringBuilder("\"");
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"' || c == '\\' || c < ' ' || c > '~') {
                out.append(String.format("\\u%04x", (int) c));
            } else {
                out.append(c);
            }
        }
        return out.append('"').toString();
    }
}
