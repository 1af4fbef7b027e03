package io.warmtag.catalog;

/**
 * What is wrong with one field of the input.
 *
 * @param field its path, like {@code params.map[2].key}
 * @param message what is wrong and the remedy
 */
public record Problem(String field, Message message) {
    public static Problem of(String field, String key) {
        return new Problem(field, Message.of(key));
    }

    public static Problem of(String field, String key, String name, Object argument) {
        return new Problem(field, Message.of(key, name, argument));
    }

    public static Problem of(String field, String key, String name, Object argument, String name2, Object argument2) {
        return new Problem(field, Message.of(key, name, argument, name2, argument2));
    }

    /** The same below another field. */
    public Problem below(String place) {
        return new Problem(place + field, message);
    }
}
