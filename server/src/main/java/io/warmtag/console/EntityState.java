package io.warmtag.console;

import io.warmtag.console.LastFired.Fired;
import io.warmtag.container.Draft;
import io.warmtag.container.model.Entity;
import io.warmtag.container.model.Tag;
import java.util.List;
import java.util.stream.Stream;

/**
 * What is known of a tag, trigger or variable besides what is typed in its form.
 *
 * @param seen the draft's revision that is before the reader's eyes
 * @param conflict what has happened that he should know before he saves; empty: nothing
 * @param testPage on which a test of the tag begins
 */
record EntityState(
        boolean paused,
        long seen,
        String conflict,
        List<UseView> uses,
        String author,
        String changedAt,
        Fired fired,
        String testPage) {
    static final EntityState NEW = new EntityState(false, 0, "", List.of(), "", "", Fired.NEVER_DOES, "");

    /** Where it is used. */
    record UseView(String kind, String name, String path) {}

    /** @param users whatever it is used by, or has made */
    static EntityState of(Visit visit, Draft draft, Entity entity, String conflict, Stream<Entity> users) {
        Draft.Stamp stamp = draft.stamps().get(entity.id());
        List<UseView> uses = users.distinct()
                .map(user -> new UseView(
                        visit.text("kind." + user.kind().code()), user.name(), visit.sitePath(EntityKind.path(user))))
                .toList();
        return new EntityState(
                entity instanceof Tag tag && tag.paused(),
                draft.revision(entity.id()),
                conflict,
                uses,
                stamp == null ? "" : AuditView.who(stamp.author(), visit),
                stamp == null ? "" : visit.formats().relative(stamp.at(), visit.now()),
                Fired.NEVER_DOES,
                "");
    }

    EntityState withTest(Fired other, String page) {
        return new EntityState(paused, seen, conflict, uses, author, changedAt, other, page);
    }
}
