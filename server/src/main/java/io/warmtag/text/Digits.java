package io.warmtag.text;

/** Digits as people type them, in any script: ১২৯০ is 1290. Pure. */
public final class Digits {
    private Digits() {}

    /** With the digits of every script as 0 to 9, and nothing else changed. */
    public static String latin(String typed) {
        var latin = new StringBuilder(typed.length());
        typed.codePoints().forEach(c -> latin.appendCodePoint(Character.isDigit(c) ? '0' + Character.digit(c, 10) : c));
        return latin.toString();
    }

    /** As a program reads a number: also without commas between groups, and with a hyphen for the sign of minus. */
    public static String number(String typed) {
        return latin(typed).replace(",", "").replace('−', '-');
    }

    /**
     * Digits with points and commas between them, as a program reads a sum of money: with a point where the fraction begins and
     * nothing else. The last of both kinds begins it, and a comma alone does before one or two last digits.
     */
    public static String sum(String digits) {
        int comma = digits.lastIndexOf(',');
        int point = digits.lastIndexOf('.');
        int after = digits.length() - comma - 1;
        boolean fraction = comma > point && (point >= 0 || after <= 2) && digits.indexOf(',') == comma;
        return fraction ? digits.replace(".", "").replace(',', '.') : digits.replace(",", "");
    }
}
