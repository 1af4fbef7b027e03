package io.warmtag.catalog.html;

/** Content of elements in which nothing is a tag but their own end. */
final class RawText {
    private RawText() {}

    /** Where the end tag of an element begins whose content begins at an index; the end of all where it has none. */
    static int end(String html, String name, int from) {
        return name.equals("script") ? scriptEnd(html, from) : simpleEnd(html, name, from);
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
