package org.amphora.engine.runtime;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.amphora.api.Global;
import org.amphora.api.GlobalType;
import org.amphora.api.NumberType;
import org.amphora.api.ReferenceType;
import org.amphora.api.VectorType;

/**
 * A global (WebAssembly 3.0, section 4.2.7): a class for each kind of value, whose field generated code reads and writes.
 * Not thread-safe.
 */
public abstract sealed class GlobalInstance implements Global {
    private final GlobalType type;

    private GlobalInstance(GlobalType type) {
        this.type = type;
    }

    /** A global with the value that its type begins with: zero or null. */
    public static GlobalInstance of(GlobalType type) {
        if (type.value() instanceof NumberType number) {
            return switch (number) {
                case I32 -> new I32(type);
                case I64 -> new I64(type);
                case F32 -> new F32(type);
                case F64 -> new F64(type);
            };
        }
        return type.value() instanceof VectorType ? new V128(type) : new Reference(type);
    }

    @Override
    public final GlobalType type() {
        return type;
    }

    @Override
    public final void set(Object value) {
        checkMutable();
        initialize(value);
    }

    @Override
    public long getSlot() {
        throw noNumber();
    }

    @Override
    public final void setSlot(long slot) {
        checkMutable();
        store(slot);
    }

    private void checkMutable() {
        if (!type.mutable()) {
            throw new IllegalStateException(type + " is immutable");
        }
    }

    /** Gives an immutable global its value as well. */
    public abstract void initialize(Object value);

    /** Sets the value from a slot whether mutable or not. */
    void store(long slot) {
        throw noNumber();
    }

    private IllegalStateException noNumber() {
        return new IllegalStateException(type + " is no number: it has no slot");
    }

    final IllegalArgumentException mismatch(Object value) {
        return new IllegalArgumentException(type + " cannot hold " + Values.describe(value));
    }

    @Override
    public final String toString() {
        return type + " = " + get();
    }

    /** Holds an i32. */
    public static final class I32 extends GlobalInstance {
        /** The value. */
        public int value;

        I32(GlobalType type) {
            super(type);
        }

        @Override
        public Object get() {
            return value;
        }

        @Override
        public void initialize(Object newValue) {
            if (!(newValue instanceof Integer number)) {
                throw mismatch(newValue);
            }
            value = number;
        }

        @Override
        public long getSlot() {
            return Integer.toUnsignedLong(value);
        }

        @Override
        void store(long slot) {
            value = (int) slot;
        }
    }

    /** Holds an i64. */
    public static final class I64 extends GlobalInstance {
        /** The value. */
        public long value;

        I64(GlobalType type) {
            super(type);
        }

        @Override
        public Object get() {
            return value;
        }

        @Override
        public void initialize(Object newValue) {
            if (!(newValue instanceof Long number)) {
                throw mismatch(newValue);
            }
            value = number;
        }

        @Override
        public long getSlot() {
            return value;
        }

        @Override
        void store(long slot) {
            value = slot;
        }
    }

    /** Holds an f32. */
    public static final class F32 extends GlobalInstance {
        /** The value. */
        public float value;

        F32(GlobalType type) {
            super(type);
        }

        @Override
        public Object get() {
            return value;
        }

        @Override
        public void initialize(Object newValue) {
            if (!(newValue instanceof Float number)) {
                throw mismatch(newValue);
            }
            value = number;
        }

        @Override
        public long getSlot() {
            return Integer.toUnsignedLong(Float.floatToRawIntBits(value));
        }

        @Override
        void store(long slot) {
            value = Float.intBitsToFloat((int) slot);
        }
    }

    /** Holds an f64. */
    public static final class F64 extends GlobalInstance {
        /** The value. */
        public double value;

        F64(GlobalType type) {
            super(type);
        }

        @Override
        public Object get() {
            return value;
        }

        @Override
        public void initialize(Object newValue) {
            if (!(newValue instanceof Double number)) {
                throw mismatch(newValue);
            }
            value = number;
        }

        @Override
        public long getSlot() {
            return Double.doubleToRawLongBits(value);
        }

        @Override
        void store(long slot) {
            value = Double.longBitsToDouble(slot);
        }
    }

    /** Holds a v128. */
    public static final class V128 extends GlobalInstance {
        /** Lanes 0 to 7, as a little-endian number. */
        public long low;

        /** Lanes 8 to 15, as a little-endian number. */
        public long high;

        V128(GlobalType type) {
            super(type);
        }

        @Override
        public Object get() {
            return Values.vector(low, high);
        }

        @Override
        public void initialize(Object newValue) {
            if (!(newValue instanceof byte[] lanes) || lanes.length != 16) {
                throw mismatch(newValue);
            }
            ByteBuffer buffer = ByteBuffer.wrap(lanes).order(ByteOrder.LITTLE_ENDIAN);
            low = buffer.getLong();
            high = buffer.getLong();
        }
    }

    /** Holds a reference. */
    public static final class Reference extends GlobalInstance {
        /** The value. */
        public Object value;

        Reference(GlobalType type) {
            super(type);
        }

        @Override
        public Object get() {
            return value;
        }

        @Override
        public void initialize(Object newValue) {
            if (!References.matches(newValue, (ReferenceType) type().value())) {
                throw mismatch(newValue);
            }
            value = newValue;
        }
    }
}
