package io.warmtag.catalog.regex;

import java.util.BitSet;

/** A set of UTF-16 units; a letter is in it in both cases, since any condition may ignore case. */
final class CharSet {
    static final int ALL = 0x10000;
    private final BitSet chars;

    private CharSet(BitSet chars) {
        this.chars = chars;
    }

    static CharSet any() {
        var all = new BitSet(ALL);
        all.set(0, ALL);
        return new CharSet(all);
    }

    static CharSet of(char c) {
        return range(c, c);
    }

    static CharSet range(int from, int to) {
        var chars = new BitSet();
        chars.set(from, to + 1);
        for (int c = from; c <= to && c < 0x250; c++) {
            chars.set(Character.toLowerCase((char) c));
            chars.set(Character.toUpperCase((char) c));
        }
        if (from >= 0x250 && to - from < 0x1000) {
            for (int c = from; c <= to; c++) {
                chars.set(Character.toLowerCase((char) c));
                chars.set(Character.toUpperCase((char) c));
            }
        }
        return new CharSet(chars);
    }

    static CharSet digits() {
        return range('0', '9');
    }

    static CharSet word() {
        return range('0', '9').or(range('A', 'Z')).or(of('_'));
    }

    static CharSet space() {
        return range('\t', '\r')
                .or(of(' '))
                .or(of('\u00a0'))
                .or(of('\ufeff'))
                .or(range('\u2000', '\u200a'))
                .or(range('\u2028', '\u2029'));
    }

    static CharSet lineEnds() {
        return of('\n').or(of('\r')).or(range('\u2028', '\u2029'));
    }

    CharSet or(CharSet other) {
        var union = (BitSet) chars.clone();
        union.or(other.chars);
        return new CharSet(union);
    }

    CharSet and(CharSet other) {
        var both = (BitSet) chars.clone();
        both.and(other.chars);
        return new CharSet(both);
    }

    CharSet not() {
        var rest = (BitSet) chars.clone();
        rest.flip(0, ALL);
        return new CharSet(rest);
    }

    boolean meets(CharSet other) {
        return chars.intersects(other.chars);
    }
}
