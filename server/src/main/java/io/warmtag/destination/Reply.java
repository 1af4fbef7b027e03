package io.warmtag.destination;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * An answer as it came.
 *
 * @param headers by name in lower case
 */
public record Reply(int status, Map<String, String> headers, String body) {
    public Optional<String> header(String name) {
        return Optional.ofNullable(headers.get(name.toLowerCase(Locale.ROOT)));
    }

    public boolean isGood() {
        return status / 100 == 2;
    }

    /** It came too slowly or too early (408, 425): the same may be taken later, whoever on the way has answered. */
    public boolean isOfTheMoment() {
        return status == 408 || status == 425;
    }
}
