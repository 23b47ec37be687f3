package org.amphora.engine.runtime;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.amphora.api.GlobalType;
import org.amphora.api.NumberType;
import org.amphora.api.ReferenceType;
import org.amphora.api.VectorType;
import org.junit.jupiter.api.Test;

class GlobalInstanceTest {
    private static GlobalInstance variable(org.amphora.api.ValueType type) {
        return GlobalInstance.of(GlobalType.variable(type));
    }

    @Test
    void holdsNumbersAsObjectsAndAsSlots() {
        GlobalInstance i32 = variable(NumberType.I32);
        i32.set(-1);
        assertEquals(0xFFFF_FFFFL, i32.getSlot());
        i32.setSlot(0xDEAD_BEEF_0000_0007L);
        assertEquals(7, i32.get());
        GlobalInstance i64 = variable(NumberType.I64);
        i64.set(-1L);
        assertEquals(-1L, i64.getSlot());
        GlobalInstance f32 = variable(NumberType.F32);
        f32.set(-0.0f);
        assertEquals(0x8000_0000L, f32.getSlot());
        f32.setSlot(0x1_3f80_0000L);
        assertEquals(1.0f, f32.get());
        GlobalInstance f64 = variable(NumberType.F64);
        f64.setSlot(Double.doubleToRawLongBits(2.5));
        assertEquals(2.5, f64.get());
    }

    @Test
    void holdsVectorsWithTheLowHalfFirst() {
        GlobalInstance.V128 v128 = (GlobalInstance.V128) variable(VectorType.V128);
        v128.set(new byte[] {1, 0, 0, 0, 0, 0, 0, 0, 2, 0, 0, 0, 0, 0, 0, 0});
        assertEquals(1, v128.low);
        assertEquals(2, v128.high);
        assertArrayEquals(new byte[] {1, 0, 0, 0, 0, 0, 0, 0, 2, 0, 0, 0, 0, 0, 0, 0}, (byte[]) v128.get());
        IllegalStateException e = assertThrows(IllegalStateException.class, v128::getSlot);
        assertEquals("global (mut v128) is no number: it has no slot", e.getMessage());
    }

    @Test
    void refusesValuesOfOtherTypes() {
        IllegalArgumentException e = assertThrows(
                IllegalArgumentException.class, () -> variable(NumberType.I32).set(1L));
        assertEquals("global (mut i32) cannot hold java.lang.Long", e.getMessage());
        e = assertThrows(
                IllegalArgumentException.class, () -> variable(NumberType.F64).set(null));
        assertEquals("global (mut f64) cannot hold null", e.getMessage());
        e = assertThrows(
                IllegalArgumentException.class, () -> variable(VectorType.V128).set(new byte[15]));
        assertEquals("global (mut v128) cannot hold byte[15]", e.getMessage());
        e = assertThrows(
                IllegalArgumentException.class,
                () -> variable(ReferenceType.FUNCREF).set("text"));
        assertEquals("global (mut funcref) cannot hold java.lang.String", e.getMessage());
    }

    @Test
    void refusesToBeSetIfImmutable() {
        GlobalInstance constant = GlobalInstance.of(GlobalType.constant(NumberType.I32));
        IllegalStateException e = assertThrows(IllegalStateException.class, () -> constant.set(1));
        assertEquals("global i32 is immutable", e.getMessage());
        e = assertThrows(IllegalStateException.class, () -> constant.setSlot(1));
        assertEquals("global i32 is immutable", e.getMessage());
    }

    @Test
    void holdsAnyObjectAsExternref() {
        GlobalInstance global = variable(ReferenceType.EXTERNREF);
        global.set("text");
        assertEquals("text", global.get());
        global.set(null);
        assertEquals(null, global.get());
    }
}
