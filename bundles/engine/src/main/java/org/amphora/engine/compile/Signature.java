package org.amphora.engine.compile;

import java.lang.invoke.MethodType;
import java.util.List;
import org.amphora.api.FunctionType;
import org.amphora.api.ValueType;
import org.amphora.api.VectorType;
import org.amphora.binary.opcode.Opcode;

/**
 * The JVM's side of a function type. Parameters become parameters, the first result the result; further results travel in
 * the arrays {@code results} and {@code referenceResults} of the instance, which costs no allocation.
 *
 * <p>A method may have 255 words of parameters. A type with more is <i>packed</i>: its numbers travel in a {@code long[]}
 * and its references in an {@code Object[]}, each at the index of the parameter.
 */
final class Signature {
    /** What remains of 255 words for an index, two instances and a method handle. */
    private static final int MAX_WORDS = 248;

    private final Kind[] parameters;
    private final Kind[] results;
    private final boolean packed;

    private Signature(Kind[] parameters, Kind[] results) {
        this.parameters = parameters;
        this.results = results;
        int words = 0;
        for (Kind kind : parameters) {
            words += kind.words;
        }
        this.packed = words > MAX_WORDS;
    }

    static Signature of(FunctionType type) {
        return new Signature(kinds(type.parameters()), kinds(type.results()));
    }

    /** The kinds of values of {@code types}: two for a v128, one for any other. */
    static Kind[] kinds(List<ValueType> types) {
        int count = 0;
        for (ValueType type : types) {
            count += type.slots();
        }
        Kind[] kinds = new Kind[count];
        int i = 0;
        for (ValueType type : types) {
            if (type instanceof VectorType) {
                kinds[i++] = Kind.LONG;
                kinds[i++] = Kind.HIGH;
            } else {
                kinds[i++] = Kind.of(type);
            }
        }
        return kinds;
    }

    /** The kinds of what an instruction takes, by its signature in the opcode table. */
    static Kind[] operands(Opcode opcode) {
        return kinds(FunctionType.parse(opcode.signature()).parameters());
    }

    /** The kinds of what an instruction gives, by its signature in the opcode table. */
    static Kind[] results(Opcode opcode) {
        return kinds(FunctionType.parse(opcode.signature()).results());
    }

    Kind[] parameters() {
        return parameters;
    }

    Kind[] results() {
        return results;
    }

    /** The index, among the results of the type, of the one at {@code position}. */
    int resultIndex(int position) {
        int index = position;
        for (int i = 0; i <= position; i++) {
            index -= results[i] == Kind.HIGH ? 1 : 0;
        }
        return index;
    }

    boolean packed() {
        return packed;
    }

    /** The descriptor of a method with these parameters, then {@code more}. */
    String descriptor(String... more) {
        StringBuilder text = new StringBuilder("(");
        if (packed) {
            text.append("[J[Ljava/lang/Object;");
        } else {
            for (Kind kind : parameters) {
                text.append(kind.descriptor);
            }
        }
        for (String descriptor : more) {
            text.append(descriptor);
        }
        return text.append(')').append(returnDescriptor()).toString();
    }

    String returnDescriptor() {
        return results.length == 0 ? "V" : results[0].descriptor;
    }

    /** Words of the JVM's parameters that stand before an instance. */
    int parameterWords() {
        if (packed) {
            return 2;
        }
        int words = 0;
        for (Kind kind : parameters) {
            words += kind.words;
        }
        return words;
    }

    /** {@link #descriptor} as a method type; {@code loader} finds the classes. */
    MethodType methodType(ClassLoader loader, String... more) {
        return MethodType.fromMethodDescriptorString(descriptor(more), loader);
    }
}
