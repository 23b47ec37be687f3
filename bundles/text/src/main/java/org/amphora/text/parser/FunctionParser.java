package org.amphora.text.parser;

import org.amphora.text.lexer.TokenKind;
import org.amphora.text.lexer.TokenReader;

/** Functions with a body (WebAssembly 3.0, section 6.6.4). */
final class FunctionParser {
    private final TokenReader in;
    private final ModuleContent module;
    private final TypeParser typeParser;
    private final TypeTable types;
    private final InstructionParser instructions;

    private final ByteSink body = new ByteSink();

    /** Locals are written as runs of one type. */
    private final Counted runs = new Counted();

    private final ByteSink runType = new ByteSink();
    private int runLength;
    private final ByteSink type = new ByteSink();

    FunctionParser(
            TokenReader in,
            ModuleContent module,
            TypeParser typeParser,
            TypeTable types,
            InstructionParser instructions) {
        this.in = in;
        this.module = module;
        this.typeParser = typeParser;
        this.types = types;
        this.instructions = instructions;
    }

    /** Reads type, locals and body. */
    void define(int index) {
        IndexSpace locals = new IndexSpace("local");
        module.functionSection.add().unsigned(Integer.toUnsignedLong(types.use(locals)));
        body.truncate(0);
        locals(locals);
        instructions.body(locals, body);
        module.codeSection.add().sized(body);
        module.branchHints.endFunction(index);
        module.nameLocals(index, locals);
        if (!instructions.labels().names().isEmpty()) {
            module.labelNames.put(index, instructions.labels().names());
        }
    }

    private void locals(IndexSpace locals) {
        runs.clear();
        runLength = 0;
        while (in.takeLeft("local")) {
            if (in.at(TokenKind.IDENTIFIER) || in.hasAnnotation(Annotations.NAME)) {
                Annotations.name(in, locals, locals.bind(in));
                local();
            } else {
                while (!in.at(TokenKind.RIGHT)) {
                    locals.bindAnonymous(1);
                    local();
                }
            }
            in.expectRight();
        }
        endRun();
        runs.writeTo(body);
    }

    private void local() {
        type.truncate(0);
        typeParser.valueType(type);
        if (runLength > 0 && !type.hasSameBytes(runType)) {
            endRun();
        }
        runType.truncate(0);
        runType.append(type);
        runLength++;
    }

    private void endRun() {
        if (runLength > 0) {
            ByteSink out = runs.add();
            out.unsigned(runLength);
            out.append(runType);
            runLength = 0;
        }
    }
}
