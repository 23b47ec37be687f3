package org.amphora.differential;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.amphora.api.NumberType;
import org.amphora.api.ReferenceType;
import org.junit.jupiter.api.Test;

class ValuesTest {
    @Test
    void numbersAreBits() {
        assertEquals("i32:ffffffff", Values.text(NumberType.I32, 0xffff_ffffL));
        assertEquals("i64:8000000000000000", Values.text(NumberType.I64, Long.MIN_VALUE));
        assertEquals("f32:80000000", Values.text(NumberType.F32, Float.floatToRawIntBits(-0f) & 0xffff_ffffL));
        assertEquals("f64:3ff8000000000000", Values.text(NumberType.F64, Double.doubleToRawLongBits(1.5)));
    }

    @Test
    void everyNanIsTheSame() {
        assertEquals("f32:nan", Values.text(NumberType.F32, 0xffc0_0001L));
        assertEquals("f32:nan", Values.text(NumberType.F32, 0x7fa0_0000L));
        assertEquals("f64:nan", Values.text(NumberType.F64, 0xfff8_0000_0000_0001L));
    }

    @Test
    void ofAReferenceOnlyNullIsKnown() {
        assertEquals("externref:null", Values.text(ReferenceType.EXTERNREF, 0));
        assertEquals("externref:some", Values.text(ReferenceType.EXTERNREF, 5));
    }
}
