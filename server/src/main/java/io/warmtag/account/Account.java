package io.warmtag.account;

/**
 * Somebody who works in the console.
 *
 * @param language of the console for this person, {@code en} or {@code bn}
 */
public record Account(int id, String email, String language) {}
