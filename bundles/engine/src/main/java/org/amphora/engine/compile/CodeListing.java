package org.amphora.engine.compile;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.amphora.binary.module.FunctionBody;
import org.amphora.binary.module.ModuleDefinition;
import org.amphora.binary.module.NameKind;
import org.amphora.binary.module.NameMap;
import org.amphora.binary.opcode.Immediates;
import org.amphora.binary.opcode.InstructionReader;
import org.amphora.binary.opcode.InstructionText;
import org.amphora.binary.opcode.Opcode;

/** The code of a function as lines of text, indented by how deeply it is nested. Used once. */
final class CodeListing {
    private static final String INDENT = "  ";
    private static final int MAX_INDENT = 40;

    private final ModuleDefinition module;
    private final FunctionBody body;
    private final InstructionReader in;
    private final NameMap localNames;
    private final List<String> lines = new ArrayList<>();

    CodeListing(ModuleDefinition module, int function) {
        this.module = module;
        this.body = module.body(function);
        this.in = new InstructionReader(module, body.from(), body.to());
        this.localNames = module.names().within(NameKind.LOCAL, function);
    }

    /** An offset as it stands in the listing. */
    static String hex(int offset) {
        return "0x" + Integer.toHexString(offset);
    }

    /** Every instruction, behind its offset; names and hints stand behind {@code ;;}. */
    List<String> instructions() {
        int depth = 0;
        while (in.next()) {
            if (closes(in.opcode()) || continues(in.opcode())) {
                depth = Math.max(0, depth - 1);
            }
            String comment = comment();
            lines.add(hex(in.offset())
                    + INDENT
                    + indent(depth)
                    + InstructionText.of(in)
                    + (comment.isEmpty() ? "" : "  ;; " + comment));
            if (opens(in.opcode()) || continues(in.opcode())) {
                depth++;
            }
        }
        return lines;
    }

    private String comment() {
        String name = switch (in.opcode().immediates()) {
            case FUNCTION -> module.functionName(in.index());
            case LOCAL -> localNames.get(in.index());
            case GLOBAL -> module.names().of(NameKind.GLOBAL).get(in.index());
            case TYPE, TYPE_FIELD -> module.names().of(NameKind.TYPE).get(in.index());
            case TAG -> module.names().of(NameKind.TAG).get(in.index());
            default -> null;
        };
        return name != null
                ? name
                : module.branchHints().at(in.offset()).map(Object::toString).orElse("");
    }

    /** Blocks and the like with their parts that become methods, each from where it begins to where it ends. */
    List<String> tree(SplitPlan plan, Function<Region, String> describe) {
        Map<Integer, Integer> ends = ends();
        Map<Integer, List<Region>> regions = plan.regions().stream().collect(Collectors.groupingBy(Region::from));
        Deque<Integer> open = new ArrayDeque<>();
        in.reset(body.from(), body.to());
        while (in.next()) {
            int offset = in.offset();
            while (!open.isEmpty() && open.peek() <= offset) {
                open.pop();
            }
            regions.getOrDefault(offset, List.of()).stream()
                    .sorted(Comparator.comparingInt(Region::to).reversed())
                    .forEach(region -> enter(open, offset, region.to(), describe.apply(region)));
            if (opens(in.opcode())) {
                enter(open, offset, ends.get(offset), in.opcode().text());
            }
        }
        return lines;
    }

    private void enter(Deque<Integer> open, int from, int to, String what) {
        lines.add(indent(open.size()) + hex(from) + " to " + hex(to) + INDENT + what);
        open.push(to);
    }

    /** For each block and the like, by where it begins, the offset behind its end. */
    private Map<Integer, Integer> ends() {
        Map<Integer, Integer> ends = new HashMap<>();
        Deque<Integer> open = new ArrayDeque<>();
        in.reset(body.from(), body.to());
        while (in.next()) {
            if (opens(in.opcode())) {
                open.push(in.offset());
            } else if (closes(in.opcode()) && !open.isEmpty()) {
                ends.put(open.pop(), in.end());
            }
        }
        return ends;
    }

    /** Code that is nested beyond all measure goes no further to the right: a line is not to grow with its number. */
    private static String indent(int depth) {
        return INDENT.repeat(Math.min(depth, MAX_INDENT));
    }

    private static boolean opens(Opcode opcode) {
        return opcode.immediates() == Immediates.BLOCK_TYPE || opcode.immediates() == Immediates.BLOCK_TYPE_CATCHES;
    }

    private static boolean closes(Opcode opcode) {
        return opcode == Opcode.END || opcode == Opcode.DELEGATE;
    }

    private static boolean continues(Opcode opcode) {
        return opcode == Opcode.ELSE || opcode == Opcode.CATCH || opcode == Opcode.CATCH_ALL;
    }
}
