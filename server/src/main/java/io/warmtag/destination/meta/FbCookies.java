package io.warmtag.destination.meta;

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
    // What Meta's own libraries append: the language they are written in, or 6 bytes with their version.
    private static final Pattern VALUE =
            Pattern.compile("fb\\.(\\d{1,2})\\.(\\d{1,16})\\.([^.\\s]{1,500})(?:\\.|\\.[A-Za-z0-9]{2}|\\.[A-Za-z0-9_-]{8})?");
    private static final Pattern CLICK = Pattern.compile("[?&]fbclid=([^&#\\s]{1,500})");

    /**
     * @param fbc the cookie, or null
     * @param fbp the cookie, or null
     * @param url of the page; its {@code fbclid} counts more than the referrer's
     * @param host that the cookies are set for, without a port
     * @param ms when the click was seen
     */
    public static FbCookies of(
            @Nullable String fbc, @Nullable String fbp, @Nullable String url, @Nullable String referrer, String host, long ms) {
        String click = click(url).or(() -> click(referrer)).orElse(null);
        String known = valid(fbc);
        boolean same = click == null || known != null && value(known).equals(click);
        String resolved = same ? known : "fb." + dots(host) + "." + ms + "." + click;
        return new FbCookies(resolved, valid(fbp));
    }

    private static @Nullable String valid(@Nullable String cookie) {
        if (cookie == null || !VALUE.matcher(cookie).matches()) {
            return null;
        }
        return cookie.endsWith(".") ? cookie.substring(0, cookie.length() - 1) : cookie;
    }

    private static String value(String cookie) {
        Matcher parts = VALUE.matcher(cookie);
        return parts.matches() ? parts.group(3) : "";
    }

    private static Optional<String> click(@Nullable String address) {
        Matcher click = CLICK.matcher(address == null ? "" : address);
        return click.find() ? Optional.of(click.group(1)) : Optional.empty();
    }

    /** Of the domain that a cookie for all of the site is set on: its last two labels, or three below a {@code com.bd}. */
    static int dots(String host) {
        String[] labels = host.split("\\.");
        if (labels.length < 2) {
            return 0;
        }
        boolean country = labels.length > 2
                && labels[labels.length - 1].length() == 2
                && labels[labels.length - 2].matches("com|net|org|edu|gov|co|ac");
        return country ? 2 : 1;
    }
}
