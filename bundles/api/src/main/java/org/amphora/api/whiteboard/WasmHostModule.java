package org.amphora.api.whiteboard;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.osgi.annotation.bundle.Attribute;
import org.osgi.annotation.bundle.Capability;
import org.osgi.service.component.annotations.ComponentPropertyType;

/**
 * Component property type for {@code wasm.host.module}: the module name of the imports that the annotated
 * {@link org.amphora.api.HostFunction} satisfies. The bundle also provides a {@code wasm.host} capability of that name.
 *
 * <p>The requirement on an engine comes with {@link WasmHostName}, which every host function has beside this annotation.
 */
@ComponentPropertyType
@Capability(namespace = WasmWhiteboardConstants.WASM_HOST_NAMESPACE)
@Documented
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.TYPE)
public @interface WasmHostModule {
    /** The value of the property. */
    @Attribute(WasmWhiteboardConstants.WASM_HOST_NAMESPACE)
    String value();
}
