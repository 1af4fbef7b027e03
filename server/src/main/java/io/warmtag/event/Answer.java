package io.warmtag.event;

import io.vertx.core.json.JsonObject;
import org.jspecify.annotations.Nullable;

/**
 * What the context of an event answers about a purpose. Which event says what a person answers is found by {@code consent_of}
 * in the database, and by {@code Life} in a past; both by what is {@link #isWord} and {@link #isVouched} here.
 *
 * @param said {@code granted}, {@code denied}, {@code default} (a page where nobody has answered yet); null: nothing
 * @param keyed the shop told it, with its key or in the console
 * @param ofPage it happened on a page
 */
public record Answer(@Nullable String said, boolean keyed, boolean ofPage) {
    /** Of whom nothing is known. */
    public static final Answer NOTHING = new Answer(null, false, false);

    /** The field of a context that says so. */
    public static final String KEYED = "keyed";

    private static final String GRANTED = "granted";
    private static final String DENIED = "denied";

    public static Answer of(JsonObject context, String purpose) {
        String said = context.getValue("consent") instanceof JsonObject consent ? consent.getString(purpose) : null;
        return new Answer(
                said,
                context.getBoolean(KEYED, false) || context.getBoolean("imported", false),
                context.containsKey("url"));
    }

    /** Whether a context says nothing but who told it: what it is about happened on no page. */
    public static boolean isAll(JsonObject context) {
        return context.isEmpty() || context.size() == 1 && context.containsKey(KEYED);
    }

    /**
     * Whether it may be done by this alone.
     *
     * @param asks the site asks its visitors: without a grant the answer is no. Keyed callers count as consenting
     */
    public boolean grants(boolean asks) {
        return said == null ? keyed || !asks : said.equals(GRANTED);
    }

    public boolean denies() {
        return DENIED.equals(said);
    }

    /** Whether it is somebody's word, which counts until the next one. Where nobody is asked, a browser that refuses nothing says so. */
    public boolean isWord(boolean asks) {
        return GRANTED.equals(said) || denies() || said == null && ofPage && !keyed && !asks;
    }

    /** Whether the shop vouches for somebody who has said nothing himself. */
    public boolean isVouched() {
        return said == null && keyed;
    }

    /** Whether what happened decides by itself whether something follows: a default lets nothing happen, though it is nobody's word. */
    public boolean decides(boolean asks) {
        return said != null || isWord(asks);
    }

    /**
     * Whether an event may leave: not against its own word, nor against what the person answers by now.
     *
     * @param answer the person's; null when it is nobody's event
     */
    public boolean lets(@Nullable Answer answer, boolean asks) {
        if (answer == null) {
            return grants(asks);
        }
        return !answer.denies() && (said == null ? answer : this).grants(asks);
    }
}
