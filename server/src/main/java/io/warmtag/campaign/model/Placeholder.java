package io.warmtag.campaign.model;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What a text says of the product that its offer is about: {@code {{product.name|this one}}}. What follows the bar stands there
 * when there is no product, or that is not known of it; without it a text could have a hole, so it is required.
 */
public enum Placeholder {
    NAME,
    /** As on a price tag, in the text's language. */
    PRICE,
    /** The address of its page. */
    LINK,
    /** The address of its picture. */
    PICTURE;

    /** What may stand in a text that people read. */
    public static final List<Placeholder> WORDS = List.of(NAME, PRICE);
    /** What may stand in an address. */
    public static final List<Placeholder> ADDRESSES = List.of(LINK, PICTURE);

    private static final Pattern FORM = Pattern.compile("\\{\\{\\s*product\\.([a-z]+)\\s*\\|([^{}|]*)}}");

    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    private static Optional<Placeholder> of(String code) {
        return Stream.of(values()).filter(each -> each.code().equals(code)).findFirst();
    }

    /** Whether all that looks like a placeholder is one of those, with something to stand there else. */
    public static boolean areGood(String text, List<Placeholder> known) {
        Matcher found = FORM.matcher(text);
        var rest = new StringBuilder();
        while (found.find()) {
            boolean good = of(found.group(1)).filter(known::contains).isPresent()
                    && !found.group(2).isBlank();
            found.appendReplacement(rest, good ? "" : "{{");
        }
        found.appendTail(rest);
        return rest.indexOf("{{") < 0;
    }

    /** The text with what is known; with what stands there else where it is not. */
    public static String fill(String text, Function<Placeholder, Optional<String>> known) {
        return text.contains("{{")
                ? FORM.matcher(text)
                        .replaceAll(found -> Matcher.quoteReplacement(of(found.group(1))
                                .flatMap(known)
                                .orElse(found.group(2).strip())))
                : text;
    }

    /** The text when nothing is known. */
    public static String without(String text) {
        return fill(text, placeholder -> Optional.empty());
    }
}
