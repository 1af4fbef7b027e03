package io.warmtag.campaign;

import io.vertx.core.json.JsonObject;
import io.warmtag.campaign.model.Contact;
import io.warmtag.campaign.model.Countdown;
import io.warmtag.campaign.model.Coupon;
import io.warmtag.campaign.model.OfferDraft;
import io.warmtag.campaign.model.OfferDraft.Period;
import io.warmtag.campaign.model.OfferKind;
import io.warmtag.campaign.model.Placeholder;
import io.warmtag.campaign.model.Texts;
import io.warmtag.campaign.model.Variant;
import io.warmtag.catalog.FieldReader;
import io.warmtag.catalog.Problem;
import io.warmtag.catalog.Selectors;
import io.warmtag.catalog.Value;
import io.warmtag.catalog.ValueJson;
import io.warmtag.text.Storable;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Reads an offer as {@link OfferJson} writes it; what is wrong is told field by field, all at once. */
public final class OfferReader {
    private static final int MOST_VARIANTS = 5;
    private static final int MOST_COUNTDOWN_MINUTES = 7 * 24 * 60;
    private static final int MOST_HOURS = 90 * 24;
    private static final int USUAL_HOURS = 7 * 24;
    private static final String USUAL_COLOR = "#1a56db";
    private static final Pattern COLOR = Pattern.compile("#[0-9a-fA-F]{6}");
    /** A link that something was put into is held against it once more. */
    static final Pattern LINK = Pattern.compile("(https?://[^\\s/]\\S*|/(?!/)\\S*|)");

    private static final Pattern CODE = Pattern.compile("\\S{1,60}");

    private OfferReader() {}

    /** @param draft as far as it could be read: good for being shown, and for being kept if there are no problems */
    public record Result(OfferDraft draft, List<Problem> problems) {
        public boolean isGood() {
            return problems.isEmpty();
        }
    }

    public static Result read(JsonObject json) {
        var in = new FieldReader((Value.Fields) ValueJson.read(json.encode()));
        OfferDraft draft = draft(in);
        return new Result(draft, List.copyOf(in.problems()));
    }

    /**
     * Reads what somebody wants by now: a countdown that would be over before anybody saw it is none.
     *
     * @param before what the offer says until now: one whose countdown ran out can still be changed otherwise
     */
    public static Result read(JsonObject json, Optional<OfferDraft> before, Instant now) {
        Result read = read(json);
        Countdown countdown = read.draft().countdown();
        boolean isOver =
                countdown instanceof Countdown.Until until && !until.at().isAfter(now);
        if (!isOver || before.filter(old -> old.countdown().equals(countdown)).isPresent()) {
            return read;
        }
        var problems = new ArrayList<>(read.problems());
        problems.add(Problem.of("countdown.until", "problem.offer.over"));
        return new Result(read.draft(), List.copyOf(problems));
    }

    /** Whether a text can be a coupon code. */
    static boolean isCode(String text) {
        return CODE.matcher(text).matches();
    }

    private static OfferDraft draft(FieldReader in) {
        String name = text(in, "name", 100);
        if (name.isEmpty() || !Storable.isLine(name)) {
            in.problems().add(Problem.of(in.place("name"), "problem.name.length", "most", 100));
        }
        Optional<OfferKind> kind = OfferKind.ofCode(text(in, "kind", 20));
        if (kind.isEmpty()) {
            wrong(in, "kind", "problem.offer.kind");
        }
        String selector = text(in, "selector", 500);
        if (kind.filter(OfferKind.INLINE::equals).isPresent()) {
            Selectors.problem(selector).ifPresent(key -> wrong(in, "selector", key));
        }
        List<Variant> variants = variants(in);
        Contact contact = contact(object(in, "contact"), variants);
        String color = has(in, "color") ? text(in, "color", 20) : USUAL_COLOR;
        if (!COLOR.matcher(color).matches()) {
            wrong(in, "color", "problem.offer.color");
            color = USUAL_COLOR;
        }
        var draft = new OfferDraft(
                name,
                kind.orElse(OfferKind.CORNER),
                selector,
                variants,
                coupon(object(in, "coupon")),
                countdown(object(in, "countdown")),
                contact,
                color,
                in.flag("again"),
                Duration.ofHours(has(in, "holds_hours") ? whole(in, "holds_hours", 1, MOST_HOURS) : USUAL_HOURS),
                period(in));
        in.refuseOthers();
        return draft;
    }

    private static Period period(FieldReader in) {
        Optional<Instant> from = instant(in, "from");
        Optional<Instant> until = instant(in, "until");
        if (from.isPresent() && until.filter(end -> !from.get().isBefore(end)).isPresent()) {
            wrong(in, "until", "problem.offer.period");
        }
        return new Period(from, until);
    }

    private static List<Variant> variants(FieldReader in) {
        List<FieldReader> all = in.objects("variants");
        if (all.isEmpty() || all.size() > MOST_VARIANTS) {
            in.problems().add(Problem.of(in.place("variants"), "problem.offer.variants", "most", MOST_VARIANTS));
        }
        List<Variant> variants =
                all.stream().limit(MOST_VARIANTS).map(OfferReader::variant).toList();
        return variants.isEmpty() ? List.of(new Variant(1, Texts.NONE, Texts.NONE)) : variants;
    }

    private static Variant variant(FieldReader in) {
        int weight = has(in, "weight") ? whole(in, "weight", 1, 100) : 1;
        Texts bengali = texts(object(in, "bn"));
        Texts english = texts(object(in, "en"));
        if (!bengali.isSpoken() && !english.isSpoken()) {
            wrong(in, "bn.title", "problem.offer.title");
        }
        in.refuseOthers();
        return new Variant(weight, bengali, english);
    }

    private static Texts texts(FieldReader in) {
        var texts = new Texts(
                text(in, "title", 120), text(in, "body", 500), text(in, "button", 40), text(in, "link", 2_000));
        boolean saysMore = !texts.body().isEmpty()
                || !texts.button().isEmpty()
                || !texts.link().isEmpty();
        if (!texts.isSpoken() && saysMore) {
            wrong(in, "title", "problem.offer.title_missing");
        }
        placeholders(in, "title", texts.title());
        placeholders(in, "body", texts.body());
        placeholders(in, "button", texts.button());
        if (!Placeholder.areGood(texts.link(), Placeholder.ADDRESSES)) {
            in.problems().add(placeholder(in, "link", Placeholder.ADDRESSES));
        } else if (!LINK.matcher(Placeholder.without(texts.link())).matches()) {
            wrong(in, "link", "problem.offer.link");
        } else if (!texts.link().isEmpty() && texts.button().isEmpty()) {
            wrong(in, "button", "problem.offer.button");
        }
        in.refuseOthers();
        return texts;
    }

    private static void placeholders(FieldReader in, String name, String text) {
        if (!Placeholder.areGood(text, Placeholder.WORDS)) {
            in.problems().add(placeholder(in, name, Placeholder.WORDS));
        }
    }

    private static Problem placeholder(FieldReader in, String name, List<Placeholder> known) {
        String names = known.stream().map(each -> "product." + each.code()).collect(Collectors.joining(", "));
        return Problem.of(in.place(name), "problem.offer.placeholder", "known", names);
    }

    private static Coupon coupon(FieldReader in) {
        String kind = text(in, "kind", 10);
        String code = text(in, "code", 60);
        in.refuseOthers();
        switch (kind) {
            case "fixed" -> {
                if (!isCode(code)) {
                    wrong(in, "code", "problem.offer.code");
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
                wrong(in, "kind", "problem.offer.coupon");
                return Coupon.NONE;
            }
        }
    }

    private static Countdown countdown(FieldReader in) {
        boolean isTimed = has(in, "minutes");
        Optional<Instant> until = instant(in, "until");
        if (isTimed && until.isPresent()) {
            wrong(in, "until", "problem.offer.countdown");
        }
        int minutes = isTimed ? whole(in, "minutes", 1, MOST_COUNTDOWN_MINUTES) : 0;
        in.refuseOthers();
        if (isTimed) {
            return new Countdown.Minutes(minutes);
        }
        return until.isPresent() ? new Countdown.Until(until.get()) : new Countdown.None();
    }

    private static Contact contact(FieldReader in, List<Variant> variants) {
        boolean phone = in.flag("phone");
        boolean email = in.flag("email");
        FieldReader consent = object(in, "consent");
        var contact = new Contact(phone, email, text(consent, "bn", 300), text(consent, "en", 300));
        consent.refuseOthers();
        in.refuseOthers();
        if (contact.isAsked()) {
            if (contact.bengali().isEmpty()
                    && variants.stream().anyMatch(each -> each.bengali().isSpoken())) {
                wrong(consent, "bn", "problem.offer.consent");
            }
            if (contact.english().isEmpty()
                    && variants.stream().anyMatch(each -> each.english().isSpoken())) {
                wrong(consent, "en", "problem.offer.consent");
            }
        }
        return contact;
    }

    /** Empty when there is none. */
    private static FieldReader object(FieldReader in, String name) {
        return in.object(name).orElseGet(() -> new FieldReader(Value.Fields.NONE, in.place(name) + ".", in.problems()));
    }

    private static String text(FieldReader in, String name, int most) {
        String text = in.text(name, "").strip();
        if (text.length() > most) {
            in.problems()
                    .add(Problem.of(in.place(name), "problem.param.length", "length", text.length(), "most", most));
            return text.substring(0, most);
        }
        boolean isControlled = text.chars().anyMatch(c -> c < ' ' && c != '\n' && c != '\r' && c != '\t');
        boolean isWhole = StandardCharsets.UTF_8.newEncoder().canEncode(text);
        return isControlled || !isWhole ? in.wrong(name, "problem.text.characters", "") : text;
    }

    private static int whole(FieldReader in, String name, int least, int most) {
        double value = in.number(name).orElse((double) least);
        if (value != Math.rint(value) || value < least || value > most) {
            in.problems().add(Problem.of(in.place(name), "problem.offer.range", "least", least, "most", most));
            return least;
        }
        return (int) value;
    }

    /** To the second: what a browser's field for a time can hold. */
    private static Optional<Instant> instant(FieldReader in, String name) {
        return in.instant(name).map(at -> Instant.ofEpochSecond(at.getEpochSecond()));
    }

    private static boolean has(FieldReader in, String name) {
        return in.value(name).isPresent();
    }

    private static void wrong(FieldReader in, String name, String key) {
        in.problems().add(Problem.of(in.place(name), key));
    }
}
