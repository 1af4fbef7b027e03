package io.warmtag.report;

/**
 * Where people come from. What an address doesn't name is {@link #NOT_SET}.
 *
 * @param source like {@code facebook}, lower case
 * @param medium like {@code cpc}, lower case
 * @param name as it was written
 */
public record Campaign(String source, String medium, String name) {
    public static final String NOT_SET = "(not set)";
    static final int MOST_LENGTH = 100;
}
