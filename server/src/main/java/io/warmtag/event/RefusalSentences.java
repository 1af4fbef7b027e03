package io.warmtag.event;

import io.warmtag.web.Formats;
import io.warmtag.web.Messages;
import java.util.HashMap;
import java.util.Map;

/** Says why an event was refused. */
public final class RefusalSentences {
    private final Messages messages;

    public RefusalSentences(Messages messages) {
        this.messages = messages;
    }

    /** For senders and logs; the same for equal refusals. */
    public String english(Refusal refusal) {
        return messages.text("en", key(refusal), arguments(refusal));
    }

    /** For who reads the console. */
    public String text(Formats formats, Refusal refusal) {
        return messages.text(formats, key(refusal), arguments(refusal));
    }

    private static String key(Refusal refusal) {
        return "refusal." + refusal.code().code();
    }

    private static Map<String, Object> arguments(Refusal refusal) {
        Map<String, Object> arguments = new HashMap<>(refusal.arguments());
        arguments.put("field", refusal.field());
        return arguments;
    }
}
