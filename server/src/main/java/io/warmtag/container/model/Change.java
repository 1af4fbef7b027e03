package io.warmtag.container.model;

import io.warmtag.catalog.Kind;
import io.warmtag.catalog.Message;
import java.util.List;
import java.util.Locale;

/**
 * What has become of one entity between two contents.
 *
 * @param name the newer one
 * @param details of a change, in words; empty for what was added or removed
 */
public record Change(Kind kind, int id, String name, What what, List<Message> details) {
    public Change {
        details = List.copyOf(details);
    }

    /** Whether it is there before, after, or both. */
    public enum What {
        ADDED,
        REMOVED,
        CHANGED;

        public String code() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** {@code Tag "Pixel" added}, as a message. */
    public Message title() {
        return Message.of("diff." + kind.code() + "." + what.code(), "name", name);
    }
}
