package io.warmtag.campaign;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.warmtag.campaign.model.Contact;
import io.warmtag.campaign.model.Countdown;
import io.warmtag.campaign.model.Coupon;
import io.warmtag.campaign.model.OfferDraft;
import io.warmtag.campaign.model.OfferDraft.Period;
import io.warmtag.campaign.model.OfferKind;
import io.warmtag.campaign.model.Texts;
import io.warmtag.campaign.model.Variant;
import io.warmtag.catalog.Problem;
import io.warmtag.catalog.Selectors;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads an offer as {@link OfferJson} writes it; what is wrong is told field by field, all at once. */
public final class OfferReader {
    private static final int MOST_VARIANTS = 5;
    private static final int MOST_COUNTDOWN_MINUTES = 7 * 24 * 60;
    private static final int MOST_HOURS = 90 * 24;
    private static final int USUAL_HOURS = 7 * 24;
    private static final String USUAL_COLOR = "#1a56db";
    private static final Pattern COLOR = Pattern.compile("#[0-9a-fA-F]{6}");
    private static final Pattern LINK = Pattern.compile("(https?://[^\\s/]\\S*|/(?!/)\\S*|)");
    private static final Pattern CODE = Pattern.compile("\\S{1,60}");

    private final List<Problem> problems = new ArrayList<>();

    private OfferReader() {}

    /** @param draft as far as it could be read: good for being shown, and for being kept if there are no problems */
    public record Result(OfferDraft draft, List<Problem> problems) {
        public boolean isGood() {
            return problems.isEmpty();
        }
    }

    public static Result read(JsonObject json) {
        var reader = new OfferReader();
        OfferDraft draft = reader.draft(new Fields(json, "", reader.problems));
        return new Result(draft, List.copyOf(reader.problems));
    }

    /** Whether a text can be a coupon code. */
    static boolean isCode(String text) {
        return CODE.matcher(text).matches();
    }

    private OfferDraft draft(Fields in) {
        String name = in.text("name", 100);
        if (name.isEmpty()) {
            in.wrong("name", Problem.of("", "problem.name.length", "most", 100));
        }
        Optional<OfferKind> kind = OfferKind.ofCode(in.text("kind", 20));
        if (kind.isEmpty()) {
            in.wrong("kind", "problem.offer.kind");
        }
        String selector = in.text("selector", 500);
        if (kind.filter(OfferKind.INLINE::equals).isPresent()) {
            Selectors.problem(selector).ifPresent(key -> in.wrong("selector", key));
        }
        List<Variant> variants = variants(in);
        Contact contact = contact(in.object("contact"), variants);
        String color = in.has("color") ? in.text("color", 20) : USUAL_COLOR;
        if (!COLOR.matcher(color).matches()) {
            in.wrong("color", "problem.offer.color");
            color = USUAL_COLOR;
        }
        var draft = new OfferDraft(
                name,
                kind.orElse(OfferKind.CORNER),
                selector,
                variants,
                coupon(in.object("coupon")),
                countdown(in.object("countdown")),
                contact,
                color,
                in.flag("again"),
                Duration.ofHours(in.has("holds_hours") ? in.whole("holds_hours", 1, MOST_HOURS) : USUAL_HOURS),
                period(in));
        in.refuseOthers();
        return draft;
    }

    private static Period period(Fields in) {
        Optional<Instant> from = in.instant("from");
        Optional<Instant> until = in.instant("until");
        if (from.isPresent() && until.filter(end -> !from.get().isBefore(end)).isPresent()) {
            in.wrong("until", "problem.offer.period");
        }
        return new Period(from, until);
    }

    private List<Variant> variants(Fields in) {
        JsonArray all = in.array("variants");
        if (all.isEmpty() || all.size() > MOST_VARIANTS) {
            in.wrong("variants", Problem.of("", "problem.offer.variants", "most", MOST_VARIANTS));
        }
        List<Variant> variants = new ArrayList<>();
        for (int i = 0; i < Math.min(all.size(), MOST_VARIANTS); i++) {
            String place = "variants[" + i + "]";
            if (all.getValue(i) instanceof JsonObject object) {
                variants.add(variant(new Fields(object, place + ".", problems)));
            } else {
                problems.add(Problem.of(place, "problem.field.object"));
            }
        }
        return variants.isEmpty() ? List.of(new Variant(1, Texts.NONE, Texts.NONE)) : variants;
    }

    private static Variant variant(Fields in) {
        int weight = in.has("weight") ? in.whole("weight", 1, 100) : 1;
        Texts bengali = texts(in.object("bn"));
        Texts english = texts(in.object("en"));
        if (!bengali.isSpoken() && !english.isSpoken()) {
            in.wrong("bn.title", "problem.offer.title");
        }
        in.refuseOthers();
        return new Variant(weight, bengali, english);
    }

    private static Texts texts(Fields in) {
        var texts =
                new Texts(in.text("title", 120), in.text("body", 500), in.text("button", 40), in.text("link", 2_000));
        boolean saysMore = !texts.body().isEmpty()
                || !texts.button().isEmpty()
                || !texts.link().isEmpty();
        if (!texts.isSpoken() && saysMore) {
            in.wrong("title", "problem.offer.title_missing");
        }
        if (!LINK.matcher(texts.link()).matches()) {
            in.wrong("link", "problem.offer.link");
        } else if (!texts.link().isEmpty() && texts.button().isEmpty()) {
            in.wrong("button", "problem.offer.button");
        }
        in.refuseOthers();
        return texts;
    }

    private static Coupon coupon(Fields in) {
        String kind = in.text("kind", 10);
        String code = in.text("code", 60);
        in.refuseOthers();
        switch (kind) {
            case "fixed" -> {
                if (!isCode(code)) {
                    in.wrong("code", "problem.offer.code");
                }
                return new Coupon(Coupon.Kind.FIXED, code);
            }
            case "list" -> {
                return Coupon.LIST;
            }
            case "none", "" -> {
                return Coupon.NONE;
            }
            default -> {
                in.wrong("kind", "problem.offer.coupon");
                return Coupon.NONE;
            }
        }
    }

    private static Countdown countdown(Fields in) {
        boolean isTimed = in.has("minutes");
        Optional<Instant> until = in.instant("until");
        if (isTimed && until.isPresent()) {
            in.wrong("until", "problem.offer.countdown");
        }
        int minutes = isTimed ? in.whole("minutes", 1, MOST_COUNTDOWN_MINUTES) : 0;
        in.refuseOthers();
        if (isTimed) {
            return new Countdown.Minutes(minutes);
        }
        return until.isPresent() ? new Countdown.Until(until.get()) : new Countdown.None();
    }

    private static Contact contact(Fields in, List<Variant> variants) {
        boolean phone = in.flag("phone");
        boolean email = in.flag("email");
        Fields consent = in.object("consent");
        var contact = new Contact(phone, email, consent.text("bn", 300), consent.text("en", 300));
        consent.refuseOthers();
        in.refuseOthers();
        if (contact.isAsked()) {
            if (contact.bengali().isEmpty()
                    && variants.stream().anyMatch(each -> each.bengali().isSpoken())) {
                consent.wrong("bn", "problem.offer.consent");
            }
            if (contact.english().isEmpty()
                    && variants.stream().anyMatch(each -> each.english().isSpoken())) {
                consent.wrong("en", "problem.offer.consent");
            }
        }
        return contact;
    }

    /** An object's members, with the problems that they have. What is missing or null is as good as empty. */
    private static final class Fields {
        private final JsonObject json;
        private final String place;
        private final List<Problem> problems;
        private final Set<String> known = new TreeSet<>();

        Fields(JsonObject json, String place, List<Problem> problems) {
            this.json = json;
            this.place = place;
            this.problems = problems;
        }

        boolean has(String name) {
            known.add(name);
            return json.getValue(name) != null;
        }

        String text(String name, int most) {
            String text =
                    value(name, String.class, "problem.field.text").orElse("").strip();
            if (text.length() > most) {
                problems.add(Problem.of(place + name, "problem.param.length", "length", text.length(), "most", most));
                return text.substring(0, most);
            }
            if (text.chars().anyMatch(c -> c < ' ' && c != '\n' && c != '\r' && c != '\t')
                    || !text.equals(new String(
                            text.getBytes(java.nio.charset.StandardCharsets.UTF_8),
                            java.nio.charset.StandardCharsets.UTF_8))) {
                wrong(name, "problem.text.characters");
                return "";
            }
            return text;
        }

        boolean flag(String name) {
            return value(name, Boolean.class, "problem.field.flag").orElse(false);
        }

        int whole(String name, int least, int most) {
            Optional<Number> number = value(name, Number.class, "problem.field.whole");
            double value = number.map(Number::doubleValue).orElse((double) least);
            if (value != Math.rint(value) || value < least || value > most) {
                problems.add(Problem.of(place + name, "problem.offer.range", "least", least, "most", most));
                return least;
            }
            return (int) value;
        }

        Optional<Instant> instant(String name) {
            Optional<String> text = value(name, String.class, "problem.field.instant");
            try {
                // To the second: what a browser's field for a time can hold.
                return text.map(Instant::parse).map(at -> Instant.ofEpochSecond(at.getEpochSecond()));
            } catch (DateTimeException e) {
                wrong(name, "problem.field.instant");
                return Optional.empty();
            }
        }

        Fields object(String name) {
            return new Fields(
                    value(name, JsonObject.class, "problem.field.object").orElseGet(JsonObject::new),
                    place + name + ".",
                    problems);
        }

        JsonArray array(String name) {
            return value(name, JsonArray.class, "problem.param.list").orElseGet(JsonArray::new);
        }

        private <T> Optional<T> value(String name, Class<T> type, String form) {
            known.add(name);
            @Nullable Object value = json.getValue(name);
            if (value != null && !type.isInstance(value)) {
                wrong(name, form);
                return Optional.empty();
            }
            return Optional.ofNullable(value).map(type::cast);
        }

        void wrong(String name, String key) {
            problems.add(Problem.of(place + name, key));
        }

        void wrong(String name, Problem problem) {
            problems.add(problem.below(place + name));
        }

        void refuseOthers() {
            var others = new HashSet<>(json.fieldNames());
            others.removeAll(known);
            others.stream()
                    .sorted()
                    .forEach(name -> problems.add(
                            Problem.of(place + name, "problem.param.unknown", "known", String.join(", ", known))));
        }
    }
}
