package org.amphora.text.script;

import java.util.List;

/** A command of a script. Names of modules, instances and threads are with their {@code $}, or null where there is none. */
public sealed interface Command
        permits Command.DefineModule,
                Command.Instantiate,
                Command.Register,
                Command.Perform,
                Command.StartThread,
                Command.WaitForThread,
                Assertion {
    /** The line where the command begins, counted from 1. */
    int line();

    /** The word that the command begins with, such as {@code register}. */
    String keyword();

    /**
     * A module.
     *
     * @param instantiated whether it is instantiated at once, under the same name; otherwise it is only checked and kept
     *     for {@link Instantiate}
     */
    record DefineModule(int line, String name, ModuleSource source, boolean instantiated) implements Command {
        @Override
        public String keyword() {
            return "module";
        }
    }

    /** A new instance, called {@code name}, of the module {@code module}; of the last one if that is null. */
    record Instantiate(int line, String name, String module) implements Command {
        @Override
        public String keyword() {
            return "module instance";
        }
    }

    /** Offers the exports of {@code instance}, or of the last one, for imports from {@code as}. */
    record Register(int line, String as, String instance) implements Command {
        @Override
        public String keyword() {
            return "register";
        }
    }

    /** An action whose results nobody looks at. */
    record Perform(int line, Action action) implements Command {
        @Override
        public String keyword() {
            return action.keyword();
        }
    }

    /**
     * Runs commands in a thread of its own, which knows no instances of its maker but those in {@code shared}.
     *
     * @param name the name for {@link WaitForThread}
     */
    record StartThread(int line, String name, List<String> shared, List<Command> commands) implements Command {
        @Override
        public String keyword() {
            return "thread";
        }
    }

    /** Waits until the thread {@code thread} has ended. */
    record WaitForThread(int line, String thread) implements Command {
        @Override
        public String keyword() {
            return "wait";
        }
    }
}
