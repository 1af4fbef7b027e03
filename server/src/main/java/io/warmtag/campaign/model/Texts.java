package io.warmtag.campaign.model;

/**
 * What an offer says in one language; a language without a title is not spoken.
 *
 * @param button empty: there is none
 * @param link where the button leads, {@code https://…} or {@code /…}; empty: it only closes the offer
 */
public record Texts(String title, String body, String button, String link) {
    public static final Texts NONE = new Texts("", "", "", "");

    public boolean isSpoken() {
        return !title.isEmpty();
    }
}
