package io.warmtag.campaign;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.warmtag.campaign.model.Contact;
import io.warmtag.campaign.model.Countdown;
import io.warmtag.campaign.model.Coupon;
import io.warmtag.campaign.model.OfferDraft;
import io.warmtag.campaign.model.Texts;
import io.warmtag.campaign.model.Variant;
import java.time.Instant;
import java.util.Locale;

/** An offer as the API and the database write it; {@link OfferReader} reads it. */
public final class OfferJson {
    private OfferJson() {}

    public static JsonObject write(OfferDraft draft) {
        var variants = new JsonArray();
        for (Variant variant : draft.variants()) {
            variants.add(new JsonObject()
                    .put("weight", variant.weight())
                    .put("bn", texts(variant.bengali()))
                    .put("en", texts(variant.english())));
        }
        return new JsonObject()
                .put("name", draft.name())
                .put("kind", draft.kind().code())
                .put("selector", draft.selector())
                .put("variants", variants)
                .put("coupon", coupon(draft.coupon()))
                .put("countdown", countdown(draft.countdown()))
                .put("contact", contact(draft.contact()))
                .put("color", draft.color())
                .put("again", draft.again())
                .put("holds_hours", draft.holds().toHours())
                .put("from", draft.period().from().map(Instant::toString).orElse(null))
                .put("until", draft.period().until().map(Instant::toString).orElse(null));
    }

    static JsonObject texts(Texts texts) {
        return new JsonObject()
                .put("title", texts.title())
                .put("body", texts.body())
                .put("button", texts.button())
                .put("link", texts.link());
    }

    private static JsonObject coupon(Coupon coupon) {
        var json = new JsonObject().put("kind", coupon.kind().name().toLowerCase(Locale.ROOT));
        return coupon.kind() == Coupon.Kind.FIXED ? json.put("code", coupon.code()) : json;
    }

    private static JsonObject countdown(Countdown countdown) {
        var json = new JsonObject();
        if (countdown instanceof Countdown.Minutes minutes) {
            json.put("minutes", minutes.minutes());
        } else if (countdown instanceof Countdown.Until until) {
            json.put("until", until.at().toString());
        }
        return json;
    }

    private static JsonObject contact(Contact contact) {
        return new JsonObject()
                .put("phone", contact.phone())
                .put("email", contact.email())
                .put("consent", new JsonObject().put("bn", contact.bengali()).put("en", contact.english()));
    }
}
