package dev.factotum.planted.engine;

final class Streams {
    void print(String line) {
        System.out.println(line);
    }

    void trace(Exception failure) {
        failure.printStackTrace();
    }
}
