package org.amphora.text.script;

/** A module in a script, be it right or wrong. Arrays are not to be changed. */
public sealed interface ModuleSource permits ModuleSource.Binary, ModuleSource.Text {
    /** A module in the binary format. */
    final class Binary implements ModuleSource {
        private final byte[] bytes;

        Binary(byte[] bytes) {
            this.bytes = bytes;
        }

        /** The module. */
        public byte[] bytes() {
            return bytes;
        }
    }

    /** A module in the text format: a part of the script, or of a string in it. */
    final class Text implements ModuleSource {
        private final byte[] text;
        private final int from;
        private final int to;

        Text(byte[] text, int from, int to) {
            this.text = text;
            this.from = from;
            this.to = to;
        }

        /** The text that the module is part of, which should be UTF-8. */
        public byte[] text() {
            return text;
        }

        /** The offset of the module's first byte. */
        public int from() {
            return from;
        }

        /** The offset behind the module's last byte. */
        public int to() {
            return to;
        }
    }
}
