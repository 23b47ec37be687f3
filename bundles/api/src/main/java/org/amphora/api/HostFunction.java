package org.amphora.api;

import org.osgi.annotation.versioning.ConsumerType;

/**
 * A function that the host provides to guests, in raw stack form: nothing is boxed and nothing is looked up on the way.
 * The stack is a new array for each call; where HotSpot inlines the function, as it does for hot calls of small ones, not
 * even that is allocated.
 *
 * <pre>{@code
 * HostFunction add = (caller, stack) -> stack[0] = (int) stack[0] + (int) stack[1];   // (i32, i32) -> i32
 * }</pre>
 *
 * In OSGi, register it as a service with the properties of {@link
 * org.amphora.api.whiteboard.WasmWhiteboardConstants}; in plain Java, give it to {@link Linker#define(String, String,
 * FunctionType, HostFunction)}.
 *
 * <h2>The stack</h2>
 *
 * <ol>
 *   <li>Parameters stand in {@code stack} from index 0 in the slots that {@link ValueType} describes. Results overwrite
 *       them from index 0: read every parameter before you write a result.
 *   <li>Its length is {@link FunctionType#stackSlots()}: the larger of parameter slots and result slots.
 *   <li>i32 and f32 sit in the low 32 bits. The upper bits are zero going in and ignored coming out. So {@code (int)
 *       stack[0]} is an i32, {@code stack[0]} the same unsigned, {@code Float.intBitsToFloat((int) stack[0])} an f32.
 *   <li>A v128 takes two slots, low half first.
 *   <li>A reference is a local handle: {@link Instance#reference} resolves it, {@link Instance#handle} makes one for a
 *       result. Handles are valid until the call returns. Null is 0.
 *   <li>The array must not be kept or used after return. Nested calls into the guest have arrays of their own.
 * </ol>
 *
 * <h2>The caller</h2>
 *
 * {@code caller} is the instance whose code made the call, not the outermost one. Through it the function reaches memory
 * and exports, the guest's name, the remaining time and whether the call was cancelled. It may call the guest's functions;
 * a nested call may grow memory, so buffers from {@link Memory#view} are taken anew afterwards. Treat every pointer and
 * length as hostile: {@link Memory} checks them.
 *
 * <h2>Errors and threads</h2>
 *
 * Throw a {@link Trap} to trap the guest, an {@link ExitException} to end it, a {@link TagException} for the guest to
 * catch; any other {@link WasmException}, such as one out of a nested call, passes unchanged. Of all that a host function
 * throws, guests can catch nothing but a {@link TagException}. Anything else becomes a {@link HostFunctionException} with the throwable as
 * its cause. An instance serves one call at a time, but a host function that several instances import is called by all
 * their threads at once.
 */
@FunctionalInterface
@ConsumerType
public interface HostFunction {
    /**
     * Performs the call.
     *
     * @param caller the instance whose code made the call
     * @param stack parameters going in, results coming out
     * @throws Throwable to abort the guest, see the class
     */
    void call(Instance caller, long[] stack) throws Throwable;

    /**
     * Specialises this function for an instance; called once per import, when the instance is linked and before any of
     * its code runs. What it returns serves the instance's calls, so state kept there needs no look-up. The instance's
     * exports cannot be used yet.
     *
     * @return the function that the instance is to call; by default this one
     */
    default HostFunction bind(Instance instance) {
        return this;
    }
}
