package io.warmtag.catalog.html;

import java.util.List;
import java.util.stream.IntStream;

/** Content of elements in which nothing is a tag but their own end. */
final class RawText {
    private RawText() {}

    /** Where the end tag of an element begins whose content begins at an index; the end of all where it has none. */
    static int end(String html, String name, int from) {
        return name.equals("script") ? scriptEnd(html, from) : simpleEnd(html, name, from);
    }

    /** The place of each variable; nowhere if it could end the element that it is in. */
    static List<Place> unlessTag(String text, char mark, Place place) {
        return IntStream.range(0, text.length())
                .filter(index -> text.charAt(index) == mark)
                .mapToObj(index -> tagBefore(text, index) < 0 ? place : Place.NOWHERE)
                .toList();
    }

    /** In strings of a script the end of a script can be written so that it is none; before a regular expression it is set apart. */
    static String withoutTags(String code, char mark, List<Place> each) {
        var safe = new StringBuilder(code);
        int place = each.size();
        for (int index = code.length() - 1; index >= 0; index--) {
            if (code.charAt(index) == mark && each.get(--place) == Place.STRING) {
                int tag = tagBefore(code, index);
                if (tag >= 0) {
                    safe.replace(tag, tag + 1, isInString(code.substring(0, tag), mark) ? "\\x3c" : "< ");
                }
            }
        }
        return safe.toString();
    }

    private static boolean isInString(String before, char mark) {
        List<Place> places = ScriptPlaces.of(before + mark, mark, Place.CODE);
        return places.get(places.size() - 1) == Place.STRING;
    }

    /** Where a tag would begin whose name a variable at an index has a part in; -1 where it has none. */
    private static int tagBefore(String text, int variable) {
        int begin = variable;
        while (begin > 0 && Character.isLetterOrDigit(text.charAt(begin - 1))) {
            begin--;
        }
        begin -= begin > 0 && text.charAt(begin - 1) == '/' ? 1 : 0;
        return begin > 0 && text.charAt(begin - 1) == '<' ? begin - 1 : -1;
    }

    private static int simpleEnd(String html, String name, int from) {
        for (int end = html.indexOf("</", from); end >= 0; end = html.indexOf("</", end + 1)) {
            if (isTag(html, "</" + name, end)) {
                return end;
            }
        }
        return html.length();
    }

    private static boolean isTag(String html, String begin, int index) {
        int end = index + begin.length();
        return html.regionMatches(true, index, begin, 0, begin.length())
                && end < html.length()
                && " \t\n\f\r/>".indexOf(html.charAt(end)) >= 0;
    }

    /** A script in a comment in a script doesn't end it. */
    private static int scriptEnd(String html, int from) {
        boolean inComment = false;
        boolean inScript = false;
        for (int end = from; end < html.length(); end++) {
            if (html.startsWith("<!--", end) && !inComment) {
                inComment = true;
                // The same dashes may end it.
                end++;
            } else if (html.startsWith("-->", end)) {
                inComment = false;
                inScript = false;
            } else if (isTag(html, "</script", end)) {
                if (!inScript) {
                    return end;
                }
                inScript = false;
            } else if (inComment && isTag(html, "<script", end)) {
                inScript = true;
            }
        }
        return html.length();
    }
}
