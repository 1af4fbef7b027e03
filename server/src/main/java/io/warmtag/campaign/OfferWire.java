package io.warmtag.campaign;

import io.vertx.core.json.JsonObject;
import io.warmtag.campaign.model.Contact;
import io.warmtag.campaign.model.Countdown;
import io.warmtag.campaign.model.Offer;
import io.warmtag.campaign.model.OfferDraft;
import io.warmtag.campaign.model.OfferKind;
import io.warmtag.campaign.model.Placeholder;
import io.warmtag.campaign.model.Texts;
import io.warmtag.campaign.model.Variant;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** An offer as the page gets it; tag-js's {@code modules/offers.ts} reads it. */
public final class OfferWire {
    private OfferWire() {}

    /** What somebody was granted, as it stands now. */
    static JsonObject write(Offer offer, Grant grant, Optional<OfferProduct> product, Instant now) {
        var json = write(offer.draft(), grant.variant(), product)
                .put("offer", offer.id())
                .put("grant", grant.id().toString())
                .put("variant", grant.variant());
        grant.code().ifPresent(code -> json.put("code", code));
        // How long it still is, not when: the page's clock may be anything.
        OpenOffers.end(offer, grant)
                .ifPresent(end -> json.put("left", Duration.between(now, end).toMillis()));
        return json;
    }

    /** What an offer would look like; without a grant. */
    public static JsonObject sample(
            OfferDraft draft, int variant, String code, Optional<OfferProduct> product, Instant now) {
        var json = write(draft, variant, product)
                .put("offer", 0)
                .put("grant", "sample")
                .put("variant", variant);
        if (!code.isEmpty()) {
            json.put("code", code);
        }
        if (draft.countdown() instanceof Countdown.Until until) {
            json.put("left", Duration.between(now, until.at()).toMillis());
        }
        return json;
    }

    private static JsonObject write(OfferDraft draft, int number, Optional<OfferProduct> product) {
        Variant variant = draft.variants().get(number);
        var json = new JsonObject()
                .put("kind", draft.kind().code())
                .put("color", draft.color())
                .put("ink", ink(draft.color()));
        put(json, "bn", variant.bengali(), product);
        put(json, "en", variant.english(), product);
        if (draft.kind() == OfferKind.INLINE) {
            json.put("selector", draft.selector());
        }
        if (draft.again()) {
            json.put("again", 1);
        }
        if (draft.countdown() instanceof Countdown.Minutes minutes) {
            json.put("minutes", minutes.minutes());
        }
        Contact contact = draft.contact();
        if (contact.isAsked()) {
            json.put("contact", contact(contact));
        }
        return json;
    }

    private static void put(JsonObject json, String language, Texts texts, Optional<OfferProduct> product) {
        if (texts.isSpoken()) {
            Texts filled = OfferProduct.fill(texts, product, language);
            // What comes of a feed's address must be one that a button may lead to.
            boolean leads = OfferReader.LINK.matcher(filled.link()).matches();
            JsonObject words = OfferJson.texts(filled);
            json.put(language, leads ? words : words.put("link", Placeholder.without(texts.link())));
        }
    }

    private static JsonObject contact(Contact contact) {
        var json = new JsonObject().put("bn", contact.bengali()).put("en", contact.english());
        if (contact.phone()) {
            json.put("phone", 1);
        }
        return contact.email() ? json.put("email", 1) : json;
    }

    /** Black or white, whichever is easier to read on a colour: WCAG's contrast is then at least 4.58. */
    private static String ink(String color) {
        int rgb = Integer.parseInt(color.substring(1), 16);
        double luminance = 0.2126 * linear(rgb >> 16) + 0.7152 * linear(rgb >> 8) + 0.0722 * linear(rgb);
        return luminance > 0.179 ? "#000" : "#fff";
    }

    private static double linear(int channel) {
        double value = (channel & 0xFF) / 255.0;
        return value <= 0.04045 ? value / 12.92 : Math.pow((value + 0.055) / 1.055, 2.4);
    }
}
