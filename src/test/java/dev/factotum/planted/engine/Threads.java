package dev.factotum.planted.engine;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

final class Threads {
    void nap() throws InterruptedException {
        Thread.sleep(1);
    }

    Thread fresh(Runnable work) {
        return new Thread(work);
    }

    ExecutorService pool() {
        return Executors.newVirtualThreadPerTaskExecutor();
    }
}
