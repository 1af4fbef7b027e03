package io.warmtag.people.contact;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * An e-mail address, trimmed and in lower case.
 *
 * @param address like {@code rahim@example.com}
 */
public record Email(String address) {
    private static final int MOST = 254;
    private static final Pattern FORM = Pattern.compile(
            "[^\\s@<>()\",;:\\\\\\[\\]]{1,64}@[^\\s@<>()\",;:\\\\\\[\\]._-][^\\s@<>()\",;:\\\\\\[\\]]*\\.[^\\s@<>()\",;:\\\\\\[\\].]{2,}");

    /** The address in what somebody typed, alone or like {@code Rahim <rahim@example.com>}; empty when there is none. */
    public static Optional<Email> parse(String typed) {
        String text = Characters.visible(typed).toLowerCase(Locale.ROOT);
        int open = text.indexOf('<');
        if (open >= 0 && text.endsWith(">")) {
            text = text.substring(open + 1, text.length() - 1).trim();
        }
        if (text.startsWith("mailto:")) {
            text = text.substring("mailto:".length()).replaceFirst("\\?.*", "");
        }
        // As it ends a sentence.
        text = text.replaceFirst("[.,;।]+$", "");
        boolean good = text.length() <= MOST
                && !text.contains("..")
                && FORM.matcher(text).matches();
        return good ? Optional.of(new Email(text)) : Optional.empty();
    }

    /** Google takes the points before {@code @gmail.com} for nothing, and wants them left out before hashing. */
    public String forGoogle() {
        int at = address.lastIndexOf('@');
        String domain = address.substring(at + 1);
        boolean gmail = domain.equals("gmail.com") || domain.equals("googlemail.com");
        return gmail ? address.substring(0, at).replace(".", "") + address.substring(at) : address;
    }
}
