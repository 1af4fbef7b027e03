package io.warmtag.console;

import io.vertx.core.Future;
import io.vertx.ext.web.Router;
import io.warmtag.audit.AuditStore;
import io.warmtag.db.Keyset;
import io.warmtag.db.Page;
import io.warmtag.event.VisitorId;
import io.warmtag.people.Joins;
import io.warmtag.web.Routes;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Who might be one person and isn't said to be: to be decided by hand; and what was decided, to be taken back. */
public final class JoinPages implements Routes {
    private static final int ROWS = 50;
    private static final int DECIDED = 20;

    private final Console console;
    private final Joins joins;
    private final AuditStore audit;

    /** @param next the address of the next page; null on the last one */
    record JoinsPage(
            List<Doubt> open,
            List<Decision> decided,
            boolean paged,
            @Nullable String next,
            @Nullable String earlier) {}

    /**
     * @param field what they share, as named under {@code contact.field.}
     * @param reason why they were not joined, as named under {@code person.reason.}
     * @param holders how many visitors have it
     */
    record Doubt(String one, String other, String field, String reason, int holders, Instant found) {}

    record Decision(String id, String one, String other, boolean together, String by, Instant at) {}

    public JoinPages(Console console, Joins joins, AuditStore audit) {
        this.console = console;
        this.joins = joins;
        this.audit = audit;
    }

    @Override
    public void mount(Router router) {
        String all = "/console/sites/:site/joins";
        router.get(all).handler(console.sitePage(this::index));
        router.post(all).handler(console.sitePage(this::decide));
        router.post(all + "/:decision/undo").handler(console.sitePage(this::undo));
    }

    private Future<Void> index(Visit visit) {
        Keyset after = cursor(visit, "cursor");
        Keyset decidedAfter = cursor(visit, "decided");
        return joins.open(visit.site(), after, ROWS)
                .compose(open -> joins.decided(visit.site(), decidedAfter, DECIDED)
                        .compose(decided -> visit.show(200, "joins/index", "visitors", page(visit, open, decided))));
    }

    private static Keyset cursor(Visit visit, String name) {
        return visit.query(name).flatMap(Keyset::parse).orElse(Keyset.NEWEST);
    }

    private static JoinsPage page(Visit visit, Page<Joins.Open> open, Page<Joins.Decided> decided) {
        return new JoinsPage(
                open.items().stream()
                        .map(one -> new Doubt(
                                VisitorId.text(one.one()),
                                VisitorId.text(one.other()),
                                one.kind(),
                                one.reason(),
                                one.holders(),
                                one.found()))
                        .toList(),
                decided.items().stream()
                        .map(one -> new Decision(
                                String.valueOf(one.number()),
                                VisitorId.text(one.one()),
                                VisitorId.text(one.other()),
                                one.together(),
                                one.by(),
                                one.at()))
                        .toList(),
                visit.query("cursor").isPresent() || visit.query("decided").isPresent(),
                open.next().map(next -> "?cursor=" + next.text()).orElse(null),
                decided.next().map(next -> "?decided=" + next.text()).orElse(null));
    }

    private Future<Void> decide(Visit visit) {
        var form = new Form(visit);
        UUID one = visitor(form.text("one"));
        UUID other = visitor(form.text("other"));
        boolean together = form.text("decision").equals("together");
        if (one.equals(other)) {
            return ConsoleFrontPages.refuse(422);
        }
        String actor = visit.account().email();
        return joins.decide(visit.site(), one, other, together, actor)
                .compose(done -> note(visit, together ? "person.join" : "person.part", one, other))
                .compose(noted -> visit.done(visit.sitePath("/joins"), together ? "person_join" : "person_part"));
    }

    private static UUID visitor(String text) {
        return Optional.ofNullable(VisitorId.parse(text)).orElseThrow(Visit::notFound);
    }

    private Future<Void> note(Visit visit, String action, UUID one, UUID other) {
        return audit.add(
                visit.account().email(), action, visit.site().id(), VisitorId.text(one) + " " + VisitorId.text(other));
    }

    private Future<Void> undo(Visit visit) {
        String number = visit.pathParam("decision");
        if (!number.matches("\\d{1,18}")) {
            return Future.failedFuture(Visit.notFound());
        }
        return joins.takeBack(visit.site(), Long.parseLong(number))
                .compose(both -> both.isEmpty()
                        ? Future.failedFuture(Visit.notFound())
                        : note(visit, "person.undecide", both.get(0), both.get(1))
                                .compose(noted -> visit.done(visit.sitePath("/joins"), "person_undecide")));
    }
}
