package io.warmtag.console;

import io.vertx.core.Future;
import io.vertx.ext.web.Router;
import io.warmtag.audit.AuditStore;
import io.warmtag.event.VisitorId;
import io.warmtag.people.PersonServices;
import io.warmtag.web.Routes;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;

/** Takes all that is stored of a person out as a file, and erases him. */
public final class PersonPages implements Routes {
    private static final String SECTION = "visitors";

    private final Console console;
    private final PersonServices persons;
    private final AuditStore audit;

    /** @param visitors how many ids he has */
    record ErasePage(String id, int visitors, Field word) {}

    public PersonPages(Console console, PersonServices persons, AuditStore audit) {
        this.console = console;
        this.persons = persons;
        this.audit = audit;
    }

    @Override
    public void mount(Router router) {
        String person = "/console/sites/:site/visitors/:visitor";
        router.post(person + "/export").handler(console.sitePage(this::export));
        router.get(person + "/erase").handler(console.sitePage(this::ask));
        router.post(person + "/erase").handler(console.sitePage(this::erase));
    }

    private Future<Void> export(Visit visit) {
        UUID visitor = visitor(visit);
        boolean clear = EntityPages.form(visit, "contacts").equals("clear");
        return known(visit, visitor)
                .compose(visitors -> audit.add(
                                visit.account().email(),
                                clear ? "person.export_clear" : "person.export",
                                visit.site().id(),
                                VisitorId.text(visitor))
                        .compose(noted -> write(visit, visitors, clear)));
    }

    private Future<List<UUID>> known(Visit visit, UUID visitor) {
        return persons.export()
                .visitors(visit.site(), visitor)
                .compose(visitors ->
                        visitors.isEmpty() ? Future.failedFuture(Visit.notFound()) : Future.succeededFuture(visitors));
    }

    private Future<Void> write(Visit visit, List<UUID> visitors, boolean clear) {
        var response = visit.ctx().response();
        response.setChunked(true)
                .putHeader("Content-Type", "application/json")
                .putHeader("Cache-Control", "no-store")
                .putHeader("Content-Disposition", "attachment; filename=\"person.json\"");
        return persons.export()
                .write(visit.site(), visitors, clear, visit.now(), response::write)
                .compose(written -> response.end());
    }

    private Future<Void> ask(Visit visit) {
        UUID visitor = visitor(visit);
        return known(visit, visitor)
                .compose(visitors -> page(visit, 200, visitor, visitors, new Field("word", "", null)));
    }

    private static Future<Void> page(Visit visit, int status, UUID visitor, List<UUID> visitors, Field word) {
        var page = new ErasePage(VisitorId.text(visitor), visitors.size(), word);
        return visit.show(status, "visitor/erase", SECTION, page);
    }

    /** Only to who writes the word: it can't be undone. */
    private Future<Void> erase(Visit visit) {
        UUID visitor = visitor(visit);
        var form = new Form(visit);
        if (!form.text("word").toLowerCase(Locale.ROOT).equals(visit.text("erase.word"))) {
            form.wrong("word", "erase.wrong");
            return known(visit, visitor).compose(visitors -> page(visit, 422, visitor, visitors, form.field("word")));
        }
        return persons.erasing()
                .erase(visit.site(), visitor, visit.account().email())
                .compose(erased -> erased.isEmpty()
                        ? Future.failedFuture(Visit.notFound())
                        : visit.done(visit.sitePath("/visitors"), "person_erase"));
    }

    private static UUID visitor(Visit visit) {
        return Optional.ofNullable(VisitorId.parse(visit.pathParam("visitor"))).orElseThrow(Visit::notFound);
    }
}
