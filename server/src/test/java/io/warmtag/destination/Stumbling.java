package io.warmtag.destination;

import io.warmtag.destination.meta.MetaConversions;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** A kind with mistakes in it: like Meta's, but for events that say at what it stumbles. */
final class Stumbling implements Destination {
    private final MetaConversions sound;

    Stumbling(String base) {
        this.sound = new MetaConversions(base);
    }

    private static void at(String place, Item item) {
        if (place.equals(item.event().data().getString("stumble"))) {
            throw new IllegalStateException("stumbled at the " + place);
        }
    }

    @Override
    public String kind() {
        return "stumbling";
    }

    @Override
    public List<Setting> settings() {
        return sound.settings();
    }

    @Override
    public Defaults defaults() {
        return sound.defaults();
    }

    @Override
    public Optional<Reason> refuses(Config config, Item item, Instant now) {
        at("check", item);
        return sound.refuses(config, item, now);
    }

    @Override
    public List<Request> requests(Config config, List<Item> items, Instant now) {
        items.forEach(item -> at("request", item));
        return sound.requests(config, items, now);
    }

    @Override
    public List<Outcome> outcomes(Request request, Reply reply) {
        if (reply.status() == 299) {
            throw new IllegalStateException("stumbled at the answer");
        }
        return sound.outcomes(request, reply);
    }
}
