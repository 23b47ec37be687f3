package org.amphora.api.whiteboard;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.osgi.service.component.annotations.ComponentPropertyType;

/**
 * Component property type for {@code wasm.host.name}: the names of the imports that the annotated {@link
 * org.amphora.api.HostFunction} satisfies.
 */
@ComponentPropertyType
@RequireWasmWhiteboard
@Documented
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.TYPE)
public @interface WasmHostName {
    /** The value of the property. */
    String[] value();
}
