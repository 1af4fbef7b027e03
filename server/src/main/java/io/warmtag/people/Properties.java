package io.warmtag.people;

import io.vertx.core.Future;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import io.warmtag.people.contact.ContactField;
import io.warmtag.people.contact.ContactValue;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What profiles say of persons: GA4's {@code user_properties}, which any event may have in its data. A birth date that came as
 * contact data is one of them, too, without its year.
 */
public final class Properties {
    /** What {@link ContactField#BIRTH_DATE} is called among them. */
    public static final String BIRTH_DATE = "birth_date";

    private static final String FIELD = "user_properties";
    /** As GA4 has it. */
    private static final int MOST = 25;

    private static final int MOST_NAME = 100;
    private static final int MOST_VALUE = 300;
    private static final int LEAP_YEAR = 2000;
    private static final List<DateTimeFormatter> DATES =
            List.of(format("uuuu-M-d"), format("uuuu/M/d"), format("d/M/uuuu"), format("d-M-uuuu"), format("uuuuMMdd"));
    /** What of a time of day stands behind a date: that is the day where it was written down, the site's. */
    private static final Pattern TIME = Pattern.compile("(?:T|,?\\s+)\\d{1,2}:\\d{2}.*");

    // When a date became another one is asked by runs over the past.
    private static final String WRITE = """
            with new as (
                select new.* from unnest($2::uuid[], $3::text[], $4::text[], $5::date[], $6::timestamptz[])
                                  as new (visitor, name, value, day, heard_at)
                where not exists (select from erased_visitor e
                                  where e.site_id = $1 and e.visitor = new.visitor and e.at >= new.heard_at)),
            days as (
                insert into profile_day (site_id, visitor, name, heard_at, day)
                select $1, new.visitor, new.name, new.heard_at, new.day
                from new left join person_property known on known.site_id = $1 and known.visitor = new.visitor
                                                        and known.name = new.name
                where new.day is distinct from known.day and (known.visitor is null or known.heard_at <= new.heard_at)
                on conflict do nothing)
            insert into person_property as known (site_id, visitor, name, value, day, heard_at)
            select $1, new.visitor, new.name, new.value, new.day, new.heard_at from new
            on conflict (site_id, visitor, name) do update
                set value = excluded.value, day = excluded.day, heard_at = excluded.heard_at
                where known.heard_at <= excluded.heard_at""";

    /** One row to write. */
    private record Said(
            UUID visitor,
            String name,
            String value,
            @Nullable LocalDate day,
            Instant at) {}

    private Properties() {}

    private static DateTimeFormatter format(String pattern) {
        return DateTimeFormatter.ofPattern(pattern, Locale.ROOT).withResolverStyle(ResolverStyle.STRICT);
    }

    /** What an event's data says of the person, by name; mostly nothing, and that is found out quickly. */
    public static Map<String, String> read(String data) {
        if (!data.contains(FIELD)) {
            return Map.of();
        }
        Map<String, String> properties = new LinkedHashMap<>();
        try {
            if (new JsonObject(data).getValue(FIELD) instanceof JsonObject said) {
                said.stream().limit(MOST).forEach(each -> put(properties, each.getKey(), each.getValue()));
            }
        } catch (DecodeException e) {
            // It was parsed before: numbers of another reader's taste. It says nothing of the person then.
            return Map.of();
        }
        return properties;
    }

    private static void put(Map<String, String> properties, String name, @Nullable Object value) {
        // gtag.js writes {"value": …}.
        Object said = value instanceof JsonObject wrapped ? wrapped.getValue("value") : value;
        boolean simple = said == null || said instanceof String || said instanceof Number || said instanceof Boolean;
        String text = said == null ? "" : said.toString().trim();
        if (simple && !name.isBlank() && name.length() <= MOST_NAME && text.length() <= MOST_VALUE) {
            properties.put(name.trim(), text);
        }
    }

    /** A date as people and shops write it, the day before the month unless the year is first; Bengali digits too. */
    static Optional<LocalDate> date(String value) {
        var latin = new StringBuilder();
        value.trim()
                .codePoints()
                .limit(40)
                .forEach(c -> latin.appendCodePoint(Character.isDigit(c) ? '0' + Character.digit(c, 10) : c));
        String text = TIME.matcher(latin).replaceFirst("");
        for (DateTimeFormatter format : DATES) {
            try {
                return Optional.of(LocalDate.parse(text, format));
            } catch (DateTimeException e) {
                // Perhaps the next one.
            }
        }
        return Optional.empty();
    }

    /** Writes down what was heard, of each name the newest. */
    static Future<Void> write(SqlConnection connection, int site, List<Heard> heard) {
        // Sorted, so that two writers of the same rows don't wait for each other in a circle.
        Map<String, Said> said = new TreeMap<>();
        for (Heard one : heard) {
            Instant at = Instant.ofEpochMilli(one.time());
            one.properties()
                    .forEach((name, value) -> add(
                            said,
                            new Said(one.visitor(), name, value, date(value).orElse(null), at)));
            for (ContactValue value : one.values()) {
                if (value.field() == ContactField.BIRTH_DATE && !value.hashed()) {
                    date(value.text())
                            .ifPresent(day ->
                                    add(said, new Said(one.visitor(), BIRTH_DATE, "", day.withYear(LEAP_YEAR), at)));
                }
            }
        }
        List<Said> rows = new ArrayList<>(said.values());
        return rows.isEmpty()
                ? Future.succeededFuture()
                : connection.preparedQuery(WRITE).execute(row(site, rows)).mapEmpty();
    }

    private static void add(Map<String, Said> all, Said said) {
        all.merge(said.visitor + said.name, said, (one, other) -> other.at.isBefore(one.at) ? one : other);
    }

    private static Tuple row(int site, List<Said> rows) {
        return Tuple.of(site)
                .addArrayOfUUID(rows.stream().map(Said::visitor).toArray(UUID[]::new))
                .addArrayOfString(rows.stream().map(Said::name).toArray(String[]::new))
                .addArrayOfString(rows.stream().map(Said::value).toArray(String[]::new))
                .addArrayOfLocalDate(rows.stream().map(Said::day).toArray(LocalDate[]::new))
                .addArrayOfOffsetDateTime(rows.stream()
                        .map(one -> one.at.atOffset(ZoneOffset.UTC))
                        .toArray(OffsetDateTime[]::new));
    }
}
