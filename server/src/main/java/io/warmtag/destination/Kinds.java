package io.warmtag.destination;

import io.warmtag.destination.ga4.Ga4Measurement;
import io.warmtag.destination.meta.MetaAudience;
import io.warmtag.destination.meta.MetaConversions;
import io.warmtag.destination.sandbox.Ga4Double;
import io.warmtag.destination.sandbox.MetaAudienceDouble;
import io.warmtag.destination.sandbox.MetaDouble;
import io.warmtag.destination.sandbox.WebhookDouble;
import io.warmtag.destination.webhook.Webhook;
import java.util.List;
import java.util.Optional;

/** The kinds of destinations that there are. */
public record Kinds(List<Kind> all) {
    /** @param sandbox its built-in double */
    public record Kind(Destination destination, Sandbox sandbox) {
        public String id() {
            return destination.kind();
        }
    }

    /** Those that go to the real addresses. */
    public static Kinds real() {
        return new Kinds(List.of(
                new Kind(new MetaConversions("https://graph.facebook.com"), new MetaDouble()),
                new Kind(new MetaAudience("https://graph.facebook.com"), new MetaAudienceDouble()),
                new Kind(new Ga4Measurement("https://www.google-analytics.com"), new Ga4Double()),
                new Kind(new Webhook(), new WebhookDouble())));
    }

    public Optional<Kind> find(String id) {
        return all.stream().filter(kind -> kind.id().equals(id)).findFirst();
    }

    /** For what was stored as a kind that there is. */
    public Kind get(String id) {
        return find(id).orElseThrow(() -> new IllegalStateException("no kind of destination " + id));
    }
}
