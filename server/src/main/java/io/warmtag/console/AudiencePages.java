package io.warmtag.console;

import io.vertx.core.Future;
import io.vertx.ext.web.Router;
import io.warmtag.catalog.Problem;
import io.warmtag.catalog.Value;
import io.warmtag.catalog.ValueJson;
import io.warmtag.console.ConditionView.NodeView;
import io.warmtag.db.Keyset;
import io.warmtag.db.Page;
import io.warmtag.event.VisitorId;
import io.warmtag.rule.Audience;
import io.warmtag.rule.AudienceDraft;
import io.warmtag.rule.AudienceEditor.Outcome;
import io.warmtag.rule.AudienceEditor.Use;
import io.warmtag.rule.AudienceServices;
import io.warmtag.rule.AudienceStore.Size;
import io.warmtag.rule.Member;
import io.warmtag.rule.audience.model.ConditionJson;
import io.warmtag.web.Routes;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The site's audiences: who is in them, why, and what they mean. */
public final class AudiencePages implements Routes {
    private static final int ROWS = 50;
    private static final int USUAL_DAYS = 30;
    private static final String SECTION = "audiences";

    private final Console console;
    private final AudienceServices audiences;

    /** @param filling whether one of them is not complete yet */
    record ListPage(List<Row> audiences, boolean filling) {}

    /** @param percent of everybody who was weighed so far; null when all are */
    record Row(
            int id,
            String name,
            String what,
            long members,
            @Nullable Long percent) {
        boolean fills() {
            return percent != null;
        }
    }

    /**
     * The form.
     *
     * @param id 0: of a new one
     * @param tried what came of trying it; null while it can't be tried
     */
    record FormPage(
            int id,
            String title,
            String action,
            Field name,
            Field notes,
            NodeView root,
            List<String> problems,
            @Nullable ConditionTrial tried) {
        /** Its id in the page. */
        String form() {
            return "audience";
        }
    }

    record DetailPage(
            Row audience,
            String notes,
            List<MemberView> members,
            List<Use> uses,
            boolean paged,
            @Nullable String next) {
        int usualDays() {
            return USUAL_DAYS;
        }
    }

    record MemberView(String id, Instant since) {}

    public AudiencePages(Console console, AudienceServices audiences) {
        this.console = console;
        this.audiences = audiences;
    }

    @Override
    public void mount(Router router) {
        String all = "/console/sites/:site/audiences";
        router.get(all).handler(console.sitePage(this::list));
        router.post(all).handler(console.sitePage(visit -> save(visit, 0)));
        router.get(all + "/new").handler(console.sitePage(this::blank));
        router.get(all + "/:id").handler(console.sitePage(this::show));
        router.post(all + "/:id")
                .handler(console.sitePage(visit -> save(visit, find(visit).id())));
        router.get(all + "/:id/edit").handler(console.sitePage(this::edit));
        router.post(all + "/:id/delete").handler(console.sitePage(this::delete));
    }

    private Collection<Audience> all(Visit visit) {
        return audiences.directory().of(visit.site().id());
    }

    private Audience find(Visit visit) {
        return EntityPages.number(visit.pathParam("id"))
                .flatMap(id -> audiences.directory().find(visit.site().id(), id))
                .orElseThrow(Visit::notFound);
    }

    private Future<Void> list(Visit visit) {
        return audiences.store().sizes(visit.site().id()).compose(sizes -> {
            List<Row> rows = all(visit).stream()
                    .sorted(Comparator.comparing(Audience::name, String.CASE_INSENSITIVE_ORDER))
                    .map(audience -> row(visit, audience, sizes))
                    .toList();
            return visit.show(
                    200,
                    "audiences/index",
                    SECTION,
                    new ListPage(rows, rows.stream().anyMatch(Row::fills)));
        });
    }

    private Row row(Visit visit, Audience audience, Map<Integer, Size> sizes) {
        Size size = sizes.getOrDefault(audience.id(), new Size(0, Optional.empty()));
        Long percent = size.filling()
                .map(progress -> progress.of() == 0 ? 0L : Math.min(99, progress.filled() * 100 / progress.of()))
                .orElse(null);
        return new Row(audience.id(), audience.name(), sentence(visit, audience), size.members(), percent);
    }

    private String sentence(Visit visit, Audience audience) {
        return visit.say(audiences.directory().text(audience.site()).of(audience.condition()));
    }

    private Future<Void> blank(Visit visit) {
        var root = ConditionNode.group("all", List.of(ConditionNode.leaf("temperature")));
        return form(visit, 200, 0, new Typed("", "", root, ""), Wrongs.none(), Optional.empty());
    }

    private Future<Void> edit(Visit visit) {
        Audience audience = find(visit);
        var typed = new Typed(audience.name(), audience.notes(), ConditionForm.of(audience.condition()), "");
        return ConditionTrial.of(visit, audiences, typed.root)
                .compose(tried -> form(visit, 200, audience.id(), typed, Wrongs.none(), tried));
    }

    /** @param oneMore the table to which an empty row is added */
    private record Typed(String name, String notes, ConditionNode root, String oneMore) {
        private Value.Fields json() {
            var json = new TreeMap<String, Value>();
            json.put("name", Value.of(name));
            json.put("notes", Value.of(notes));
            json.put("condition", ConditionForm.json(root));
            return new Value.Fields(json);
        }
    }

    private static Typed typed(Visit visit) {
        ConditionNode root = ConditionNode.edited(visit.ctx().request().formAttributes());
        return new Typed(
                EntityPages.form(visit, "name"),
                EntityPages.form(visit, "notes"),
                root,
                EntityPages.form(visit, "add"));
    }

    private Future<Void> save(Visit visit, int id) {
        Typed typed = typed(visit);
        boolean saves = EntityPages.form(visit, "then").isEmpty() && typed.oneMore.isEmpty();
        if (!saves) {
            return ConditionTrial.of(visit, audiences, typed.root)
                    .compose(tried -> form(visit, 200, id, typed, Wrongs.none(), tried));
        }
        var problems = new ArrayList<Problem>();
        Optional<AudienceDraft> draft = AudienceDraft.read(typed.json(), problems);
        if (draft.isEmpty()) {
            return form(visit, 422, id, typed, Wrongs.of(visit, problems), Optional.empty());
        }
        if (id != 0 && visit.seen().isOvertaken(stored(find(visit)))) {
            return form(visit, 409, id, typed, Wrongs.none(), Optional.empty());
        }
        String author = visit.account().email();
        Future<Outcome> saved = id == 0
                ? audiences.editor().create(visit.site().id(), draft.get(), author)
                : audiences.editor().update(visit.site().id(), id, draft.get(), author);
        return saved.compose(outcome -> {
            if (outcome instanceof Outcome.Done done) {
                return visit.done(visit.sitePath("/audiences/" + done.id()), "saved");
            } else if (outcome instanceof Outcome.Refused refused) {
                return form(visit, 422, id, typed, Wrongs.of(visit, refused.problems()), Optional.empty());
            }
            return Future.failedFuture(Visit.notFound());
        });
    }

    private Future<Void> form(
            Visit visit, int status, int id, Typed typed, Wrongs wrongs, Optional<ConditionTrial> tried) {
        if (id != 0 && status != 409) {
            visit.seen().shows(stored(find(visit)));
        }
        List<Audience> others = all(visit).stream()
                .filter(audience -> audience.id() != id)
                .sorted(Comparator.comparing(Audience::name, String.CASE_INSENSITIVE_ORDER))
                .toList();
        NodeView root = new ConditionView(visit, wrongs, others, typed.oneMore).of(typed.root, "condition");
        var name = new Field("name", typed.name, blankToNull(wrongs.take("name")));
        var notes = new Field("notes", typed.notes, blankToNull(wrongs.take("notes")));
        var page = new FormPage(
                id,
                visit.text(id == 0 ? "audiences.new" : "audiences.edit"),
                visit.sitePath("/audiences" + (id == 0 ? "" : "/" + id)),
                name,
                notes,
                root,
                wrongs.rest(),
                tried.orElse(null));
        return visit.show(status, "audiences/form", SECTION, page);
    }

    private static List<String> stored(Audience audience) {
        String condition = ValueJson.write(ConditionJson.write(audience.condition()));
        return List.of(audience.name(), audience.notes(), condition);
    }

    private static @Nullable String blankToNull(String text) {
        return text.isEmpty() ? null : text;
    }

    private Future<Void> show(Visit visit) {
        Audience audience = find(visit);
        int site = visit.site().id();
        Keyset after = visit.query("cursor").flatMap(Keyset::parse).orElse(Keyset.NEWEST);
        Future<Map<Integer, Size>> sizes = audiences.store().sizes(site);
        Future<Page<Member>> members = audiences.store().members(site, audience.id(), after, ROWS);
        Future<List<Use>> uses = audiences.editor().usesOf(site, audience.id());
        return Future.all(sizes, members, uses)
                .compose(all -> visit.show(
                        200,
                        "audiences/show",
                        SECTION,
                        new DetailPage(
                                row(visit, audience, sizes.result()),
                                audience.notes(),
                                members.result().items().stream()
                                        .map(member -> new MemberView(VisitorId.text(member.person()), member.since()))
                                        .toList(),
                                uses.result(),
                                visit.query("cursor").isPresent(),
                                members.result().next().map(Keyset::text).orElse(null))));
    }

    private Future<Void> delete(Visit visit) {
        Audience audience = find(visit);
        return audiences
                .editor()
                .delete(audience.site(), audience.id(), visit.account().email())
                .compose(outcome -> outcome instanceof Outcome.Refused
                        ? visit.done(visit.sitePath("/audiences/" + audience.id()), "audience.used")
                        : visit.done(visit.sitePath("/audiences"), "deleted"));
    }
}
