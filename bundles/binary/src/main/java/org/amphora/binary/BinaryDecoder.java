package org.amphora.binary;

import java.nio.ByteBuffer;
import org.amphora.api.CustomSection;
import org.amphora.api.InvalidModuleException;
import org.amphora.api.MalformedModuleException;
import org.amphora.api.SectionSize;
import org.amphora.binary.format.ByteReader;
import org.amphora.binary.module.ModuleBuilder;
import org.amphora.binary.module.ModuleDefinition;

/**
 * Decodes the preamble and the sections of a module (WebAssembly 3.0, sections 5.5.2 and 5.5.17), each section with a
 * decoder of its own. Used once, by {@link #decode}.
 */
public final class BinaryDecoder {
    private static final int MAGIC = 0x6d736100;
    private static final int VERSION = 1;
    /** What stands in the place of the version in a component: its version, and layer 1. */
    private static final int COMPONENT = 0x0001000d;

    private final byte[] binary;
    private final ByteReader in;
    private final ModuleBuilder module;
    private final TypeSectionDecoder typeSection;
    private final DeclarationDecoder declarations;
    private final SegmentDecoder segments;
    private final CodeSectionDecoder codeSection;
    /** The content of the first name section, behind its own name; null if there is none. */
    private ByteReader names;

    private BinaryDecoder(byte[] binary) {
        this.binary = binary;
        in = new ByteReader(binary, 0);
        module = new ModuleBuilder(binary);
        ConstantExpressionDecoder expressions = new ConstantExpressionDecoder(in, module);
        typeSection = new TypeSectionDecoder(in, module.types());
        declarations = new DeclarationDecoder(in, module, expressions);
        segments = new SegmentDecoder(in, module, expressions);
        codeSection = new CodeSectionDecoder(in, module);
    }

    /**
     * Decodes a module.
     *
     * @param binary is kept and must not change any more
     * @throws MalformedModuleException if it is no module in the binary format
     * @throws InvalidModuleException if a declaration names a type that does not exist, or a limit of the engine is
     *     exceeded; all other rules are for the validator
     */
    public static ModuleDefinition decode(byte[] binary) {
        return new BinaryDecoder(binary).module();
    }

    private ModuleDefinition module() {
        preamble();
        try {
            sections();
        } catch (MalformedModuleException e) {
            codeSection.checkInstructions(e.offset());
            throw e;
        }
        if (names != null) {
            NameSectionDecoder.decode(binary, names, module);
        }
        return module.build(new FeatureScanner.OnDemand());
    }

    private void sections() {
        Section last = Section.CUSTOM;
        while (in.remaining() > 0) {
            last = section(last);
        }
        if (module.bodyCount() != module.definedFunctionCount()) {
            throw new MalformedModuleException(
                    "function and code section have inconsistent lengths: " + module.definedFunctionCount() + " and "
                            + module.bodyCount(),
                    in.position());
        }
        if (module.dataCount() >= 0 && module.dataCount() != module.dataSegmentCount()) {
            throw new MalformedModuleException(
                    "data count and data section have inconsistent lengths: " + module.dataCount() + " and "
                            + module.dataSegmentCount(),
                    in.position());
        }
    }

    private void preamble() {
        if (in.remaining() < 4) {
            throw new MalformedModuleException(
                    "unexpected end: a module begins with the 8 bytes 00 61 73 6d 01 00 00 00, not with "
                            + in.remaining(),
                    0);
        }
        int magic = in.fixed32();
        if (magic != MAGIC) {
            throw new MalformedModuleException(
                    "magic header not detected: a module begins with the bytes 00 61 73 6d, not with " + bytes(magic),
                    0);
        }
        if (in.remaining() < 4) {
            throw new MalformedModuleException("unexpected end: 4 bytes of version must follow the magic header", 4);
        }
        int version = in.fixed32();
        if (version == COMPONENT) {
            throw new MalformedModuleException(
                    "a component, not a core module: this engine runs core modules, such as compilers make for"
                            + " wasm32-wasip1 (not wasm32-wasip2) or wasm32-unknown-unknown",
                    4);
        }
        if (version != VERSION) {
            throw new MalformedModuleException(
                    "unknown binary version " + bytes(version) + ": 01 00 00 00 is known", 4);
        }
    }

    private static String bytes(int littleEndian) {
        return String.format(
                "%02x %02x %02x %02x",
                littleEndian & 0xff, littleEndian >> 8 & 0xff, littleEndian >> 16 & 0xff, littleEndian >>> 24);
    }

    /** Decodes a section, and returns the last one that is bound to the order. */
    private Section section(Section last) {
        int start = in.position();
        int id = in.u8();
        Section section = Section.of(id);
        if (section == null) {
            throw new MalformedModuleException(
                    "malformed section id " + id + ": " + Section.TAG.id() + " is the greatest", start);
        }
        int size = in.u32();
        if (size < 0 || size > in.remaining()) {
            throw new MalformedModuleException(
                    "length out of bounds: the " + section + " section declares " + Integer.toUnsignedString(size)
                            + " bytes, " + in.remaining() + " are left",
                    start);
        }
        if (section != Section.CUSTOM && section.place() <= last.place()) {
            throw new MalformedModuleException(
                    "unexpected content after last section: the " + section + " section stands behind the " + last
                            + " section",
                    start);
        }
        int from = in.position();
        if (section == Section.CUSTOM) {
            customSection(from, from + size);
            return last;
        }
        module.section(SectionSize.of(section.toString(), from, size));
        content(section);
        if (in.position() != from + size) {
            throw new MalformedModuleException(
                    "section size mismatch: the " + section + " section declares " + size + " bytes and has "
                            + (in.position() - from),
                    start);
        }
        return section;
    }

    private void content(Section section) {
        switch (section) {
            case TYPE -> typeSection.decode();
            case IMPORT -> declarations.imports();
            case FUNCTION -> declarations.functions();
            case TABLE -> declarations.tables();
            case MEMORY -> declarations.memories();
            case TAG -> declarations.tags();
            case GLOBAL -> declarations.globals();
            case EXPORT -> declarations.exports();
            case START -> declarations.start();
            case ELEMENT -> segments.elements();
            case DATA_COUNT -> module.dataCount(in.count());
            case CODE -> codeSection.decode();
            case DATA -> segments.data();
            case CUSTOM -> throw new AssertionError("custom sections have no place in the order");
        }
    }

    private void customSection(int from, int to) {
        ByteReader content = new ByteReader(binary, from, to);
        String name = content.name();
        module.customSection(CustomSection.of(
                name,
                ByteBuffer.wrap(binary, content.position(), content.remaining()).slice()));
        module.section(SectionSize.of("custom \"" + name + "\"", from, to - from));
        if (name.equals("name") && names == null) {
            names = content;
        }
        in.position(to);
    }
}
