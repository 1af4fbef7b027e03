package io.warmtag.preview;

import io.warmtag.catalog.Value;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;

/**
 * An event that somebody builds with the picker: what he has chosen so far.
 *
 * @param session the preview in which he picks and tries
 * @param event in the draft; empty: it is new
 * @param seen the revision of the event that was before his eyes
 * @param definition as it is to be, in the form of the API
 * @param aim the parameter that the next pick is for; empty: the element that is clicked
 * @param picked what was picked last as that element, as the page told it; empty before the first time
 * @param heard number of the last message of a page that was looked at
 */
public record Build(
        UUID session,
        Optional<Integer> event,
        long seen,
        Value.Fields definition,
        String aim,
        Value.Fields picked,
        long heard) {

    public Build with(Value.Fields otherDefinition) {
        return new Build(session, event, seen, otherDefinition, aim, picked, heard);
    }

    public Build aimed(String otherAim) {
        return new Build(session, event, seen, definition, otherAim, picked, heard);
    }

    public Build seenAt(long revision) {
        return new Build(session, event, revision, definition, aim, picked, heard);
    }

    /** The event's name as far as it is known. */
    public String name() {
        return definition.text("name").orElse("");
    }

    /** Where a value that a page told of is read again: what a definition's source notes of it. */
    public static Value.Fields note(Value.Fields value) {
        var note = new TreeMap<String, Value>();
        for (String name : List.of("from", "selector", "name", "within")) {
            value.text(name).filter(text -> !text.isEmpty()).ifPresent(text -> note.put(name, Value.of(text)));
        }
        if (Json.number(value, "count").orElse(1) > 1) {
            note.put("near", Value.of(true));
        }
        return new Value.Fields(note);
    }
}
