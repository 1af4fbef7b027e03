package io.warmtag.console;

import io.warmtag.catalog.Catalog;
import io.warmtag.catalog.TypeSpec;
import io.warmtag.console.Input.Option;
import io.warmtag.console.LastFired.Fired;
import io.warmtag.container.Draft;
import io.warmtag.container.model.Content;
import io.warmtag.container.model.Entity;
import io.warmtag.container.model.Folder;
import io.warmtag.container.model.Links;
import io.warmtag.container.model.Reference;
import io.warmtag.container.model.Tag;
import io.warmtag.container.model.Uses;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The tags, triggers or variables of a draft, as somebody wants to see them. */
final class EntityList {
    /** The most rows of a page; the others are found by searching. */
    static final int MOST_ROWS = 500;

    private final Visit visit;
    private final Catalog catalog;
    private final EntityKind kind;
    private final Draft draft;
    private final LastFired fired;
    private final Content content;
    private final Links links;
    private final Set<Integer> unused = new HashSet<>();

    /** What is asked for; empty texts ask for everything. */
    record Wish(String query, String type, String folder, String state, String sort) {
        static Wish of(Visit visit) {
            return new Wish(
                    visit.query("q").orElse("").toLowerCase(Locale.ROOT),
                    visit.query("type").orElse(""),
                    visit.query("folder").orElse(""),
                    visit.query("state").orElse(""),
                    visit.query("sort").orElse("name"));
        }
    }

    record Link(String name, String path) {}

    /**
     * @param triggers that fire a tag; of others empty
     * @param uses by how many others it is used
     */
    record RowView(
            Link link,
            int id,
            String type,
            List<Link> triggers,
            int uses,
            String folder,
            State state,
            Changed changed) {}

    record State(boolean paused, boolean unused, Fired fired) {}

    record Changed(String by, @Nullable Instant at) {}

    EntityList(Visit visit, Catalog catalog, EntityKind kind, Draft draft, LastFired fired) {
        this.visit = visit;
        this.catalog = catalog;
        this.kind = kind;
        this.draft = draft;
        this.fired = fired;
        this.content = draft.workspace().content();
        this.links = content.links(catalog);
        Uses.unused(content, catalog).forEach(entity -> unused.add(entity.id()));
    }

    /** How many there are, whatever is asked for. */
    int total() {
        return (int) all().stream().count();
    }

    private List<Entity> all() {
        return content.entities().values().stream()
                .filter(entity -> entity.kind() == kind.kind())
                .toList();
    }

    /** Those that fit, sorted; all of them. */
    List<RowView> rows(Wish wish) {
        List<RowView> rows = new ArrayList<>();
        for (Entity entity : all()) {
            if (fits(entity, wish)) {
                rows.add(row(entity));
            }
        }
        rows.sort(order(wish.sort));
        return rows;
    }

    private boolean fits(Entity entity, Wish wish) {
        boolean isPaused = entity instanceof Tag tag && tag.paused();
        return (wish.query.isEmpty()
                        || EntityText.of(entity).toLowerCase(Locale.ROOT).contains(wish.query))
                && (wish.type.isEmpty() || EntityPages.type(entity).equals(wish.type))
                && (wish.folder.isEmpty()
                        || entity.folder().map(String::valueOf).orElse("none").equals(wish.folder))
                && switch (wish.state) {
                    case "paused" -> isPaused;
                    case "running" -> !isPaused;
                    case "unused" -> unused.contains(entity.id());
                    default -> true;
                };
    }

    private RowView row(Entity entity) {
        Draft.Stamp stamp = draft.stamps().get(entity.id());
        return new RowView(
                link(entity),
                entity.id(),
                title(EntityPages.type(entity)),
                entity instanceof Tag tag
                        ? tag.firing().triggers().stream()
                                .flatMap(id -> content.find(id).stream())
                                .map(this::link)
                                .toList()
                        : List.of(),
                links.users(entity).size(),
                entity.folder().flatMap(content::find).map(Entity::name).orElse(""),
                new State(
                        entity instanceof Tag tag && tag.paused(),
                        unused.contains(entity.id()),
                        entity instanceof Tag tag ? fired.of(tag) : Fired.NEVER_DOES),
                new Changed(
                        stamp == null ? "" : AuditView.who(stamp.author(), visit), stamp == null ? null : stamp.at()));
    }

    private Link link(Entity entity) {
        return new Link(entity.name(), visit.sitePath(EntityKind.path(entity)));
    }

    private String title(String type) {
        return catalog.type(kind.kind(), type)
                .map(TypeSpec::title)
                .map(title -> title.in(visit.language()))
                .orElse(type);
    }

    private static Comparator<RowView> order(String sort) {
        Comparator<RowView> byName = Comparator.comparing(row -> row.link.name, String.CASE_INSENSITIVE_ORDER);
        return switch (sort) {
            case "type" ->
                Comparator.comparing(RowView::type, String.CASE_INSENSITIVE_ORDER)
                        .thenComparing(byName);
            case "changed" ->
                Comparator.comparing(
                                (RowView row) -> row.changed.at == null ? Instant.EPOCH : row.changed.at,
                                Comparator.reverseOrder())
                        .thenComparing(byName);
            case "uses" -> Comparator.comparing(RowView::uses).reversed().thenComparing(byName);
            default -> byName;
        };
    }

    /** The types that occur, by their titles. */
    List<Option> types(String chosen) {
        Map<String, String> types = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        all().forEach(entity -> types.putIfAbsent(title(EntityPages.type(entity)), EntityPages.type(entity)));
        return types.entrySet().stream()
                .map(type -> new Option(
                        type.getValue(), type.getKey(), type.getValue().equals(chosen)))
                .toList();
    }

    List<Option> folders(String chosen) {
        return content.folders().stream()
                .sorted(Comparator.comparing(Folder::name, String.CASE_INSENSITIVE_ORDER))
                .map(folder -> new Option(
                        String.valueOf(folder.id()),
                        folder.name(),
                        String.valueOf(folder.id()).equals(chosen)))
                .toList();
    }

    /** Built-in variables that are used, and by how many. */
    int usesOfBuiltIn(String name) {
        return links.users(new Reference.Target.Named(name)).size();
    }
}
