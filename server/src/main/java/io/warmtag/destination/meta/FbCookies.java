package io.warmtag.destination.meta;

import java.util.Base64;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The values of the pixel's cookies: {@code fb.<dots of the cookie's domain>.<ms>.<value>}, where {@code _fbc}'s value is
 * the click id, in its own upper and lower case. Pure.
 *
 * @param fbc null: no click of an ad is known
 * @param fbp null: the pixel has not run
 */
public record FbCookies(@Nullable String fbc, @Nullable String fbp) {
    // What Meta's own libraries append: a byte for the language that they are written in, or 6 with their version.
    private static final Pattern VALUE = Pattern.compile(
            "(fb\\.\\d{1,2}\\.\\d{1,16}\\.([^.\\s]{1,500}))(\\.|\\.(?:AQ|Ag|Aw|BA|BQ|Bg)|\\.[A-Za-z0-9_-]{8})?");
    private static final Pattern CLICK = Pattern.compile("[?&]fbclid=([^&#\\s]{1,500})");
    private static final int KEPT = 0;
    private static final int NEW = 2;
    private static final int CHANGED = 3;

    /**
     * What is known of a browser.
     *
     * @param fbc the cookie, or null
     * @param fbp the cookie, or null
     * @param url of the page; its {@code fbclid} counts more than the referrer's
     * @param host that the cookies are set for
     * @param ms when the click was seen
     */
    public record Seen(
            @Nullable String fbc,
            @Nullable String fbp,
            @Nullable String url,
            @Nullable String referrer,
            String host,
            long ms) {}

    /**
     * How cookies are written that somebody else shall read too. We only read them, and write values as documented, without.
     *
     * @param library Meta's number of who writes: language, major, minor and patch version
     * @param random a new {@code _fbp} where there is none
     */
    public record Writer(byte[] library, long random) {}

    /** As sent with events: what the browser has, and a click that no cookie knows yet. */
    public static FbCookies of(Seen seen) {
        return of(seen, Optional.empty());
    }

    public static FbCookies of(Seen seen, Optional<Writer> writer) {
        String click = click(seen.url).or(() -> click(seen.referrer)).orElse(null);
        Matcher known = VALUE.matcher(seen.fbc == null ? "" : seen.fbc);
        String fbc;
        if (known.matches() && (click == null || click.equals(known.group(2)))) {
            fbc = kept(known, writer);
        } else if (click == null) {
            fbc = null;
        } else {
            fbc = made(seen, click, writer, known.matches() ? CHANGED : NEW);
        }
        Matcher pixel = VALUE.matcher(seen.fbp == null ? "" : seen.fbp);
        String fbp = pixel.matches()
                ? kept(pixel, writer)
                : writer.map(by -> made(seen, String.valueOf(by.random), writer, NEW))
                        .orElse(null);
        return new FbCookies(fbc, fbp);
    }

    private static String kept(Matcher known, Optional<Writer> writer) {
        String appended = known.group(3);
        return appended != null && appended.length() > 1 ? known.group() : known.group(1) + appendix(writer, KEPT);
    }

    private static String made(Seen seen, String value, Optional<Writer> writer, int state) {
        return "fb." + dots(seen.host) + "." + seen.ms + "." + value + appendix(writer, state);
    }

    private static String appendix(Optional<Writer> writer, int state) {
        return writer.map(by -> {
                    byte[] all = {1, by.library[0], (byte) state, by.library[1], by.library[2], by.library[3]};
                    return "." + Base64.getUrlEncoder().withoutPadding().encodeToString(all);
                })
                .orElse("");
    }

    private static Optional<String> click(@Nullable String address) {
        Matcher click = CLICK.matcher(address == null ? "" : address);
        return click.find() ? Optional.of(click.group(1)) : Optional.empty();
    }

    /** Of the domain that a cookie for all of the site is set on: its last two labels, or three below a {@code com.bd}. */
    static int dots(String host) {
        String[] labels =
                host.replaceFirst("^https?://", "").replaceFirst("[:/].*", "").split("\\.");
        if (labels.length < 2) {
            return 0;
        }
        boolean country = labels.length > 2
                && labels[labels.length - 1].length() == 2
                && labels[labels.length - 2].matches("com|net|org|edu|gov|co|ac");
        return country ? 2 : 1;
    }
}
