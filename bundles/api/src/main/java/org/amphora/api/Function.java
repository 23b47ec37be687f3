package org.amphora.api;

import org.osgi.annotation.versioning.ProviderType;

/**
 * A function of an instance, or a host function that an instance got through a table or as a reference (WebAssembly 3.0,
 * section 4.2.4).
 *
 * <p>An instance serves one call at a time; calls from the thread that is already inside it, made by a host function, are
 * nested and fine. All three forms of a call throw
 *
 * <ul>
 *   <li>{@link IllegalArgumentException} if number or types of the arguments are wrong: nothing was run;
 *   <li>{@link IllegalStateException} if the instance is closed: nothing was run;
 *   <li>{@link Trap} if the guest traps, {@link HostFunctionException} if a host function that it called fails, {@link
 *       ExitException} if it ends itself, {@link CancelledException} if it is ended from outside, {@link TagException} if an
 *       exception is thrown that no guest catches.
 * </ul>
 *
 * After any of them the function can be called again, unless the instance is closed.
 */
@ProviderType
public non-sealed interface Function extends Extern {
    @Override
    FunctionType type();

    /** The name for messages: that of the name section, else the export's, else {@code $INDEX}. */
    String name();

    /**
     * Calls the function with a slot for each parameter (two for a v128, see {@link ValueType}).
     *
     * @param parameters exactly as many slots as the parameters take; upper bits of i32 and f32 are ignored
     * @return the slots of the results, a new array
     */
    long[] call(long... parameters);

    /**
     * The raw form, which allocates nothing: parameters stand in {@code stack} from index 0 and the results overwrite
     * them from index 0.
     *
     * @param stack at least {@link FunctionType#stackSlots()} long; slots beyond the results keep what they held
     */
    void callWithStack(long[] stack);

    /**
     * The convenient form: arguments and results as Java objects, in the form of {@link Global#get()}.
     *
     * @return the results, a new array
     */
    Object[] apply(Object... arguments);
}
