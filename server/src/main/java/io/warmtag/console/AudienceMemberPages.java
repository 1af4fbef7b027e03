package io.warmtag.console;

import io.vertx.core.Future;
import io.vertx.ext.web.Router;
import io.warmtag.audit.AuditStore;
import io.warmtag.db.Keyset;
import io.warmtag.event.VisitorId;
import io.warmtag.people.Contacts;
import io.warmtag.people.KnownContact;
import io.warmtag.people.contact.ContactField;
import io.warmtag.rule.Audience;
import io.warmtag.rule.AudienceServices;
import io.warmtag.rule.Member;
import io.warmtag.rule.audience.model.ConditionText;
import io.warmtag.rule.audience.model.Finding;
import io.warmtag.web.Routes;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Why somebody is in an audience or isn't, and all who are, as a file. */
public final class AudienceMemberPages implements Routes {
    private static final int MOST_EXPORTED = 500;
    private static final String SECTION = "audiences";

    private final Console console;
    private final AudienceServices audiences;
    private final Contacts contacts;
    private final AuditStore audit;

    record Of(int id, String name) {}

    record WhyPage(Of audience, String visitor, FoundView found) {}

    record FoundView(boolean holds, String text, String found, List<FoundView> parts) {}

    public AudienceMemberPages(Console console, AudienceServices audiences, Contacts contacts, AuditStore audit) {
        this.console = console;
        this.audiences = audiences;
        this.contacts = contacts;
        this.audit = audit;
    }

    @Override
    public void mount(Router router) {
        String all = "/console/sites/:site/audiences/:id/members";
        router.get(all + ".csv").handler(console.sitePage(visit -> export(visit, find(visit), Told.NOTHING)));
        router.post(all + ".csv").handler(console.sitePage(this::exportContacts));
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
                            found(visit, audiences.directory().text(site), finding)));
        });
    }

    /** A finding in words. */
    static FoundView found(Visit visit, ConditionText words, Finding finding) {
        Double number = finding.number();
        String text = finding.text();
        String found = number != null
                ? visit.formats().decimal(number, 2)
                : text == null
                        ? ""
                        : visit.knows("condition.found." + text) ? visit.text("condition.found." + text) : text;
        return new FoundView(
                finding.holds(),
                visit.say(words.of(finding.condition())),
                found,
                finding.parts().stream().map(part -> found(visit, words, part)).toList());
    }

    /** What is told of a member beside who he is. */
    private enum Told {
        NOTHING,
        /** As ad networks take it. */
        HASHED,
        /** Noted in the audit. */
        CLEAR
    }

    private Future<Void> exportContacts(Visit visit) {
        Audience audience = find(visit);
        Told told = EntityPages.form(visit, "contacts").equals("clear") ? Told.CLEAR : Told.HASHED;
        String action = told == Told.CLEAR ? "audience.export_clear" : "audience.export";
        return audit.add(visit.account().email(), action, audience.site(), audience.name())
                .compose(noted -> export(visit, audience, told));
    }

    /** One visitor a line, written page by page: a million of them don't fit into memory. */
    private Future<Void> export(Visit visit, Audience audience, Told told) {
        var response = visit.ctx().response();
        response.setChunked(true)
                .putHeader("Content-Type", "text/csv; charset=utf-8")
                .putHeader("Cache-Control", "no-store")
                .putHeader("Content-Disposition", "attachment; filename=\"audience-" + audience.id() + ".csv\"");
        String head = told == Told.NOTHING ? "visitor,since" : "visitor,since,email,phone";
        return response.write(head + "\r\n").compose(begun -> page(visit, audience, told, Keyset.NEWEST));
    }

    private Future<Void> page(Visit visit, Audience audience, Told told, Keyset after) {
        return audiences
                .store()
                .members(audience.site(), audience.id(), after, MOST_EXPORTED)
                .compose(page -> known(audience, told, page.items()).compose(known -> {
                    var lines = new StringBuilder();
                    page.items()
                            .forEach(member ->
                                    lines.append(line(member, told, known.getOrDefault(member.person(), List.of()))));
                    var response = visit.ctx().response();
                    return page.next().isPresent()
                            ? response.write(lines.toString())
                                    .compose(written -> page(
                                            visit, audience, told, page.next().get()))
                            : response.end(lines.toString());
                }));
    }

    private Future<Map<UUID, List<KnownContact>>> known(Audience audience, Told told, List<Member> members) {
        return told == Told.NOTHING || members.isEmpty()
                ? Future.succeededFuture(Map.of())
                : contacts.of(
                        audience.site(), members.stream().map(Member::person).toList());
    }

    private static String line(Member member, Told told, List<KnownContact> known) {
        String visitor = VisitorId.text(member.person());
        return told == Told.NOTHING
                ? CsvText.line(visitor, member.since())
                : CsvText.line(
                        visitor,
                        member.since(),
                        first(known, ContactField.EMAIL, told),
                        CsvText.plain(first(known, ContactField.PHONE, told)));
    }

    /** What was heard last. Empty where only its hash is known and it is asked for in clear. */
    private static String first(List<KnownContact> known, ContactField field, Told told) {
        return known.stream()
                .map(KnownContact::value)
                .filter(value -> value.field() == field && !(told == Told.CLEAR && value.hashed()))
                .findFirst()
                .map(value -> told == Told.HASHED ? value.sha256() : value.text())
                .orElse("");
    }
}
