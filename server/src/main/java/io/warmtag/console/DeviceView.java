package io.warmtag.console;

import io.vertx.core.json.JsonObject;
import io.warmtag.event.Event;
import io.warmtag.event.VisitorId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * One of a person's visitors, as a page tells them apart.
 *
 * @param number counts the person's visitors from 1
 * @param kind what he came with, as named under {@code device.}; empty where nothing on the page says so
 * @param with its system and browser, and the country where that is known
 * @param self whether the page was opened by this visitor's id
 */
record DeviceView(int number, String visitor, String kind, String with, boolean self) {

    /** @param events newest first; what a visitor came with is said by his newest one */
    static Map<UUID, DeviceView> all(UUID self, List<UUID> visitors, List<Event> events) {
        Map<UUID, DeviceView> views = new LinkedHashMap<>();
        for (UUID visitor : visitors) {
            JsonObject context = events.stream()
                    .filter(event -> visitor.equals(event.visitor())
                            && !event.context().getString("device", "").isEmpty())
                    .findFirst()
                    .map(Event::context)
                    .orElseGet(JsonObject::new);
            views.put(
                    visitor,
                    new DeviceView(
                            views.size() + 1,
                            VisitorId.text(visitor),
                            known(context.getString("device", "")),
                            Stream.of("system", "browser", "country")
                                    .map(field -> context.getString(field, ""))
                                    .filter(name -> !name.isEmpty() && !name.equals("other"))
                                    .collect(Collectors.joining(", ")),
                            visitor.equals(self)));
        }
        return views;
    }

    private static String known(String kind) {
        return List.of("mobile", "tablet", "desktop").contains(kind) ? kind : "";
    }
}
