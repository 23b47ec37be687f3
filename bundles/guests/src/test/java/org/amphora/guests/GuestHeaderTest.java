package org.amphora.guests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The header {@code Wasm-Guest} of a bundle. */
class GuestHeaderTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "module.wasm | module.wasm | com.example.bundle",
                "guests/a b.wasm | guests/a b.wasm | com.example.bundle",
                "module.wasm;name=orders | module.wasm | orders",
                "module.wasm ; name = orders | module.wasm | orders",
                "module.wasm;name=\"two words\" | module.wasm | two words",
            })
    void namesPathAndGuest(String header, String path, String guest) {
        GuestHeader parsed = GuestHeader.parse(header, "com.example.bundle");
        assertEquals(path, parsed.path());
        assertEquals(guest, parsed.guest());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                ";name=orders",
                "a.wasm;nam=orders",
                "a.wasm;name=",
                "a.wasm,b.wasm",
                "a.wasm;name=a;b=c"
            })
    void isRefusedInAnyOtherForm(String header) {
        assertThrows(IllegalArgumentException.class, () -> GuestHeader.parse(header, "com.example.bundle"));
    }

    @Test
    void theRefusalSaysWhatWouldBeRight() {
        assertEquals(
                "the header Wasm-Guest is \"a.wasm,b.wasm\"; it must be the path of the module in the bundle, with ;name=NAME"
                        + " behind it if the guest has another name than the bundle",
                assertThrows(IllegalArgumentException.class, () -> GuestHeader.parse("a.wasm,b.wasm", "x"))
                        .getMessage());
    }
}
