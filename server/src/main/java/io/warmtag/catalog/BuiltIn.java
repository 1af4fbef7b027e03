package io.warmtag.catalog;

import java.util.Optional;

/**
 * A variable that every container has under a fixed name.
 *
 * @param type id of an ordinary variable type
 * @param group id of a group, for menus
 * @param gtm what Google Tag Manager's exports call it
 */
public record BuiltIn(String name, String type, Value.Fields params, String group, Words help, Optional<String> gtm) {}
