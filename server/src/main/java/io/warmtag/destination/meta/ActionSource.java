package io.warmtag.destination.meta;

import io.vertx.core.json.JsonObject;
import io.warmtag.destination.Item;
import io.warmtag.event.Answer;
import io.warmtag.event.OrderReport.Stage;
import io.warmtag.people.OrderDraft;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** {@code action_source}: where something happened, which decides what else Meta asks for. Pure. */
final class ActionSource {
    static final String FIELD = "action_source";
    static final String MESSAGING = "business_messaging";
    static final String WEBSITE = "website";

    /** The version of ids of what never was an event. */
    private static final int MADE_OF_A_NAME = 3;

    private static final String SYSTEM = "system_generated";
    static final Set<String> ALL =
            Set.of("email", WEBSITE, "app", "phone_call", "chat", "physical_store", SYSTEM, MESSAGING, "other");

    private ActionSource() {}

    /**
     * What is sent: a website's events need the visitor's browser. Where the shop's server told one and nobody knows that, it is
     * what it is, an event of a server.
     */
    static String of(Item item) {
        String wished = wished(item);
        boolean told = item.event().context().getBoolean(Answer.KEYED, false);
        return wished.equals(WEBSITE) && told && item.device().isEmpty() ? SYSTEM : wished;
    }

    /** What the mapping or the event says; else the inbox or the page where it was; else it happened by itself. */
    static String wished(Item item) {
        JsonObject data = item.event().data();
        return said(item).orElseGet(() -> Messaging.isIn(data) ? MESSAGING : isOfAPage(item) ? WEBSITE : SYSTEM);
    }

    private static Optional<String> said(Item item) {
        JsonObject data = item.event().data();
        return Stream.of(item.extra().getValue(FIELD), data.getValue(FIELD), data.getValue("source"))
                .map(String::valueOf)
                .filter(ALL::contains)
                .findFirst();
    }

    private static boolean isOfAPage(Item item) {
        Stage stage = Stage.of(item.event().name());
        boolean isOfAnOrder = OrderDraft.isTold(item.event().data()) || stage != null && stage != Stage.PLACED;
        // What never was an event has the context of his last visit: it is of that page only as long as that is near.
        boolean isMade = item.event().id().version() == MADE_OF_A_NAME
                || item.event().name().matches("Temp(Hot|Warm|Cold)");
        return !item.event().context().getString("url", "").isEmpty()
                && !isOfAnOrder
                && !(isMade && item.device().isEmpty());
    }
}
