package org.amphora.itests.driver;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.function.Supplier;
import org.junit.jupiter.api.extension.ExtendWith;
import org.ops4j.pax.exam.Option;

/** Runs the methods of a Jupiter test class inside the OSGi framework that {@link #value} describes. */
@Documented
@Inherited
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(PaxExamExtension.class)
public @interface PaxExam {
    /** Names the Pax Exam options. One container is started per class named here and shared by all tests. */
    Class<? extends Supplier<Option[]>> value();
}
