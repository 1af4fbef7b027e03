package io.warmtag.destination.meta;

import io.vertx.core.json.JsonObject;
import io.warmtag.destination.Item;
import io.warmtag.event.VisitorId;
import io.warmtag.people.contact.Sha256;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** {@code user_data}: whom an event is of, hashed where Meta wants it hashed and never where it doesn't. Pure. */
final class UserData {
    static final String ADDRESS = "client_ip_address";
    static final String BROWSER = "client_user_agent";

    private static final String[] NO_NAMES = {};

    private final JsonObject said;
    private final JsonObject address;
    private final JsonObject out = new JsonObject();

    /** What finds people and is never hashed. */
    private static final List<String> AS_IT_IS =
            List.of("subscription_id", "fb_login_id", "lead_id", "anon_id", "madid");

    private static final List<String> HASHED = List.of("em", "ph", "fn", "ln", "ge", "db", "ct", "st", "zp", "country");

    /** Fields that a mapping may add here. */
    static final Set<String> FIELDS =
            Stream.concat(AS_IT_IS.stream(), HASHED.stream()).collect(Collectors.toUnmodifiableSet());

    private UserData(JsonObject data) {
        this.said = data.getValue("user_data") instanceof JsonObject user ? user : data;
        this.address = said.getValue("address") instanceof JsonObject inner ? inner : said;
    }

    /** @param region of phone numbers that name no country, ISO 3166-1 alpha-2 */
    static JsonObject of(Item item, String region) {
        var user = new UserData(item.data());
        // What came with the event itself, if anything did, is nearer to it.
        user.out.mergeIn(KnownUser.of(item.contacts()));
        user.contact(region);
        user.mapped(item.extra(), region);
        user.out.put("external_id", Sha256.hex(VisitorId.text(item.person())));
        user.cookies(item);
        // Address and browser are those of the event, and what happened on no page has none.
        item.device()
                .filter(device -> ActionSource.of(item).equals(ActionSource.WEBSITE))
                .ifPresent(device -> user.device(device.ip(), device.userAgent()));
        return user.out;
    }

    /** A shop's server may name the browser and not the address. */
    private void device(String ip, String userAgent) {
        if (!ip.isEmpty()) {
            out.put(ADDRESS, ip);
        }
        out.put(BROWSER, userAgent);
    }

    /** What the mapping says of somebody counts more than what the event does; its hashed fields leave hashed. */
    private void mapped(JsonObject extra, String region) {
        JsonObject hashed = extra.copy();
        hashed.fieldNames().retainAll(HASHED);
        var mapped = new UserData(hashed);
        mapped.contact(region);
        out.mergeIn(mapped.out);
        AS_IT_IS.forEach(name -> text(extra.getValue(name)).ifPresent(value -> out.put(name, value)));
    }

    private void contact(String region) {
        hashed("em", Normal::email, said, "email", "em", "sha256_email_address");
        String country =
                text(address, "country", NO_NAMES).flatMap(Normal::country).orElse(region);
        hashed(
                "ph",
                text -> Normal.phone(text, country).or(() -> Normal.phone(text, region)),
                said,
                "phone_number",
                "phone",
                "ph",
                "sha256_phone_number");
        hashed("fn", Normal::name, address, "first_name", "fn", "sha256_first_name");
        hashed("ln", Normal::name, address, "last_name", "ln", "sha256_last_name");
        hashed("ct", Normal::city, address, "city", "ct");
        hashed("st", Normal::state, address, "region", "state", "st");
        hashed("zp", text -> Normal.zip(text, country), address, "postal_code", "zip", "zp");
        hashed("country", Normal::country, address, "country");
        hashed("db", Normal::birthday, said, "birthday", "birth_date", "db");
        hashed("ge", Normal::gender, said, "gender", "ge");
    }

    private void hashed(
            String name, Function<String, Optional<String>> normal, JsonObject from, String first, String... others) {
        text(from, first, others)
                .flatMap(text -> Normal.isHashed(text.strip())
                        ? Normal.hash(text.strip())
                        : normal.apply(text).map(Sha256::hex))
                .ifPresent(value -> out.put(name, value));
    }

    private static Optional<String> text(JsonObject from, String first, String[] others) {
        Optional<String> found = text(from.getValue(first));
        for (int i = 0; i < others.length && found.isEmpty(); i++) {
            found = text(from.getValue(others[i]));
        }
        return found;
    }

    private static Optional<String> text(@Nullable Object value) {
        return value instanceof String || value instanceof Number
                ? Optional.of(String.valueOf(value)).filter(text -> !text.isBlank())
                : Optional.empty();
    }

    private void cookies(Item item) {
        JsonObject context = item.event().context();
        String click =
                context.getValue("campaign") instanceof JsonObject campaign ? campaign.getString("fbclid") : null;
        String url = click == null ? context.getString("url") : "?fbclid=" + click;
        var cookies = FbCookies.of(new FbCookies.Seen(
                context.getString("fbc"),
                context.getString("fbp"),
                url,
                context.getString("referrer"),
                host(context.getString("url")),
                item.event().time().toEpochMilli()));
        if (cookies.fbc() != null) {
            out.put("fbc", cookies.fbc());
        }
        if (cookies.fbp() != null) {
            out.put("fbp", cookies.fbp());
        }
    }

    private static String host(@Nullable String url) {
        try {
            String host = url == null ? null : URI.create(url).getHost();
            return host == null ? "" : host;
        } catch (IllegalArgumentException e) {
            return "";
        }
    }
}
