package org.amphora.binary;

/** The sections of a module (WebAssembly 3.0, section 5.5.2), with their identifiers and their places in the order. */
enum Section {
    CUSTOM(0, "custom", -1),
    TYPE(1, "type", 0),
    IMPORT(2, "import", 1),
    FUNCTION(3, "function", 2),
    TABLE(4, "table", 3),
    MEMORY(5, "memory", 4),
    GLOBAL(6, "global", 6),
    EXPORT(7, "export", 7),
    START(8, "start", 8),
    ELEMENT(9, "element", 9),
    CODE(10, "code", 11),
    DATA(11, "data", 12),
    DATA_COUNT(12, "data count", 10),
    TAG(13, "tag", 5);

    private static final Section[] BY_ID = values();

    private final int id;
    private final String text;
    private final int place;

    Section(int id, String text, int place) {
        this.id = id;
        this.text = text;
        this.place = place;
    }

    /** The section with that identifier, or null. */
    static Section of(int id) {
        return id < BY_ID.length ? BY_ID[id] : null;
    }

    /** The identifier in the binary. */
    int id() {
        return id;
    }

    /** Where it stands among the others; custom sections stand anywhere. */
    int place() {
        return place;
    }

    /** The name in the specification. */
    @Override
    public String toString() {
        return text;
    }
}
