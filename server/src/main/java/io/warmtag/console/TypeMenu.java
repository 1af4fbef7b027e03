package io.warmtag.console;

import io.warmtag.catalog.Catalog;
import io.warmtag.catalog.TypeSpec;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * All types of a kind by their groups, to choose one.
 *
 * @param kind in message keys, like {@code tags}
 * @param tag that a new trigger is for; empty: none
 */
record TypeMenu(String kind, String query, String tag, List<TypeGroup> groups) {
    record TypeGroup(String title, List<Choice> types) {}

    record Choice(String title, String help, String path) {}

    /** @param query what their titles, helps or names must contain; empty: all */
    static TypeMenu of(Visit visit, Catalog catalog, EntityKind kind, String query) {
        String wanted = query.toLowerCase(Locale.ROOT);
        String tag = visit.query("tag").orElse("");
        Map<String, List<Choice>> groups = new LinkedHashMap<>();
        for (TypeSpec type : catalog.types(kind.kind())) {
            String title = type.title().in(visit.language());
            String help = type.help().in(visit.language());
            String text = (title + " " + type.title().en() + " " + help + " " + type.id() + " " + type.gtm())
                    .toLowerCase(Locale.ROOT);
            if (text.contains(wanted)) {
                groups.computeIfAbsent(type.group(), id -> new ArrayList<>())
                        .add(new Choice(
                                title,
                                help,
                                visit.sitePath("/" + kind.path() + "/new?type=" + type.id()
                                        + (tag.isEmpty() ? "" : "&tag=" + Visit.encode(tag)))));
            }
        }
        List<TypeGroup> all = new ArrayList<>();
        groups.forEach((id, types) -> all.add(new TypeGroup(catalog.group(id).in(visit.language()), types)));
        return new TypeMenu(kind.path(), query, tag, all);
    }
}
