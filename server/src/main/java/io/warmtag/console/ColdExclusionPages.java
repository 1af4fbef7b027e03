package io.warmtag.console;

import io.vertx.core.Future;
import io.vertx.ext.web.Router;
import io.warmtag.rule.AudienceDraft;
import io.warmtag.rule.AudienceEditor.Outcome;
import io.warmtag.rule.AudienceServices;
import io.warmtag.rule.audience.model.Condition;
import io.warmtag.visitor.model.Temperature;
import io.warmtag.web.Routes;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The ready-made way to spend no ads on cold people: an audience in which nobody who ever bought ever is, and the form of the
 * list at Meta that follows it and can only leave people out.
 */
public final class ColdExclusionPages implements Routes {
    /** Has placed no order, whatever became of it: who was cancelled is wanted back all the same. */
    private static final Condition COLD = new Condition.Group(
            Condition.Mode.ALL, List.of(new Condition.HasTemperature(Set.of(Temperature.COLD)), Condition.Orders.NONE));

    private final Console console;
    private final AudienceServices audiences;

    public ColdExclusionPages(Console console, AudienceServices audiences) {
        this.console = console;
        this.audiences = audiences;
    }

    @Override
    public void mount(Router router) {
        router.post("/console/sites/:site/destinations/cold-exclusion").handler(console.sitePage(this::begin));
    }

    /** Uses the audience that means this already, if there is one. */
    private Future<Void> begin(Visit visit) {
        int site = visit.site().id();
        Optional<Integer> known = audiences.directory().of(site).stream()
                .filter(audience -> audience.condition().equals(COLD))
                .map(audience -> audience.id())
                .findFirst();
        if (known.isPresent()) {
            return form(visit, known.get());
        }
        var draft =
                new AudienceDraft(visit.text("destination.cold.audience"), visit.text("destination.cold.notes"), COLD);
        return audiences
                .editor()
                .create(site, draft, visit.account().email())
                .compose(outcome -> outcome instanceof Outcome.Done done
                        ? form(visit, done.id())
                        // The name means something else here: he chooses.
                        : visit.goTo(visit.sitePath("/destinations/new?kind=meta_audience")));
    }

    private static Future<Void> form(Visit visit, int audience) {
        return visit.goTo(visit.sitePath("/destinations/new?kind=meta_audience&cold=" + audience));
    }
}
