package io.warmtag.catalog;

/** The same words in each language of the console. */
public record Words(String en, String bn) {
    /** @param language {@code bn}, or English */
    public String in(String language) {
        return language.equals("bn") ? bn : en;
    }
}
