package io.warmtag.console;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.warmtag.campaign.Offers;
import io.warmtag.event.Event;
import io.warmtag.event.Mark;
import io.warmtag.event.VisitorId;
import io.warmtag.site.Site;
import io.warmtag.text.Currencies;
import io.warmtag.web.Formats;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * An event as people read it.
 *
 * @param title in plain words where the name is a known one, else the name
 * @param about what it was about: an offer, products, value, page
 * @param visitor the 22 characters; null where the event has none
 * @param mark {@code bot} or {@code staff}; null for people
 * @param json everything that was sent with it
 */
record EventView(
        String id,
        String name,
        String title,
        Instant at,
        String about,
        @Nullable String visitor,
        @Nullable String mark,
        List<String> remarks,
        String json) {
    private static final int MOST_ITEMS = 3;

    /** @param offers by which the ones that an event names are called as the site calls them */
    static EventView of(Event event, Visit visit, Offers offers) {
        return new EventView(
                event.id().toString(),
                event.name(),
                title(event.name(), visit),
                event.time(),
                about(event, visit, offers),
                event.visitor() == null ? null : VisitorId.text(event.visitor()),
                event.mark() == Mark.PERSON ? null : event.mark().word(),
                event.remarks(),
                event.data().encodePrettily());
    }

    static String title(String name, Visit visit) {
        String key = "event." + name;
        return visit.knows(key) ? visit.text(key) : name;
    }

    private static String about(Event event, Visit visit, Offers offers) {
        return Stream.of(
                        offer(event.data(), visit.site(), offers),
                        items(event.data()),
                        event.data().getValue("search_term"),
                        money(event.data(), visit.formats()),
                        page(event.context()))
                .filter(Objects::nonNull)
                .map(Object::toString)
                .filter(text -> !text.isBlank())
                .collect(Collectors.joining(" · "));
    }

    private static @Nullable String offer(JsonObject data, Site site, Offers offers) {
        return data.getValue("offer") instanceof Integer id
                ? offers.find(site.id(), id).map(offer -> offer.draft().name()).orElse(null)
                : null;
    }

    private static @Nullable String items(JsonObject data) {
        if (!(data.getValue("items") instanceof JsonArray items)) {
            return null;
        }
        String names = items.stream()
                .limit(MOST_ITEMS)
                .filter(JsonObject.class::isInstance)
                .map(item -> ((JsonObject) item).getValue("item_name", ((JsonObject) item).getValue("item_id")))
                .filter(Objects::nonNull)
                .map(Object::toString)
                .collect(Collectors.joining(", "));
        return items.size() > MOST_ITEMS ? names + ", …" : names;
    }

    private static @Nullable String money(JsonObject data, Formats formats) {
        if (!(data.getValue("value") instanceof Number value)) {
            return null;
        }
        boolean known = data.getValue("currency") instanceof String code && Currencies.has(code);
        return known
                ? formats.money(value.doubleValue(), data.getString("currency"))
                : formats.money(value.doubleValue());
    }

    /** The page without its host and query, which are the same or noise. */
    private static @Nullable String page(JsonObject context) {
        if (!(context.getValue("url") instanceof String url)) {
            return null;
        }
        try {
            String path = URI.create(url).getPath();
            return path == null || path.isEmpty() ? url : path;
        } catch (IllegalArgumentException e) {
            return url;
        }
    }
}
