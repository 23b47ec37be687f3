package org.amphora.engine.validate;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.amphora.api.InvalidModuleException;
import org.amphora.binary.BinaryDecoder;
import org.amphora.engine.Guests;
import org.junit.jupiter.api.Test;

/** Rules for structures, arrays and casts. */
class AggregateValidationTest {
    private static final String DECLARATIONS = """
            (type $f (func))
            (type $struct (sub (struct (field $i (mut i32)) (field $b i8))))
            (type $sub (sub $struct (struct (field $i (mut i32)) (field $b i8) (field (ref func)))))
            (type $bytes (array i8))
            (type $structs (array (mut (ref $struct))))
            (type $ints (array (mut i32)))
            (data $data "")
            (elem $functions func)
            """;

    private static void validate(String fields) {
        ModuleValidator.validate(BinaryDecoder.decode(Guests.assemble("(module " + DECLARATIONS + fields + ")")));
    }

    private static void valid(String code) {
        assertDoesNotThrow(() -> validate("(func " + code + ")"));
    }

    /** The message without the place. */
    private static String invalid(String code) {
        String message = assertThrows(InvalidModuleException.class, () -> validate("(func " + code + ")"))
                .getMessage();
        return message.substring(0, message.indexOf(" (function $0 (#0)"));
    }

    @Test
    void acceptsWhatFits() {
        valid("(drop (struct.get_u $struct $b (struct.new $struct (i32.const 1) (i32.const 2))))");
        valid("(struct.set $struct $i (ref.null $sub) (i32.const 1))");
        valid("(array.copy $ints $ints (ref.null $ints) (i32.const 0) (ref.null none) (i32.const 0) (i32.const 0))");
        valid("(drop (ref.eq (ref.i31 (i32.const 1)) (ref.null $struct)))");
        valid("unreachable any.convert_extern ref.as_non_null ref.cast (ref $struct) struct.get $struct $i drop");
        valid("(block (result (ref $sub)) (br_on_cast 0 anyref (ref $sub) (ref.null any)) unreachable) drop");
    }

    @Test
    void refusesTypesOfAnotherKind() {
        assertEquals(
                "type mismatch: struct.new_default expects a type of structures but type bytes (#3) is (array i8)",
                invalid("(drop (struct.new_default $bytes))"));
        assertEquals(
                "type mismatch: array.len expects arrayref but got (ref null (sub (struct (field (mut i32)) (field i8))))",
                invalid("(drop (array.len (ref.null $struct)))"));
        assertEquals(
                "type mismatch: array.get expects a type of arrays but type f (#0) is (func)",
                invalid("(drop (array.get $f (ref.null array) (i32.const 0)))"));
        assertEquals("unknown type 9: struct.new_default names it, and there are 6", invalid("(struct.new_default 9)"));
        assertEquals(
                "unknown field 2: struct.get names it, and there are 2",
                invalid("(drop (struct.get $struct 2 (ref.null $struct)))"));
        assertEquals(
                "unknown data segment 1: array.new_data names it, and there is 1",
                invalid("(drop (array.new_data $bytes 1 (i32.const 0) (i32.const 0)))"));
    }

    @Test
    void refusesDefaultsOfWhatIsNeverNull() {
        assertEquals(
                "type mismatch: struct.new_default expects types that have a default but got (ref func)",
                invalid("(drop (struct.new_default $sub))"));
        assertEquals(
                "type mismatch: array.new_default expects types that have a default but got"
                        + " (mut (ref (sub (struct (field (mut i32)) (field i8)))))",
                invalid("(drop (array.new_default $structs (i32.const 1)))"));
    }

    @Test
    void wantsToKnowHowPackedFieldsAreExtended() {
        assertEquals(
                "type mismatch: struct.get expects a field or element that is not packed but got i8",
                invalid("(drop (struct.get $struct $b (ref.null $struct)))"));
        assertEquals(
                "type mismatch: struct.get_s expects a packed field or element but got (mut i32)",
                invalid("(drop (struct.get_s $struct $i (ref.null $struct)))"));
        assertEquals(
                "type mismatch: array.get expects a field or element that is not packed but got i8",
                invalid("(drop (array.get $bytes (ref.null $bytes) (i32.const 0)))"));
    }

    @Test
    void refusesToSetWhatIsImmutable() {
        assertEquals(
                "immutable field: struct.set on field 1 of type 1",
                invalid("(struct.set $struct $b (ref.null $struct) (i32.const 0))"));
        assertEquals(
                "immutable array: array.set on type 3",
                invalid("(array.set $bytes (ref.null $bytes) (i32.const 0) (i32.const 0))"));
    }

    @Test
    void refusesElementsOfAnotherType() {
        assertEquals(
                "array types do not match: array.copy of i8 to (mut i32)",
                invalid("(array.copy $ints $bytes (ref.null $ints) (i32.const 0) (ref.null $bytes) (i32.const 0)"
                        + " (i32.const 0))"));
        assertEquals(
                "array type is not numeric or vector: array.new_data cannot make"
                        + " (mut (ref (sub (struct (field (mut i32)) (field i8))))) of bytes",
                invalid("(drop (array.new_data $structs $data (i32.const 0) (i32.const 0)))"));
        assertEquals(
                "type mismatch: array.new_elem expects elements of type (mut i32) but got (ref func)",
                invalid("(drop (array.new_elem $ints $functions (i32.const 0) (i32.const 0)))"));
    }

    @Test
    void refusesCastsThatCannotBe() {
        assertEquals(
                "type mismatch: ref.cast expects anyref but got funcref",
                invalid("(drop (ref.cast (ref $struct) (ref.null func)))"));
        assertEquals(
                "type mismatch: br_on_cast expects a cast to a subtype of structref but it casts to arrayref",
                invalid("(block (result anyref) (br_on_cast 0 structref arrayref (ref.null struct))) drop"));
        assertEquals(
                "type mismatch: br_on_cast_fail expects (ref any) but got anyref",
                invalid("(block (result (ref any)) (br_on_cast_fail 0 anyref (ref struct) (ref.null any))) drop"));
        assertEquals(
                "type mismatch: ref.eq expects eqref but got anyref",
                invalid("(drop (ref.eq (ref.null any) (ref.null none)))"));
        assertEquals(
                "type mismatch: any.convert_extern expects externref but got anyref",
                invalid("(drop (any.convert_extern (ref.null any)))"));
    }

    @Test
    void refusesMoreFixedElementsThanAllowed() {
        assertEquals(
                "too many elements: array.new_fixed takes 10001, and at most 10000 are allowed",
                invalid("unreachable (array.new_fixed $ints 10001) drop"));
    }

    @Test
    void refusesToEvaluateSegmentsAsConstants() {
        InvalidModuleException e = assertThrows(
                InvalidModuleException.class,
                () -> validate("(global (ref $bytes) (array.new_data $bytes $data (i32.const 0) (i32.const 0)))"));
        assertEquals(
                "constant expression required: array.new_data is not constant",
                e.getMessage().substring(0, e.getMessage().indexOf(" (global 0")));
    }
}
