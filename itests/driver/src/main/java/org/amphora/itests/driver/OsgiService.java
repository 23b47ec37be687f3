package org.amphora.itests.driver;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** A field or parameter that the container side fills with a service (or the BundleContext). */
@Target({ElementType.FIELD, ElementType.PARAMETER})
@Retention(RetentionPolicy.RUNTIME)
public @interface OsgiService {
    String filter() default "";

    long timeout() default 10_000;
}
