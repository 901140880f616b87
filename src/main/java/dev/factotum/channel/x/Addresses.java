package dev.factotum.channel.x;

import java.io.IOException;

/** Where the account's posts stand. */
final class Addresses {
    private final Book book;

    Addresses(Book book) {
        this.book = book;
    }

    /** With the account's name in it once that is known. */
    String url(String id) {
        try {
            return book.state().me().map(me -> XPostRef.url(me.handle(), id)).orElse(XPostRef.url(id));
        } catch (IOException unread) {
            return XPostRef.url(id);
        }
    }
}
