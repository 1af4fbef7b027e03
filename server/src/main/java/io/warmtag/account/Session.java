package io.warmtag.account;

/**
 * A browser that is logged in.
 *
 * @param csrfToken what each form of this session carries
 * @param key the hash under which it is stored; the token itself is only in the browser
 */
public record Session(Account account, String csrfToken, Token.Hash key) {}
