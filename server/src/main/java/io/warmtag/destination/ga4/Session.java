package io.warmtag.destination.ga4;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The session that Google's own script counts, in its cookie {@code _ga_<container>}: {@code GS1.1.<begin>.<number>.<engaged>.
 * <last hit>.…}, or, newer, {@code GS2.1.s<begin>$o<number>$g<engaged>$t<last hit>$…}. Pure.
 *
 * @param id when it began, in seconds, as Google names it
 * @param last when something was last heard in it
 */
record Session(String id, Instant last) {
    /** As Google has it; a shop can ask for less, or for more. */
    private static final Duration ENDS_AFTER = Duration.ofMinutes(30);

    private static final Pattern FIRST =
            Pattern.compile("GS1\\.\\d\\.(\\d{9,11})\\.\\d+(?:\\.\\d+\\.(\\d{9,11}))?(?:\\..*)?");
    private static final Pattern SECOND = Pattern.compile("GS2\\.\\d\\.(.+)");

    /** Its id, if it was still going on at a time: what happens by itself days later is in no session. */
    static Optional<String> at(String cookie, Instant time) {
        return read(cookie)
                .filter(session -> !time.isAfter(session.last.plus(ENDS_AFTER)))
                .map(Session::id);
    }

    private static Optional<Session> read(String cookie) {
        Matcher first = FIRST.matcher(cookie);
        if (first.matches()) {
            return Optional.of(of(first.group(1), Optional.ofNullable(first.group(2))));
        }
        Matcher second = SECOND.matcher(cookie);
        return second.matches()
                ? part(second.group(1), 's').map(begin -> of(begin, part(second.group(1), 't')))
                : Optional.empty();
    }

    private static Optional<String> part(String parts, char name) {
        return Stream.of(parts.split("\\$"))
                .filter(part -> part.matches(name + "\\d{9,11}"))
                .map(part -> part.substring(1))
                .findFirst();
    }

    private static Session of(String begin, Optional<String> last) {
        return new Session(begin, Instant.ofEpochSecond(Long.parseLong(last.orElse(begin))));
    }
}
