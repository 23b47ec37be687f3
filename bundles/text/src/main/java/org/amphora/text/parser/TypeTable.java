package org.amphora.text.parser;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.amphora.text.lexer.TokenKind;
import org.amphora.text.lexer.TokenReader;

/**
 * The types of a module (WebAssembly 3.0, section 6.4.5 to 6.4.9): those that are written down, then, behind them, those that
 * uses of types imply, in the order of the text.
 */
final class TypeTable {
    private static final int REC = 0x4e;
    private static final int SUB_FINAL = 0x4f;
    private static final int SUB = 0x50;
    private static final int ARRAY = 0x5e;
    private static final int STRUCT = 0x5f;
    private static final int FUNCTION = 0x60;
    private static final int EMPTY_BLOCK = 0x40;

    private final TokenReader in;
    private final IndexSpace space;
    private final TypeParser types;

    private final ModuleContent module;
    private final Counted groups;
    /** By type index: what the type is if it is a function type, else null. */
    private final List<Signature> signatures = new ArrayList<>();
    /** Function types that stand alone, final and without a supertype, by their bytes: the first of each. */
    private final Map<String, Integer> plain = new HashMap<>();
    /** By type index: the fields of a structure that has names for them. */
    private final Map<Integer, IndexSpace> fields = new HashMap<>();

    private final SignatureReader scratch;

    TypeTable(TokenReader in, ModuleContent module, TypeParser types) {
        this.in = in;
        this.module = module;
        this.space = module.types;
        this.groups = module.typeSection;
        this.types = types;
        this.scratch = new SignatureReader(in, types);
    }

    // ---- definitions

    /** Reads {@code (type …)} or {@code (rec (type …)…)}, from behind the parenthesis. */
    void field() {
        if (in.take("rec")) {
            group();
        } else {
            in.expect("type");
            single();
        }
    }

    private void group() {
        Counted members = new Counted();
        int first = signatures.size();
        while (in.takeLeft("type")) {
            definition(members.add());
        }
        in.expectRight();
        if (members.count() == 1) {
            groups.add().append(members.elements);
            definePlain(first, members.elements);
        } else {
            groups.add().u8(REC);
            members.writeTo(groups.elements);
        }
    }

    private void single() {
        int index = signatures.size();
        ByteSink out = new ByteSink();
        definition(out);
        groups.add().append(out);
        definePlain(index, out);
    }

    private void definePlain(int index, ByteSink definition) {
        Signature signature = signatures.get(index);
        // a subtype's definition is longer: it begins with SUB
        if (signature != null && definition.size() == signature.key().length() + 1) {
            plain.putIfAbsent(signature.key(), index);
        }
    }

    private void definition(ByteSink out) {
        int index = signatures.size();
        in.takeIdentifier();
        Annotations.name(in, space, index);
        signatures.add(null);
        in.expectLeft();
        if (in.take("sub")) {
            boolean isFinal = in.take("final");
            Counted supertypes = new Counted();
            while (IndexSpace.isNext(in)) {
                supertypes.add().unsigned(Integer.toUnsignedLong(space.index(in)));
            }
            if (!isFinal || supertypes.count() > 0) {
                out.u8(isFinal ? SUB_FINAL : SUB);
                supertypes.writeTo(out);
            }
            in.expectLeft();
            composite(index, out);
            in.expectRight();
        } else {
            composite(index, out);
        }
        in.expectRight();
    }

    private void composite(int index, ByteSink out) {
        if (in.take("func")) {
            scratch.read(new IndexSpace("parameter"));
            Signature signature = scratch.signature();
            signatures.set(index, signature);
            out.u8(FUNCTION);
            signature.writeTo(out);
        } else if (in.take("struct")) {
            out.u8(STRUCT);
            structure(index, out);
        } else if (in.take("array")) {
            out.u8(ARRAY);
            types.fieldType(out);
        } else {
            throw in.unexpected("func, struct, array or sub");
        }
        in.expectRight();
    }

    private void structure(int index, ByteSink out) {
        Counted list = new Counted();
        IndexSpace names = new IndexSpace("field");
        while (in.takeLeft("field")) {
            if (in.at(TokenKind.IDENTIFIER) || in.hasAnnotation(Annotations.NAME)) {
                Annotations.name(in, names, names.bind(in));
                types.fieldType(list.add());
            } else {
                while (!in.at(TokenKind.RIGHT)) {
                    names.bindAnonymous(1);
                    types.fieldType(list.add());
                }
            }
            in.expectRight();
        }
        list.writeTo(out);
        if (!names.names().isEmpty()) {
            fields.put(index, names);
            module.fieldNames.put(index, names.names());
        }
    }

    /** The fields of a type; without names if it is no structure. */
    IndexSpace fields(int type) {
        return fields.getOrDefault(type, new IndexSpace("field"));
    }

    // ---- uses

    /**
     * Reads the use of a function type, {@code (type …)? (param …)* (result …)*}.
     *
     * @param locals where the parameters are bound; null if they must not have names
     * @return the index of the type
     */
    int use(IndexSpace locals) {
        if (in.atLeft("type")) {
            return explicitUse(locals);
        }
        scratch.read(locals);
        return implied(scratch.signature());
    }

    private int explicitUse(IndexSpace locals) {
        int start = in.start();
        in.expectLeft("type");
        int index = space.index(in);
        in.expectRight();
        scratch.read(locals);
        boolean known = index >= 0 && index < signatures.size();
        Signature named = known ? signatures.get(index) : null;
        if (!scratch.isEmpty()) {
            if (!known) {
                throw in.failureAt("unknown type " + Integer.toUnsignedString(index), start);
            }
            if (!scratch.signature().equals(named)) {
                throw in.failureAt("inline function type is not that of the type it names", start);
            }
        } else if (locals != null && named != null) {
            locals.bindAnonymous(named.parameters());
        }
        return index;
    }

    /** Reads the type of a block. */
    void blockType(ByteSink out) {
        if (in.atLeft("type")) {
            out.signed(Integer.toUnsignedLong(explicitUse(null)));
            return;
        }
        scratch.read(null);
        if (scratch.isEmpty()) {
            out.u8(EMPTY_BLOCK);
        } else if (scratch.isShort()) {
            out.append(scratch.results());
        } else {
            out.signed(implied(scratch.signature()));
        }
    }

    private int implied(Signature signature) {
        Integer known = plain.get(signature.key());
        if (known != null) {
            return known;
        }
        int index = signatures.size();
        signatures.add(signature);
        plain.put(signature.key(), index);
        groups.add().u8(FUNCTION);
        signature.writeTo(groups.elements);
        return index;
    }
}
