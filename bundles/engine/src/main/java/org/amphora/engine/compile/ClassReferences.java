package org.amphora.engine.compile;

import java.util.ArrayList;
import java.util.List;
import org.objectweb.asm.ClassReader;

/** The classes that a class names in its constants. */
final class ClassReferences {
    /** See the Java Virtual Machine Specification, section 4.4. */
    private static final int CLASS = 7;

    private ClassReferences() {}

    /** Internal names, in the order of the constants. */
    static List<String> of(byte[] classFile) {
        ClassReader reader = new ClassReader(classFile);
        char[] buffer = new char[reader.getMaxStringLength()];
        List<String> names = new ArrayList<>();
        for (int constant = 1; constant < reader.getItemCount(); constant++) {
            int offset = reader.getItem(constant);
            // the second place of a long constant has no offset
            if (offset > 0 && reader.readByte(offset - 1) == CLASS) {
                names.add(reader.readUTF8(offset, buffer));
            }
        }
        return names;
    }
}
