package io.warmtag.collect;

import java.util.List;

/** Takes members out of a JSON object's text. */
final class Cuts {
    private Cuts() {}

    /**
     * A member, from its name's first quote to behind its value.
     *
     * @param from an index into the text
     */
    record Range(int from, int to) {}

    /**
     * The part of a JSON text without some members of the objects in it.
     *
     * @param members ascending, of the part
     */
    static String without(String text, int start, int end, List<Range> members) {
        if (members.isEmpty()) {
            return text.substring(start, end);
        }
        var kept = new StringBuilder(end - start);
        int at = start;
        for (Range member : members) {
            kept.append(text, at, member.from);
            at = space(text, member.to);
            if (text.charAt(at) == ',') {
                at = space(text, at + 1);
            } else {
                dropLastComma(kept);
            }
        }
        return kept.append(text, at, end).toString();
    }

    /** The place behind white space. */
    private static int space(String text, int from) {
        int at = from;
        while (text.charAt(at) <= ' ') {
            at++;
        }
        return at;
    }

    private static void dropLastComma(StringBuilder kept) {
        int end = kept.length();
        while (kept.charAt(end - 1) <= ' ') {
            end--;
        }
        if (kept.charAt(end - 1) == ',') {
            kept.setLength(end - 1);
        }
    }
}
