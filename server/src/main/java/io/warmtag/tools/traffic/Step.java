package io.warmtag.tools.traffic;

import io.vertx.core.json.JsonObject;
import java.util.List;

/**
 * One message that a visitor's page, or the shop's back office about him, sends.
 *
 * @param slot which of the visitors that are about at the same time: his steps are sent one after another
 * @param path the page's path and query within the shop, like {@code /demo/product.html?id=…}
 * @param ageMs how long before the sending the events happened: a phone that was offline sends late
 * @param twice whether the message is sent a second time, unchanged, as after an answer that got lost
 * @param sender who sends it
 */
public record Step(
        int slot,
        Persona persona,
        String path,
        String title,
        List<Act> acts,
        long ageMs,
        boolean twice,
        Sender sender) {

    /** The same, sent at once. */
    Step inTime() {
        return new Step(slot, persona, path, title, acts, 0, twice, sender);
    }

    /** An event without its id and time, which it gets when it is sent. */
    public record Act(String name, JsonObject data) {}

    /** Whose message it is. */
    public enum Sender {
        PAGE,
        /** The shop's own system, with an API key, about this visitor's order. */
        BACK_OFFICE
    }
}
