package io.warmtag.console;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.warmtag.text.Digits;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The form of an offer. Its fields are called like the places in the API's JSON, {@code variants[0].bn.title}, so that what is
 * wrong with a place stands beside its field.
 */
final class OfferForm {
    private static final int MOST_VARIANTS = 5;
    private static final List<String> LANGUAGES = List.of("bn", "en");
    private static final List<String> TEXTS = List.of("title", "body", "button", "link");

    private final Visit visit;
    private final JsonObject json;
    private final Wrongs wrongs;

    /** @param wrongs with the offer that {@code json} holds */
    OfferForm(Visit visit, JsonObject json, Wrongs wrongs) {
        this.visit = visit;
        this.json = json;
        this.wrongs = wrongs;
    }

    /** One of the texts that are tried against each other. */
    record VariantView(
            int number,
            Field weight,
            Field bnTitle,
            Field bnBody,
            Field bnButton,
            Field bnLink,
            Field enTitle,
            Field enBody,
            Field enButton,
            Field enLink) {
        String letter() {
            return OfferForm.letter(number);
        }
    }

    /** Everything that the form holds now. */
    record FormView(
            Field name,
            String kind,
            Field selector,
            List<VariantView> variants,
            boolean more,
            String coupon,
            Field code,
            String countdown,
            Field minutes,
            Field countdownUntil,
            boolean phone,
            boolean email,
            Field consentBn,
            Field consentEn,
            Field color,
            boolean again,
            Field holds,
            Field from,
            Field until,
            List<String> rest) {}

    /** What people call a variant: A, B, … */
    static String letter(int number) {
        return String.valueOf((char) ('A' + number));
    }

    /** What a new offer begins with. */
    static JsonObject blank(String kind) {
        return new JsonObject()
                .put("kind", kind)
                .put("color", "#1a56db")
                .put("again", !kind.equals("modal"))
                .put("holds_hours", 168)
                .put("variants", new JsonArray().add(new JsonObject().put("weight", 1)));
    }

    /** What somebody typed, in the API's form. */
    static JsonObject read(Visit visit) {
        var form = new Form(visit);
        var variants = new JsonArray();
        int drop = dropped(form.text("then"));
        for (int i = 0; i < MOST_VARIANTS; i++) {
            String place = "variants[" + i + "].";
            if (visit.ctx().request().getFormAttribute(place + "bn.title") != null && i != drop) {
                var variant = new JsonObject().put("weight", number(form.text(place + "weight")));
                LANGUAGES.forEach(language -> variant.put(language, texts(form, place + language + ".")));
                variants.add(variant);
            }
        }
        if (form.text("then").equals("variant") && variants.size() < MOST_VARIANTS) {
            variants.add(new JsonObject().put("weight", 1));
        }
        var json = new JsonObject()
                .put("name", form.text("name"))
                .put("kind", form.text("kind"))
                .put("variants", variants)
                .put("coupon", new JsonObject().put("kind", form.text("coupon.kind")))
                .put("countdown", new JsonObject())
                .put("contact", contact(form))
                .put("color", form.text("color"))
                .put("again", form.checked("again"))
                .put("holds_hours", number(form.text("holds_hours")))
                .put("from", instant(visit, form.text("from")))
                .put("until", instant(visit, form.text("until")));
        // What isn't asked for any more is forgotten.
        if (form.text("kind").equals("inline")) {
            json.put("selector", form.text("selector"));
        }
        if (form.text("coupon.kind").equals("fixed")) {
            json.getJsonObject("coupon").put("code", form.text("coupon.code"));
        }
        switch (form.text("countdown")) {
            case "minutes" -> json.getJsonObject("countdown").put("minutes", number(form.text("countdown.minutes")));
            case "until" -> json.getJsonObject("countdown").put("until", instant(visit, form.text("countdown.until")));
            default -> {
                // None.
            }
        }
        return json;
    }

    private static int dropped(String then) {
        return then.matches("drop-[0-4]") ? then.charAt(5) - '0' : -1;
    }

    private static JsonObject texts(Form form, String place) {
        var texts = new JsonObject();
        TEXTS.forEach(name -> texts.put(name, form.text(place + name).replace("\r\n", "\n")));
        return texts;
    }

    private static JsonObject contact(Form form) {
        return new JsonObject()
                .put("phone", form.checked("contact.phone"))
                .put("email", form.checked("contact.email"))
                .put(
                        "consent",
                        new JsonObject()
                                .put("bn", form.text("contact.consent.bn"))
                                .put("en", form.text("contact.consent.en")));
    }

    /** A number in Latin or Bengali digits; what is none stays as it was typed. */
    private static Object number(String text) {
        String number = Digits.number(text);
        return number.matches("\\d{1,9}") ? (Object) Integer.valueOf(number) : text;
    }

    /** As typed in the site's time zone; as UTC for the domain. */
    private static @Nullable String instant(Visit visit, String text) {
        try {
            return text.isEmpty()
                    ? null
                    : LocalDateTime.parse(text)
                            .atZone(visit.formats().zone())
                            .toInstant()
                            .toString();
        } catch (DateTimeException e) {
            return text;
        }
    }

    FormView view() {
        JsonObject contact = object(json, "contact");
        JsonObject countdown = object(json, "countdown");
        List<VariantView> variants = new ArrayList<>();
        JsonArray all = json.getJsonArray("variants", new JsonArray());
        for (int i = 0; i < all.size(); i++) {
            variants.add(variant(i, all.getJsonObject(i)));
        }
        return new FormView(
                field("name", json, "name"),
                json.getString("kind", ""),
                field("selector", json, "selector"),
                variants,
                variants.size() < MOST_VARIANTS,
                object(json, "coupon").getString("kind", "none"),
                field("coupon.code", object(json, "coupon"), "code"),
                countdown.containsKey("minutes") ? "minutes" : countdown.containsKey("until") ? "until" : "none",
                field("countdown.minutes", countdown, "minutes"),
                field("countdown.until", countdown, "until"),
                contact.getBoolean("phone", false),
                contact.getBoolean("email", false),
                field("contact.consent.bn", object(contact, "consent"), "bn"),
                field("contact.consent.en", object(contact, "consent"), "en"),
                field("color", json, "color"),
                json.getBoolean("again", false),
                field("holds_hours", json, "holds_hours"),
                field("from", json, "from"),
                field("until", json, "until"),
                wrongs.rest());
    }

    private VariantView variant(int index, JsonObject variant) {
        String place = "variants[" + index + "].";
        JsonObject bn = object(variant, "bn");
        JsonObject en = object(variant, "en");
        return new VariantView(
                index,
                field(place + "weight", variant, "weight"),
                field(place + "bn.title", bn, "title"),
                field(place + "bn.body", bn, "body"),
                field(place + "bn.button", bn, "button"),
                field(place + "bn.link", bn, "link"),
                field(place + "en.title", en, "title"),
                field(place + "en.body", en, "body"),
                field(place + "en.button", en, "button"),
                field(place + "en.link", en, "link"));
    }

    private static JsonObject object(JsonObject in, String name) {
        return Optional.ofNullable(in.getJsonObject(name)).orElseGet(JsonObject::new);
    }

    private Field field(String name, JsonObject in, String key) {
        Object value = in.getValue(key);
        String wrong = wrongs.take(name);
        return new Field(name, value == null ? "" : text(key, value), wrong.isEmpty() ? null : wrong);
    }

    private String text(String key, Object value) {
        if (value instanceof Number number) {
            return visit.formats().number(number.longValue());
        }
        boolean isTime = key.equals("from") || key.equals("until");
        try {
            return isTime
                    ? Instant.parse((String) value)
                            .atZone(visit.formats().zone())
                            .toLocalDateTime()
                            .truncatedTo(ChronoUnit.MINUTES)
                            .toString()
                    : (String) value;
        } catch (DateTimeException e) {
            return (String) value;
        }
    }
}
