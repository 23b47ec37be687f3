package org.amphora.text.print;

import java.util.Optional;
import org.amphora.binary.module.BranchHints;
import org.amphora.binary.module.ExternKind;
import org.amphora.binary.module.ModuleDefinition;
import org.amphora.binary.opcode.InstructionReader;
import org.amphora.binary.opcode.Opcode;

/** Branch hints as annotations: if annotations can say the whole section, else none, and it is shown as bytes. */
final class HintTexts {
    private final BranchHints hints;
    private final boolean known;

    HintTexts(ModuleDefinition module) {
        hints = module.branchHints();
        known = hints.isWhole() && branchesWithHint(module) == hints.size();
    }

    private int branchesWithHint(ModuleDefinition module) {
        int found = 0;
        InstructionReader in = new InstructionReader(module, 0, 0);
        int functions = hints.size() == 0 ? 0 : module.functionCount();
        for (int i = module.importCount(ExternKind.FUNCTION); i < functions; i++) {
            in.reset(module.body(i).from(), module.body(i).to());
            while (in.next()) {
                boolean branch = in.opcode() == Opcode.IF || in.opcode() == Opcode.BR_IF;
                found += branch && hints.at(in.offset()).isPresent() ? 1 : 0;
            }
        }
        return found;
    }

    /** The annotation for the instruction at {@code offset}. */
    Optional<String> at(int offset) {
        return known ? hints.at(offset).map(HintTexts::annotation) : Optional.empty();
    }

    private static String annotation(BranchHints.Hint hint) {
        return "(@" + BranchHints.SECTION + " \"\\0" + hint.value() + "\")";
    }

    /** Whether the section was understood, so that the text need not have its bytes. */
    boolean known() {
        return known;
    }
}
