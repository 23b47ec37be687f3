package org.amphora.api.whiteboard;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.osgi.service.component.annotations.ComponentPropertyType;

/** Component property type for {@code wasm.host.effect}: see {@link WasmWhiteboardConstants#WASM_HOST_EFFECT}. */
@ComponentPropertyType
@RequireWasmWhiteboard
@Documented
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.TYPE)
public @interface WasmHostEffect {
    /** The value of the property. */
    String[] value();
}
