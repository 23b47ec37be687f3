package org.amphora.text.parser;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.amphora.binary.opcode.Immediates;
import org.amphora.binary.opcode.Opcode;
import org.amphora.text.lexer.TokenKind;
import org.amphora.text.lexer.TokenReader;

/**
 * Instructions, plain and folded (WebAssembly 3.0, section 6.5), written as they are read. What is open is kept on a stack
 * of our own, so texts may nest as deep as they like.
 */
final class InstructionParser {
    private static final Map<String, Opcode> OPCODES = opcodes();

    /** Words that part or end an instruction. */
    private static final Set<Opcode> PARTS =
            EnumSet.of(Opcode.END, Opcode.ELSE, Opcode.CATCH, Opcode.CATCH_ALL, Opcode.DELEGATE);

    private final TokenReader in;
    private final ImmediatesParser immediates;
    private final HintParser hints;
    private final Labels labels = new Labels();

    /** Folded instructions, one behind the other, that wait for their operands. */
    private final ByteSink waiting = new ByteSink();

    private final List<Open> stack = new ArrayList<>();
    private int depth;
    private Open top;

    private ByteSink out;

    InstructionParser(TokenReader in, ModuleContent module, TypeParser typeParser, TypeTable types) {
        this.in = in;
        this.immediates = new ImmediatesParser(in, module, typeParser, types, labels);
        this.hints = new HintParser(in, module.branchHints);
    }

    private static Map<String, Opcode> opcodes() {
        Map<String, Opcode> map = new HashMap<>();
        for (Opcode opcode : Opcode.values()) {
            // of two with one name the immediates decide, and the first stands for both
            map.putIfAbsent(opcode.text(), opcode);
        }
        return map;
    }

    // ---- entry

    /** Reads the body of a function, up to its closing parenthesis. */
    void body(IndexSpace locals, ByteSink to) {
        hints.allow(true);
        sequence(locals, to);
        hints.allow(false);
    }

    private void sequence(IndexSpace locals, ByteSink to) {
        begin(locals, to);
        push(Frame.SEQUENCE);
        while (depth > 1 || !in.at(TokenKind.RIGHT)) {
            step();
        }
        hints.read();
        hints.refuse();
        out.u8(Opcode.END.code());
    }

    /** The labels of the body that was read last. */
    Labels labels() {
        return labels;
    }

    /** Reads a constant expression, up to a closing parenthesis. */
    void expression(ByteSink to) {
        sequence(new IndexSpace("local"), to);
    }

    /** Reads a constant expression that is one folded instruction. */
    void foldedExpression(ByteSink to) {
        begin(new IndexSpace("local"), to);
        in.expectLeft();
        folded();
        while (depth > 0) {
            step();
        }
        out.u8(Opcode.END.code());
    }

    private void begin(IndexSpace locals, ByteSink to) {
        immediates.locals(locals);
        labels.clear();
        waiting.truncate(0);
        out = to;
        depth = 0;
        top = null;
    }

    // ---- what is open

    private void push(Frame frame) {
        if (depth == stack.size()) {
            stack.add(new Open());
        }
        top = stack.get(depth++);
        top.frame = frame;
        top.waitingFrom = waiting.size();
        top.hint = null;
        top.label = null;
    }

    private void pop() {
        depth--;
        top = depth == 0 ? null : stack.get(depth - 1);
    }

    /** Reads an instruction, or the beginning, the next part or the end of one. */
    private void step() {
        hints.read();
        if (in.at(TokenKind.LEFT)) {
            left();
        } else if (in.at(TokenKind.RIGHT)) {
            right();
        } else if (top.frame.plain && in.keyword() != null) {
            plain();
        } else {
            throw unexpected();
        }
    }

    private RuntimeException unexpected() {
        return in.unexpected(top.frame.expected);
    }

    // ---- plain instructions

    private void plain() {
        Opcode opcode = opcode();
        byte[] hint = hints.take(opcode);
        switch (opcode) {
            case END -> end();
            case ELSE -> plainPart(opcode, top.frame == Frame.PLAIN_IF, Frame.PLAIN_ELSE);
            case CATCH -> plainPart(opcode, isTry(), Frame.PLAIN_CATCH);
            case CATCH_ALL -> plainPart(opcode, isTry(), Frame.PLAIN_CATCH_ALL);
            case DELEGATE -> delegate();
            default -> {
                in.next();
                hints.write(hint, out);
                if (opens(opcode)) {
                    plainBlock(opcode);
                } else {
                    immediates.write(opcode, out);
                }
            }
        }
    }

    private Opcode opcode() {
        Opcode opcode = in.keyword() == null ? null : OPCODES.get(in.keyword());
        if (opcode == null) {
            throw top == null ? in.unexpected("an instruction") : unexpected();
        }
        return opcode;
    }

    private static boolean opens(Opcode opcode) {
        return opcode.immediates() == Immediates.BLOCK_TYPE || opcode.immediates() == Immediates.BLOCK_TYPE_CATCHES;
    }

    private void plainBlock(Opcode opcode) {
        Label label = label();
        immediates.write(opcode, out);
        labels.open(label);
        push(
                switch (opcode) {
                    case IF -> Frame.PLAIN_IF;
                    case TRY -> Frame.PLAIN_TRY;
                    default -> Frame.PLAIN_BLOCK;
                });
    }

    private Label label() {
        String identifier = in.takeIdentifier();
        String name = Annotations.name(in);
        return new Label(identifier, name == null ? identifier : name);
    }

    private void end() {
        if (!top.frame.endsWithWord()) {
            throw unexpected();
        }
        in.next();
        labels.repeat(in);
        labels.close();
        pop();
        out.u8(Opcode.END.code());
    }

    /** An {@code else}, {@code catch} or {@code catch_all}. */
    private void plainPart(Opcode opcode, boolean allowed, Frame then) {
        if (!allowed) {
            throw unexpected();
        }
        in.next();
        if (opcode == Opcode.ELSE) {
            labels.repeat(in);
        }
        immediates.write(opcode, out);
        top.frame = then;
    }

    /** Whether another {@code catch} may follow. */
    private boolean isTry() {
        return top.frame == Frame.PLAIN_TRY || top.frame == Frame.PLAIN_CATCH;
    }

    private void delegate() {
        if (top.frame != Frame.PLAIN_TRY) {
            throw unexpected();
        }
        in.next();
        labels.close();
        immediates.write(Opcode.DELEGATE, out);
        pop();
    }

    // ---- folded instructions

    /** What begins with an opening parenthesis: an operand, an instruction, or a part of one. */
    private void left() {
        in.next();
        if (in.keyword() == null) {
            throw unexpected();
        }
        switch (in.keyword()) {
            case "then" -> part(null, Frame.IF, Frame.THEN);
            case "else" -> part(Opcode.ELSE, Frame.AFTER_THEN, Frame.ELSE);
            case "do" -> part(null, Frame.TRY, Frame.DO);
            case "catch" -> part(Opcode.CATCH, afterBody(), Frame.CATCH);
            case "catch_all" -> part(Opcode.CATCH_ALL, afterBody(), Frame.CATCH_ALL);
            case "delegate" -> part(Opcode.DELEGATE, Frame.AFTER_DO, Frame.DELEGATED);
            default -> {
                if (!top.frame.folded) {
                    throw unexpected();
                }
                folded();
            }
        }
    }

    /** Where a folded {@code try} may have another {@code catch}. */
    private Frame afterBody() {
        return top.frame == Frame.AFTER_CATCH ? Frame.AFTER_CATCH : Frame.AFTER_DO;
    }

    /** Begins a folded instruction, from behind its parenthesis. */
    private void folded() {
        Opcode opcode = opcode();
        if (PARTS.contains(opcode)) {
            throw in.unexpected("an instruction");
        }
        byte[] hint = hints.take(opcode);
        in.next();
        if (opens(opcode) && opcode != Opcode.IF) {
            Label label = label();
            immediates.write(opcode, out);
            labels.open(label);
            push(opcode == Opcode.TRY ? Frame.TRY : Frame.FOLDED_BLOCK);
        } else {
            push(opcode == Opcode.IF ? Frame.IF : Frame.OPERANDS);
            top.hint = hint;
            top.label = opcode == Opcode.IF ? label() : null;
            immediates.write(opcode, waiting);
        }
    }

    /** Opens a part of a folded instruction. */
    private void part(Opcode opcode, Frame needed, Frame then) {
        hints.refuse();
        if (top.frame != needed) {
            throw unexpected();
        }
        in.next();
        if (needed == Frame.IF) {
            hints.write(top.hint, out);
            release();
            labels.open(top.label);
        }
        if (opcode == Opcode.DELEGATE) {
            labels.close();
        }
        if (opcode != null) {
            immediates.write(opcode, out);
        }
        top.frame = then;
        if (opcode == Opcode.DELEGATE) {
            in.expectRight();
        }
    }

    /** Writes what waited for its operands. */
    private void release() {
        out.append(waiting, top.waitingFrom);
        waiting.truncate(top.waitingFrom);
    }

    /** A closing parenthesis: the end of an instruction or of a part of one. */
    private void right() {
        hints.refuse();
        switch (top.frame) {
            case OPERANDS -> {
                hints.write(top.hint, out);
                release();
                pop();
            }
            case FOLDED_BLOCK, AFTER_THEN, AFTER_DO, AFTER_CATCH, LAST -> {
                labels.close();
                out.u8(Opcode.END.code());
                pop();
            }
            case DELEGATED -> pop();
            case THEN -> top.frame = Frame.AFTER_THEN;
            case DO -> top.frame = Frame.AFTER_DO;
            case CATCH -> top.frame = Frame.AFTER_CATCH;
            case ELSE, CATCH_ALL -> top.frame = Frame.LAST;
            default -> throw unexpected();
        }
        in.next();
    }
}
