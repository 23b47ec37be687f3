package org.amphora.cli;

import java.nio.charset.StandardCharsets;
import org.amphora.api.Instance;
import org.amphora.api.guest.Guest;

/** Calls of the greeting guest: a name goes in as a buffer of the guest's, a greeting comes out as another. */
final class Greetings {
    private Greetings() {}

    /** Lets the guest log a greeting. */
    static void log(Guest guest, String name) {
        guest.with(instance -> withName(instance, name, (pointer, length) -> {
            instance.function("greet").call(pointer, length);
            return null;
        }));
    }

    /** Asks the guest for a greeting. */
    static String greeting(Guest guest, String name) {
        return guest.with(instance -> withName(instance, name, (pointer, length) -> {
            long answer = instance.function("greeting").call(pointer, length)[0];
            long answerPointer = answer >>> 32;
            int answerLength = (int) answer;
            String greeting = instance.memory().readString(answerPointer, answerLength);
            instance.function("deallocate").call(answerPointer, answerLength);
            return greeting;
        }));
    }

    private interface Use<T> {
        T of(long pointer, long length);
    }

    private static <T> T withName(Instance instance, String name, Use<T> use) {
        byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
        long pointer = instance.function("allocate").call(bytes.length)[0];
        try {
            instance.memory().write(pointer, bytes);
            return use.of(pointer, bytes.length);
        } finally {
            instance.function("deallocate").call(pointer, bytes.length);
        }
    }
}
