package io.warmtag.catalog;

import java.util.List;

/**
 * An event that shops commonly send, offered first when somebody defines one.
 *
 * @param conversion whether it usually is what the shop lives on
 */
public record RecommendedEvent(String name, Words title, Words help, List<Param> params, boolean conversion) {
    public RecommendedEvent {
        params = List.copyOf(params);
    }

    /** @param type one of {@code number}, {@code string}, {@code boolean}, {@code items}, {@code any} */
    public record Param(String name, String type, boolean required) {}
}
