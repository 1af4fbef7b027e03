package io.warmtag.container.model;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds HTML that is nothing but one inline script, as most of what vendors give to paste: the page then runs its code as it
 * is, and spares the browser a document to parse.
 */
final class PlainScript {
    private static final Pattern OPENING =
            Pattern.compile("<script(?:\\s+type=([\"']?)text/javascript\\1)?\\s*>", Pattern.CASE_INSENSITIVE);
    private static final Pattern CLOSING = Pattern.compile("</script(\\s*>)?", Pattern.CASE_INSENSITIVE);
    private static final String COMMENT = "<!--";

    private PlainScript() {}

    /** The script's code; empty for any other HTML, and where a parser might see an end of the script elsewhere. */
    static Optional<String> in(String html) {
        String text = withoutComments(html);
        Matcher opening = OPENING.matcher(text);
        if (!opening.lookingAt()) {
            return Optional.empty();
        }
        Matcher closing = CLOSING.matcher(text);
        if (!closing.find(opening.end()) || closing.group(1) == null) {
            return Optional.empty();
        }
        String code = text.substring(opening.end(), closing.start());
        return code.contains(COMMENT)
                        || !withoutComments(text.substring(closing.end())).isEmpty()
                ? Optional.empty()
                : Optional.of(code);
    }

    /** Without blanks and comments at its beginning; {@code <!-->} is one too, and left to the browser. */
    private static String withoutComments(String html) {
        String text = html.strip();
        while (text.startsWith(COMMENT) && !text.startsWith("<!-->") && !text.startsWith("<!--->")) {
            int end = text.indexOf("-->", COMMENT.length());
            if (end < 0) {
                return text;
            }
            text = text.substring(end + 3).strip();
        }
        return text;
    }
}
