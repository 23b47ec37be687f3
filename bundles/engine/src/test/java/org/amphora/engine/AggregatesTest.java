package org.amphora.engine;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.amphora.api.Aggregate;
import org.amphora.api.Engine;
import org.amphora.api.FunctionType;
import org.amphora.api.HostFunctionException;
import org.amphora.api.I31;
import org.amphora.api.Instance;
import org.amphora.api.Trap;
import org.amphora.api.WasmModule;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Structures and arrays, as guests use them and as Java sees them. */
public class AggregatesTest {
    private Engine engine;
    private Instance guest;

    /** What the tests run on. */
    protected Engine newEngine() {
        return Guests.engine();
    }

    @BeforeEach
    void instantiate() {
        engine = newEngine();
        guest = engine.linker().instantiate(engine.compile(Guests.text("aggregates")));
    }

    @AfterEach
    void closeEngine() {
        engine.close();
    }

    private Object[] call(String function, Object... arguments) {
        return guest.function(function).apply(arguments);
    }

    /** The only result. */
    private Object get(String function, Object... arguments) {
        Object[] results = call(function, arguments);
        assertEquals(1, results.length);
        return results[0];
    }

    private String trap(String function, Object... arguments) {
        return assertThrows(Trap.class, () -> call(function, arguments)).getMessage();
    }

    private static byte[] vector(long low, long high) {
        return ByteBuffer.allocate(16)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(low)
                .putLong(high)
                .array();
    }

    // ---- structures

    @Test
    void keepsEachFieldInTheBytesThatItShouldTake() {
        Object point = get("point", 1, 2);
        Object[] values = {0x1ff, 0x18000, -1, -2L, 1.5f, -2.5, vector(5, 6), point};
        Object[] expected = {-1, 0xff, -0x8000, 0x8000, -1, -2L, 1.5f, -2.5, vector(5, 6), point};
        assertArrayEquals(expected, call("fields", get("mixed", values)));
        assertArrayEquals(expected, call("fields", get("setMixed", values)));
        expected[9] = guest.global("origin").get();
        assertArrayEquals(expected, call("fields", get("all")));
        assertSame(get("all"), guest.global("allOf").get());
    }

    @Test
    void makesStructuresThatNoMethodCouldTakeThePartsOf() {
        assertArrayEquals(new Object[] {16L, -2, vector(7, 8), I31.of(3)}, call("wide", (Object) vector(7, 8)));
    }

    @Test
    void readsFieldsThroughTheSupertype() {
        Object point3 = get("point3", 1, 2, 3.0);
        assertEquals(1, get("x", point3));
        call("setX", point3, 9);
        assertEquals(9, get("x", point3));
        assertEquals(3.0, get("z", point3));
        assertEquals(1, get("x", guest.global("origin").get()));
    }

    @Test
    void trapsOnNullStructures() {
        assertEquals("null structure reference", trap("x", new Object[] {null}));
        assertEquals("null structure reference", trap("setX", null, 1));
        assertEquals("null structure reference", trap("z", new Object[] {null}));
    }

    // ---- arrays

    @Test
    void readsElementsOutOfBytes() {
        assertEquals(-1, get("getI8", get("dataI8", 15, 5), 1));
        assertEquals(0xff, get("getU8", get("dataI8", 15, 5), 1));
        assertEquals((int) (short) 0xccdd, get("getI16", get("dataI16", 16, 2), 1));
        assertEquals(0xccdd, get("getU16", get("dataI16", 16, 2), 1));
        assertEquals(0xeefff00f, get("getI32", get("dataI32", 14, 1), 0));
        assertEquals(0xccddeefff00f0e0dL, get("getI64", get("dataI64", 4, 2), 1));
        assertEquals(Float.intBitsToFloat(0x07060504), get("getF32", get("dataF32", 3, 1), 0));
        assertEquals(Double.longBitsToDouble(0x0807060504030201L), get("getF64", get("dataF64", 0, 2), 0));
        assertArrayEquals(
                vector(0x0c0b0a0908070605L, 0xccddeefff00f0e0dL), (byte[]) get("getV128", get("dataV128", 4, 1), 0));
        Object array = get("dataI16", 0, 4);
        call("initI16", array, 2, 16, 2);
        assertEquals(0x0403, get("getI16", array, 1));
        assertEquals(0xeeff, get("getU16", array, 2));
    }

    @Test
    void cutsBytesOff() {
        Object array = get("fixedBytes", 0x101, -1, 0x80);
        assertEquals(1, get("getU8", array, 0));
        assertEquals(255, get("getU8", array, 1));
        assertEquals(-128, get("getI8", array, 2));
        call("copyI8", array, 0, array, 1, 2);
        assertEquals(255, get("getU8", array, 0));
        assertEquals(128, get("getU8", array, 1));
        call("fillI8", array, 1, 0x102, 2);
        assertEquals(2, get("getU8", array, 2));
    }

    @Test
    void copiesAndFillsVectors() {
        byte[] a = vector(1, 2);
        byte[] b = vector(3, 4);
        Object array = get("vectors", a, b);
        assertArrayEquals(a, (byte[]) get("getV128", array, 0));
        assertArrayEquals(b, (byte[]) get("getV128", array, 1));
        assertArrayEquals(b, (byte[]) get("getV128", array, 2));
        assertArrayEquals(vector(~1, ~2), (byte[]) get("getV128", array, 3));
        Object fixed = get("fixedVectors", a, b);
        assertEquals(2, get("length", fixed));
        assertArrayEquals(b, (byte[]) get("getV128", fixed, 1));
        assertEquals("out of bounds array access: index 2 of an array of 2", trap("getV128", fixed, 2));
        assertEquals("null array reference", trap("getV128", null, 0));
    }

    @Test
    void evaluatesConstantAggregates() {
        Object array = get("constants");
        assertEquals(3, get("length", array));
        assertSame(guest.global("origin").get(), get("getAny", array, 0));
        assertEquals(I31.of(7), get("getAny", array, 1));
        assertArrayEquals(vector(8, 9), (byte[]) get("getV128", get("getAny", array, 2), 1));
    }

    @Test
    void namesTheIndexThatIsOutOfBounds() {
        Object array = get("newI8", 5, 3);
        assertEquals("out of bounds array access: index 3 of an array of 3", trap("getI8", array, 3));
        assertEquals("out of bounds array access: index 4294967295 of an array of 3", trap("setI8", array, -1, 0));
        assertEquals(
                "out of bounds array access: 3 elements at index 1 of an array of 3", trap("fillI8", array, 1, 0, 3));
        assertEquals(
                "out of bounds array access: 2 elements at index 2 of an array of 3",
                trap("copyI8", array, 0, array, 2, 2));
        assertEquals(
                "out of bounds memory access: 4 bytes at offset 17 of a data segment of 20", trap("dataI32", 17, 1));
        assertEquals(
                "out of bounds memory access: 17179869180 bytes at offset 0 of a data segment of 20",
                trap("dataI32", 0, -1));
        assertEquals(
                "out of bounds table access: 2 elements at index 2 of an element segment of 3", trap("elements", 2, 2));
    }

    @Test
    void trapsOnNullArrays() {
        assertEquals("null array reference", trap("getI8", null, 0));
        assertEquals("null array reference", trap("setI8", null, 0, 0));
        assertEquals("null array reference", trap("fillI8", null, 0, 0, 0));
        assertEquals("null array reference", trap("copyI8", null, 0, null, 0, 0));
        assertEquals("null array reference", trap("length", new Object[] {null}));
        assertEquals("null array reference", trap("initI16", null, 0, 0, 0));
        assertEquals("null array reference", trap("initAny", null, 0, 0, 0));
    }

    @Test
    void hasNothingInSegmentsThatWereDropped() {
        Object array = get("elements", 0, 3);
        assertEquals(I31.of(7), get("getAny", array, 0));
        assertNull(get("getAny", array, 1));
        assertEquals(1, get("x", get("getAny", array, 2)));
        call("drop");
        call("initAny", array, 3, 0, 0);
        assertEquals(
                "out of bounds table access: 1 elements at index 0 of an element segment of 0",
                trap("initAny", array, 0, 0, 1));
        assertEquals("out of bounds memory access: 1 bytes at offset 0 of a data segment of 0", trap("dataI8", 0, 1));
        assertEquals(0, get("length", get("dataI8", 0, 0)));
    }

    @Test
    void refusesArraysThatNoJavaArrayCanHold() {
        assertEquals(
                "out of memory: an array of 4294967295 elements, and at most 2147483639 are possible",
                trap("newDefault", -1));
        assertEquals(
                "out of memory: an array of 2147483647 elements, and at most 1073741815 are possible",
                trap("newVectors", Integer.MAX_VALUE));
        assertEquals("out of memory", trap("newDefault", Integer.MAX_VALUE - 8));
        assertEquals(3, get("newDefault", 3));
    }

    // ---- casts and numbers

    @Test
    void tellsTypesApart() {
        Object point = get("point", 1, 2);
        Object point3 = get("point3", 1, 2, 3.0);
        assertEquals(14, get("kind", point3));
        assertEquals(13, get("kind", point));
        assertEquals(12, get("kind", get("points3", point3)));
        assertEquals(11, get("kind", get("points", point3)));
        assertEquals(10, get("kind", I31.of(1)));
        assertEquals(3, get("kind", new Object[] {null}));
        assertEquals(2, get("kind", get("all")));
        assertEquals(0, get("kind", "a string of the host"));
    }

    @Test
    void trapsWhenACastFails() {
        assertEquals("cast failure", trap("z", get("point", 1, 2)));
        assertEquals("cast failure", trap("z", "a string of the host"));
    }

    @Test
    void keepsThirtyOneBitsOfANumber() {
        assertArrayEquals(new Object[] {-1, Integer.MAX_VALUE}, call("i31", -1));
        assertArrayEquals(new Object[] {-0x40000000, 0x40000000}, call("i31", 0x40000000));
        assertArrayEquals(new Object[] {0x3fffffff, 0x3fffffff}, call("i31", 0xbfffffff));
        assertEquals("null i31 reference", trap("getI31", new Object[] {null}));
    }

    @Test
    void comparesNumbersByValueAndTheRestByIdentity() {
        assertEquals(1, get("same", I31.of(123_456), I31.of(123_456)));
        assertEquals(0, get("same", I31.of(123_456), I31.of(123_457)));
        assertEquals(0, get("same", get("point", 1, 2), get("point", 1, 2)));
        assertEquals(1, get("same", get("all"), get("all")));
        assertEquals(1, get("same", null, null));
        assertEquals(0, get("same", null, I31.of(0)));
    }

    // ---- Java

    @Test
    void keepsTheIdentityOfWhatCrossesBetweenHostAndGuest() {
        Object host = new Object();
        Object point = get("point", 1, 2);
        assertSame(host, get("intern", host));
        assertSame(host, get("extern", host));
        assertSame(point, get("intern", get("extern", point)));
        assertNull(get("intern", new Object[] {null}));
    }

    @Test
    void tellsJavaTheTypeOfAnAggregate() {
        Aggregate point = assertInstanceOf(Aggregate.class, get("point", 1, 2));
        assertEquals(
                "(sub (struct (field (mut i32)) (field (mut i32))))",
                point.type().toString());
        assertEquals(point.type().toString(), point.toString());
        Instance other = engine.linker().instantiate(engine.compile(Guests.text("aggregates")));
        Object theirs = other.function("point").apply(3, 4)[0];
        assertSame(point.type(), ((Aggregate) theirs).type());
        assertEquals(3, get("x", theirs));
    }

    @Test
    void refusesWhatIsNotOfTheTypeOfAParameter() {
        IllegalArgumentException e = assertThrows(IllegalArgumentException.class, () -> call("x", get("newI8", 1, 1)));
        assertEquals(
                "aggregates.x expects (ref null (sub (struct (field (mut i32)) (field (mut i32))))) as argument 0, but got"
                        + " (array (mut i8))",
                e.getMessage());
        assertThrows(IllegalArgumentException.class, () -> call("length", I31.of(1)));
        assertThrows(IllegalArgumentException.class, () -> call("getI31", 1));
        assertThrows(IllegalArgumentException.class, () -> call("same", "host", null));
    }

    /** Some of the functions as Java would like to have them. */
    public interface Points {
        /** Makes a point. */
        Object point(int x, int y);

        /** Reads a point. */
        int x(Object point);
    }

    @Test
    void showsReferencesOfAllTypesToJavaInterfaces() {
        Points points = guest.as(Points.class);
        assertEquals(5, points.x(points.point(5, 6)));
        assertThrows(IllegalArgumentException.class, () -> points.x("no point"));
    }

    @Test
    void letsTheHostHoldAggregates() {
        Object[] held = new Object[1];
        WasmModule module = engine.compile(Guests.text("holder"));
        FunctionType type = (FunctionType) module.imports().get(0).type();
        Instance holder = engine.linker()
                .define("host", "exchange", type, (caller, stack) -> {
                    Object given = caller.reference(stack[0]);
                    stack[0] = caller.handle(held[0]);
                    held[0] = given;
                })
                .instantiate(module);
        assertArrayEquals(new Object[] {-1}, holder.function("exchange").apply(5));
        assertArrayEquals(new Object[] {5}, holder.function("exchange").apply(6));
        assertEquals(6, get("x", held));
        held[0] = get("point3", 7, 8, 9.0);
        assertArrayEquals(new Object[] {7}, holder.function("exchange").apply(1));
        held[0] = get("newI8", 7, 8);
        assertEquals(
                "host function host.exchange left (array (mut i8)) as result 0, which must be"
                        + " (ref null (sub (struct (field (mut i32)) (field (mut i32)))))",
                assertThrows(
                                HostFunctionException.class,
                                () -> holder.function("exchange").apply(1))
                        .getMessage());
    }

    @Test
    void checksWhatJavaPutsIntoGlobalsAndTables() {
        Instance holder = engine.linker()
                .define(
                        "host",
                        "exchange",
                        (FunctionType) engine.compile(Guests.text("holder"))
                                .imports()
                                .get(0)
                                .type(),
                        (caller, stack) -> {})
                .instantiate(engine.compile(Guests.text("holder")));
        Object point = get("point", 1, 2);
        holder.global("last").set(point);
        assertSame(point, holder.global("last").get());
        holder.table("points").set(0, point);
        assertSame(point, holder.table("points").get(0));
        Object array = get("newI8", 1, 1);
        assertEquals(
                "global (mut (ref null (sub (struct (field (mut i32)) (field (mut i32)))))) cannot hold (array (mut i8))",
                assertThrows(
                                IllegalArgumentException.class,
                                () -> holder.global("last").set(array))
                        .getMessage());
        assertThrows(
                IllegalArgumentException.class, () -> holder.table("points").set(0, I31.of(1)));
    }
}
