package io.warmtag.catalog.html;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jsoup.parser.Parser;
import org.jspecify.annotations.Nullable;

/**
 * Reads HTML as browsers cut it into tags, text, scripts and comments, and notes where each variable stands. What it writes
 * is the same HTML, but for parts for browsers without JavaScript, where images would count twice, and for the quotes around
 * attributes that hold variables.
 */
final class HtmlScanner {
    /** Elements in which nothing is a tag but their own end. */
    private static final Set<String> RAW =
            Set.of("script", "style", "textarea", "title", "xmp", "iframe", "noembed", "noframes", "noscript");

    private static final Set<String> ADDRESSES = Set.of("href", "src", "data", "action", "formaction", "xlink:href");

    /** An attribute: its name, and its value if it has one; a quote that nothing ends goes on to the end. */
    private static final Pattern ATTRIBUTE = Pattern.compile(
            "[\\s/]*([^\\s/>][^\\s/>=]*)(\\s*=\\s*(?:\"([^\"]*)(?:\"|\\z)|'([^']*)(?:'|\\z)|([^\\s>\"'][^\\s>]*)))?",
            Pattern.DOTALL);

    private static final Pattern CODE_TYPE =
            Pattern.compile("\\s*((text|application)/(x-)?(java|ecma)script|module)?\\s*", Pattern.CASE_INSENSITIVE);
    private static final Pattern PLAIN_TYPE = Pattern.compile("\\s*(text/javascript)?\\s*", Pattern.CASE_INSENSITIVE);

    /** Instead of a variable that stands nowhere, so that what is on both sides of it forms nothing new. */
    private static final char NOTHING = '_';

    private final String html;
    private final char mark;
    private final List<Place> places = new ArrayList<>();
    private final StringBuilder written = new StringBuilder();
    private int at;
    private final Foreign foreign = new Foreign();
    /** What a variable in text is: in a drawing a style is read as other elements are. */
    private Place inText = Place.TEXT;

    private @Nullable String unsafe;
    /** From where to where the code of its only script is, while there is nothing else. */
    private boolean isPlain = true;

    private int codeFrom = -1;
    private int codeTo = -1;

    /** @param mark stands for a variable */
    HtmlScanner(String html, char mark) {
        this.html = html;
        this.mark = mark;
        while (at < html.length()) {
            piece();
        }
    }

    /** The place of each variable, in their order. */
    List<Place> places() {
        return places;
    }

    /** The HTML, with a mark for each variable that stands somewhere. */
    String written() {
        return written.toString();
    }

    /** The code, where all that there is to it is one script. */
    Optional<String> script() {
        return isPlain && codeTo >= 0 ? Optional.of(written.substring(codeFrom, codeTo)) : Optional.empty();
    }

    /** The first attribute in which no variable can stand. */
    Optional<String> unsafe() {
        return Optional.ofNullable(unsafe);
    }

    private void piece() {
        int open = html.indexOf('<', at);
        int textEnd = open < 0 ? html.length() : open;
        isPlain &= html.substring(at, textEnd).isBlank();
        put(textEnd, inText);
        if (open < 0) {
            return;
        }
        if (html.startsWith("<!--", at)) {
            comment();
        } else if (foreign.isHere() && html.startsWith("<![CDATA[", at)) {
            put(after("]]>", at), inText);
        } else if (isLetter(at + 1)) {
            tag();
        } else if (html.startsWith("</", at) && isLetter(at + 2)) {
            endTag();
        } else if (html.startsWith("<!", at) || html.startsWith("<?", at) || html.startsWith("</", at)) {
            put(after(">", at), Place.NOWHERE);
        } else {
            isPlain = false;
            put(at + 1, Place.TEXT);
            if (at < html.length() && html.charAt(at) == mark) {
                // It would be the name of a tag.
                put(at + 1, Place.NOWHERE);
            }
        }
    }

    private boolean isLetter(int index) {
        return index < html.length() && Character.toString(html.charAt(index)).matches("[A-Za-z]");
    }

    private int after(String text, int from) {
        int end = html.indexOf(text, from);
        return end < 0 ? html.length() : end + text.length();
    }

    private void put(int end, Place place) {
        put(html.substring(at, end), place);
        at = end;
    }

    private void put(String text, Place place) {
        put(text, Collections.nCopies(count(text), place));
    }

    /** @param each the place of each variable in the text */
    private void put(String text, List<Place> each) {
        int next = 0;
        for (char c : text.toCharArray()) {
            if (c == mark) {
                Place place = each.get(next++);
                places.add(place);
                written.append(place == Place.NOWHERE ? NOTHING : mark);
            } else {
                written.append(c);
            }
        }
    }

    private int count(String text) {
        return (int) text.chars().filter(c -> c == mark).count();
    }

    private void comment() {
        boolean isShort = html.startsWith("<!-->", at) || html.startsWith("<!--->", at);
        int end = isShort ? after(">", at) : Math.min(after("-->", at + 4), after("--!>", at + 4));
        put(end, Place.NOWHERE);
    }

    private void endTag() {
        int nameEnd = nameEnd(at + 2);
        String name = name(html.substring(at + 2, nameEnd));
        isPlain = false;
        foreign.end(name);
        inText = name.equals("style") ? Place.TEXT : inText;
        Matcher attribute = attributes(nameEnd);
        int end = nameEnd;
        while (attribute.lookingAt()) {
            end = attribute.end();
            attribute.region(end, html.length());
        }
        put(after(">", end), Place.NOWHERE);
    }

    private String name(String written) {
        return written.replace(mark, NOTHING).toLowerCase(Locale.ROOT);
    }

    private int nameEnd(int from) {
        int end = from;
        while (end < html.length() && " \t\n\f\r/>".indexOf(html.charAt(end)) < 0) {
            end++;
        }
        return end;
    }

    private Matcher attributes(int from) {
        return ATTRIBUTE.matcher(html).region(from, html.length());
    }

    private void tag() {
        int wroteFrom = written.length();
        int placesFrom = places.size();
        int nameEnd = nameEnd(at + 1);
        String name = name(html.substring(at + 1, nameEnd));
        put(nameEnd, Place.NOWHERE);
        Place inScript = Place.CODE;
        boolean isPlainScript = name.equals("script");
        Matcher attribute = attributes(at);
        while (attribute.lookingAt()) {
            String attributeName = name(attribute.group(1));
            String value = value(attribute);
            boolean isType = attributeName.equals("type");
            isPlainScript &= isType && PLAIN_TYPE.matcher(value).matches();
            if (isType && value.indexOf(mark) < 0 && !CODE_TYPE.matcher(value).matches()) {
                inScript = Place.DATA;
            }
            attribute(attribute, attributeName, value);
            attribute.region(at, html.length());
        }
        int end = after(">", at);
        boolean isEmpty = end - at > 1 && html.startsWith("/>", end - 2);
        put(end, Place.NOWHERE);
        isPlain &= isPlainScript || name.equals("noscript");
        boolean isForeign = foreign.isHere();
        foreign.start(name, isEmpty);
        if (isForeign && foreign.isHere()) {
            inText = name.equals("style") && !isEmpty ? Place.STYLE : inText;
        }
        if (isForeign ? name.equals("script") && !isEmpty : RAW.contains(name)) {
            content(name, inScript);
            if (name.equals("noscript")) {
                written.setLength(wroteFrom);
                // What is on both sides stays apart.
                written.append("<!---->");
                Collections.fill(places.subList(placesFrom, places.size()), Place.NOWHERE);
            }
        } else if (name.equals("plaintext") && !isForeign) {
            put(html.length(), Place.TEXT);
        }
    }

    private static String value(Matcher attribute) {
        for (int group = 3; group <= 5; group++) {
            if (attribute.group(group) != null) {
                return attribute.group(group);
            }
        }
        return "";
    }

    private void attribute(Matcher attribute, String name, String value) {
        if (value.indexOf(mark) < 0) {
            put(attribute.end(), Place.NOWHERE);
            return;
        }
        List<Place> each = places(name, value);
        if (each.contains(Place.NOWHERE) && unsafe == null) {
            unsafe = name;
        }
        put(html.substring(at, attribute.end(1)), Place.NOWHERE);
        boolean isCode = each.stream().anyMatch(place -> place == Place.CODE || place == Place.STRING);
        // Scripts write texts in double quotes.
        String quote = isCode ? "'" : "\"";
        put("=" + quote, Place.TEXT);
        put(value.replace(quote, isCode ? "&#39;" : "&quot;"), each);
        put(quote, Place.TEXT);
        at = attribute.end();
    }

    private List<Place> places(String name, String value) {
        int count = count(value);
        String text = Parser.unescapeEntities(value, true);
        if (name.equals("srcdoc") || count(text) != count) {
            return Collections.nCopies(count, Place.NOWHERE);
        } else if (name.startsWith("on")) {
            return ScriptPlaces.of(text, mark, Place.CODE);
        } else if (ADDRESSES.contains(name)) {
            return AddressPlaces.of(text, mark);
        }
        return Collections.nCopies(count, name.equals("style") ? Place.STYLE : Place.TEXT);
    }

    /** What stands in an element up to its end tag, which is a tag like others. */
    private void content(String name, Place inScript) {
        int end = RawText.end(html, name, at);
        String text = html.substring(at, end);
        at = end;
        switch (name) {
            case "script" -> script(text, inScript);
            case "style" -> put(text, RawText.unlessTag(text, mark, Place.STYLE));
            case "noscript" -> put(text, Place.NOWHERE);
            default -> put(text, RawText.unlessTag(text, mark, Place.TEXT));
        }
        // A script that nothing ends never runs; what is for browsers without JavaScript is left out either way.
        boolean staysPlain = isPlain && (at < html.length() || name.equals("noscript"));
        if (at < html.length()) {
            endTag();
        }
        isPlain = staysPlain;
    }

    private void script(String code, Place expression) {
        isPlain &= codeFrom < 0;
        codeFrom = written.length();
        List<Place> each = ScriptPlaces.of(code, mark, expression);
        put(RawText.withoutTags(code, mark, each), each);
        codeTo = written.length();
    }
}
