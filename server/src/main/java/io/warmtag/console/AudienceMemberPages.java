package io.warmtag.console;

import io.vertx.core.Future;
import io.vertx.ext.web.Router;
import io.warmtag.db.Keyset;
import io.warmtag.event.VisitorId;
import io.warmtag.rule.Audience;
import io.warmtag.rule.AudienceServices;
import io.warmtag.rule.audience.model.Finding;
import io.warmtag.web.Routes;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Why somebody is in an audience or isn't, and all who are, as a file. */
public final class AudienceMemberPages implements Routes {
    private static final int MOST_EXPORTED = 500;
    private static final String SECTION = "audiences";

    private final Console console;
    private final AudienceServices audiences;

    record Of(int id, String name) {}

    record WhyPage(Of audience, String visitor, FoundView found) {}

    record FoundView(boolean holds, String text, String found, List<FoundView> parts) {}

    public AudienceMemberPages(Console console, AudienceServices audiences) {
        this.console = console;
        this.audiences = audiences;
    }

    @Override
    public void mount(Router router) {
        String all = "/console/sites/:site/audiences/:id/members";
        router.get(all + ".csv").handler(console.sitePage(this::export));
        router.get(all + "/:visitor").handler(console.sitePage(this::why));
    }

    private Audience find(Visit visit) {
        return EntityPages.number(visit.pathParam("id"))
                .flatMap(id -> audiences.directory().find(visit.site().id(), id))
                .orElseThrow(Visit::notFound);
    }

    private Future<Void> why(Visit visit) {
        Audience audience = find(visit);
        UUID person =
                Optional.ofNullable(VisitorId.parse(visit.pathParam("visitor"))).orElseThrow(Visit::notFound);
        int site = visit.site().id();
        return audiences.preview().explain(site, audience.condition(), person).compose(finding -> {
            return visit.show(
                    200,
                    "audiences/why",
                    SECTION,
                    new WhyPage(
                            new Of(audience.id(), audience.name()),
                            VisitorId.text(person),
                            found(visit, site, finding)));
        });
    }

    private FoundView found(Visit visit, int site, Finding finding) {
        Double number = finding.number();
        String text = finding.text();
        String found = number != null
                ? visit.formats().decimal(number, 2)
                : text == null
                        ? ""
                        : visit.knows("condition.found." + text) ? visit.text("condition.found." + text) : text;
        return new FoundView(
                finding.holds(),
                visit.say(audiences.directory().text(site).of(finding.condition())),
                found,
                finding.parts().stream().map(part -> found(visit, site, part)).toList());
    }

    /** One visitor a line, written page by page: a million of them don't fit into memory. */
    private Future<Void> export(Visit visit) {
        Audience audience = find(visit);
        var response = visit.ctx().response();
        response.setChunked(true)
                .putHeader("Content-Type", "text/csv; charset=utf-8")
                .putHeader("Cache-Control", "no-store")
                .putHeader("Content-Disposition", "attachment; filename=\"audience-" + audience.id() + ".csv\"");
        return response.write("visitor,since\r\n").compose(begun -> export(visit, audience, Keyset.NEWEST));
    }

    private Future<Void> export(Visit visit, Audience audience, Keyset after) {
        return audiences
                .store()
                .members(audience.site(), audience.id(), after, MOST_EXPORTED)
                .compose(page -> {
                    var lines = new StringBuilder();
                    page.items()
                            .forEach(member -> lines.append(VisitorId.text(member.person()))
                                    .append(',')
                                    .append(member.since())
                                    .append("\r\n"));
                    var response = visit.ctx().response();
                    return page.next().isPresent()
                            ? response.write(lines.toString())
                                    .compose(written ->
                                            export(visit, audience, page.next().get()))
                            : response.end(lines.toString());
                });
    }
}
