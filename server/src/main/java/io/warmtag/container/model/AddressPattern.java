package io.warmtag.container.model;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * When two addresses are of the same page, as Google Tag Manager's "URL matches" takes it: whichever of http and https, with
 * www or without, with a slash at the end or without, whatever the query and the fragment, and in whatever case.
 */
final class AddressPattern {
    private static final Pattern SPECIAL = Pattern.compile("[\\\\^$.*+?()\\[\\]{}|/]");

    private AddressPattern() {}

    /** A regular expression for the addresses of the same page; empty when it is no whole web address. */
    static Optional<String> of(String address) {
        try {
            var uri = new URI(new URI(address.strip()).toASCIIString());
            boolean isSecure = "https".equalsIgnoreCase(uri.getScheme());
            if (uri.getHost() == null || !isSecure && !"http".equalsIgnoreCase(uri.getScheme())) {
                return Optional.empty();
            }
            boolean isUsual = uri.getPort() < 0 || uri.getPort() == (isSecure ? 443 : 80);
            String start = isUsual ? "^https?://" : "^" + uri.getScheme() + "://";
            String port = isUsual ? "" : ":" + uri.getPort();
            return Optional.of(start + "(www\\.)?" + quoted(uri.getHost().replaceFirst("(?i)^www\\.", "")) + port
                    + quoted(uri.getRawPath().replaceFirst("/$", "")) + "/?([?#]|$)");
        } catch (URISyntaxException e) {
            return Optional.empty();
        }
    }

    private static String quoted(String text) {
        return SPECIAL.matcher(text).replaceAll("\\\\$0");
    }
}
