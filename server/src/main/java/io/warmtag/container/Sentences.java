package io.warmtag.container;

import io.warmtag.catalog.EventTitle;
import io.warmtag.catalog.Message;
import io.warmtag.catalog.Words;
import io.warmtag.web.Formats;
import io.warmtag.web.Messages;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;

/** Turns what is to be said into a sentence of one language. */
public final class Sentences {
    private final Messages messages;

    public Sentences(Messages messages) {
        this.messages = messages;
    }

    /** @param language {@code bn} or {@code en} */
    public String text(String language, Message message) {
        return messages.text(language, message.key(), arguments(language, message, inner -> text(language, inner)));
    }

    /** In the formats' language, with numbers as they write them. */
    public String text(Formats formats, Message message) {
        return messages.text(
                formats, message.key(), arguments(formats.language(), message, inner -> text(formats, inner)));
    }

    private Map<String, Object> arguments(String language, Message message, Function<Message, String> say) {
        Map<String, Object> arguments = new HashMap<>();
        message.arguments().forEach((name, value) -> {
            if (value instanceof Words words) {
                arguments.put(name, words.in(language));
            } else if (value instanceof EventTitle event) {
                String key = "event." + event.name();
                arguments.put(name, messages.has(key) ? messages.text(language, key, Map.of()) : event.name());
            } else {
                arguments.put(name, value instanceof Message inner ? say.apply(inner) : value);
            }
        });
        return arguments;
    }
}
