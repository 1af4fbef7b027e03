package io.warmtag.container.code;

import io.warmtag.catalog.Message;

/** Code that isn't what it must be. */
final class Unreadable extends Exception {
    private final transient Message message;

    Unreadable(Message message) {
        super(message.key(), null, false, false);
        this.message = message;
    }

    Message message() {
        return message;
    }
}
