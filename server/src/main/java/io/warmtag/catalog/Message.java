package io.warmtag.catalog;

import java.util.Map;

/**
 * Something to be said to a person, in whichever language he reads.
 *
 * @param key of the message files
 * @param arguments by name: texts, numbers, {@link Words}, {@link EventTitle}, or messages that stand inside of this one
 */
public record Message(String key, Map<String, Object> arguments) {
    public Message {
        arguments = Map.copyOf(arguments);
    }

    public static Message of(String key) {
        return new Message(key, Map.of());
    }

    public static Message of(String key, String name, Object argument) {
        return new Message(key, Map.of(name, argument));
    }

    public static Message of(String key, String name, Object argument, String name2, Object argument2) {
        return new Message(key, Map.of(name, argument, name2, argument2));
    }
}
