package org.amphora.cli.wast;

import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/** A thread that a script started. */
final class ScriptThread {
    private final FutureTask<Report> task;
    private boolean awaited;

    private ScriptThread(FutureTask<Report> task) {
        this.task = task;
    }

    static ScriptThread start(String name, Callable<Report> commands) {
        FutureTask<Report> task = new FutureTask<>(commands);
        Thread thread = new Thread(task, "wast " + name);
        thread.setDaemon(true);
        thread.start();
        return new ScriptThread(task);
    }

    /** What its commands did, once all have; an empty report from the second call on. */
    Report await() {
        try {
            Report report = task.get();
            Report news = awaited ? new Report(report.file()) : report;
            awaited = true;
            return news;
        } catch (ExecutionException e) {
            throw new IllegalStateException("a thread of the script failed", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while a thread of the script ran", e);
        }
    }
}
