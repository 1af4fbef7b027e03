package io.warmtag.preview;

import io.warmtag.catalog.Kind;
import io.warmtag.catalog.Value;
import io.warmtag.container.model.Condition;
import io.warmtag.container.model.Content;
import io.warmtag.container.model.Tag;
import io.warmtag.container.model.Trigger;
import java.util.List;

/** What the positions in a page's container mean: as the page says, and the rest from the content that it was made of. */
final class Names {
    private final Value.Fields names;
    private final Value.Fields types;
    private final Content content;

    /**
     * @param hello what the page said first
     * @param content may have been changed since
     */
    Names(Value.Fields hello, Content content) {
        this.names = Json.object(hello, "names");
        this.types = Json.object(hello, "types");
        this.content = content;
    }

    int count(String list) {
        return Json.items(names, list).size();
    }

    /** @param list {@code t}, {@code r} or {@code v} */
    String name(String list, int index) {
        Value name = Json.at(Json.items(names, list), index);
        return name instanceof Value.Text text ? text.text() : "#" + index;
    }

    /** In the workspace; 0 for a built-in variable. */
    int id(String list, int index) {
        return idOf(Json.at(Json.items(Json.object(names, "ids"), list), index));
    }

    private static int idOf(Value id) {
        return id instanceof Value.Numeric numeric ? (int) numeric.number() : 0;
    }

    String type(String list, int index) {
        return Json.text(Json.at(Json.items(types, list), index));
    }

    List<Integer> firing(int tag) {
        return triggers(content.find(Kind.TAG, id("t", tag))
                .map(found -> ((Tag) found).firing().triggers())
                .orElse(List.of()));
    }

    List<Integer> blocking(int tag) {
        return triggers(content.find(Kind.TAG, id("t", tag))
                .map(found -> ((Tag) found).firing().blocking())
                .orElse(List.of()));
    }

    private List<Integer> triggers(List<Integer> wanted) {
        List<Integer> ids = Json.items(Json.object(names, "ids"), "r").stream()
                .map(Names::idOf)
                .toList();
        return wanted.stream().map(ids::indexOf).filter(index -> index >= 0).toList();
    }

    List<Condition> conditions(int trigger) {
        return content.find(Kind.TRIGGER, id("r", trigger))
                .map(found -> ((Trigger) found).tested())
                .orElse(List.of());
    }
}
