package org.amphora.engine.link;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class EditDistanceTest {
    @Test
    void countsLettersAddedDroppedAndReplaced() {
        assertEquals(0, EditDistance.between("log", "log"));
        assertEquals(1, EditDistance.between("log", "logs"));
        assertEquals(1, EditDistance.between("log", "lg"));
        assertEquals(1, EditDistance.between("log", "lug"));
        assertEquals(2, EditDistance.between("log", "lgo"));
        assertEquals(3, EditDistance.between("kitten", "sitting"));
        assertEquals(4, EditDistance.between("", "open"));
    }
}
