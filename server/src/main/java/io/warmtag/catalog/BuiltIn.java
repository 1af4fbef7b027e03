package io.warmtag.catalog;

/**
 * A variable that every container has under a fixed name.
 *
 * @param type id of an ordinary variable type
 * @param group id of a group, for menus
 */
public record BuiltIn(String name, String type, Value.Fields params, String group, Words help) {}
