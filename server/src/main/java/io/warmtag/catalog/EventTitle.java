package io.warmtag.catalog;

/**
 * An event in a {@link Message}: said as people call it where the message files know it, else by its name.
 *
 * @param name as it is sent
 */
public record EventTitle(String name) {}
