package io.warmtag.container;

import io.warmtag.catalog.Message;
import io.warmtag.catalog.Words;
import io.warmtag.web.Formats;
import io.warmtag.web.Messages;
import java.util.HashMap;
import java.util.Map;

/** Turns what is to be said into a sentence of one language. */
public final class Sentences {
    private final Messages messages;

    public Sentences(Messages messages) {
        this.messages = messages;
    }

    /** @param language {@code bn} or {@code en} */
    public String text(String language, Message message) {
        return messages.text(language, message.key(), arguments(language, message));
    }

    /** In the formats' language, with numbers as they write them. */
    public String text(Formats formats, Message message) {
        return messages.text(formats, message.key(), arguments(formats.language(), message));
    }

    private static Map<String, Object> arguments(String language, Message message) {
        Map<String, Object> arguments = new HashMap<>();
        message.arguments()
                .forEach((name, value) ->
                        arguments.put(name, value instanceof Words words ? words.in(language) : value));
        return arguments;
    }
}
