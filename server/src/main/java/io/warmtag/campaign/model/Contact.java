package io.warmtag.campaign.model;

/**
 * What an offer asks its reader for.
 *
 * @param bengali the sentence that he agrees to, in Bengali
 * @param english the same in English
 */
public record Contact(boolean phone, boolean email, String bengali, String english) {
    public static final Contact NONE = new Contact(false, false, "", "");

    public boolean isAsked() {
        return phone || email;
    }
}
