package org.amphora.api;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Ties a method to a function of WebAssembly, whose name is that of the method unless it is given here.
 *
 * <ul>
 *   <li>In an interface for {@link Instance#as}: the method calls the guest's export. Needed only where the name is no Java
 *       name.
 *   <li>In a class for {@link Engine#hostFunctions}: the method is an export of a host module, for guests to import.
 *       Methods without it are not.
 * </ul>
 */
@Documented
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface WasmExport {
    /** The name of the export; that of the method if it is empty. */
    String value() default "";
}
