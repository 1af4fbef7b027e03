package io.warmtag.destination;

import io.warmtag.destination.Outcome.Later;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Optional;

/** The header {@code Retry-After}: seconds, or a date that is held against the answer's own. Pure. */
public final class RetryAfter {
    private RetryAfter() {}

    /** To be tried again, when the other side wishes if it said so. */
    public static Outcome later(Reply reply, String code) {
        return new Later(new Reason(code, "HTTP " + reply.status()), of(reply), true);
    }

    /** How long the other side wishes; empty where it doesn't say. */
    public static Optional<Duration> of(Reply reply) {
        return reply.header("retry-after").flatMap(text -> {
            if (text.strip().matches("\\d{1,9}")) {
                return Optional.of(Duration.ofSeconds(Long.parseLong(text.strip())));
            }
            Optional<Instant> until = date(text);
            Optional<Instant> now = reply.header("date").flatMap(RetryAfter::date);
            return until.isPresent() && now.isPresent()
                    ? Optional.of(Duration.between(now.get(), until.get())).filter(wait -> !wait.isNegative())
                    : Optional.empty();
        });
    }

    private static Optional<Instant> date(String text) {
        try {
            return Optional.of(ZonedDateTime.parse(text.strip(), DateTimeFormatter.RFC_1123_DATE_TIME)
                    .toInstant());
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }
}
