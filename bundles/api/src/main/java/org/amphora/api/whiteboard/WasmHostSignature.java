package org.amphora.api.whiteboard;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.osgi.service.component.annotations.ComponentPropertyType;

/**
 * Component property type for {@code wasm.host.signature}: a signature for each name, as in {@code get:ii-I}; with a single
 * name, the signature may stand alone.
 */
@ComponentPropertyType
@RequireWasmWhiteboard
@Documented
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.TYPE)
public @interface WasmHostSignature {
    /** The value of the property. */
    String[] value();
}
