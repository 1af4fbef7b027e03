package io.warmtag.console;

import io.vertx.core.Future;
import io.warmtag.audit.AuditStore;
import io.warmtag.destination.Destination;
import io.warmtag.destination.DestinationServices;
import io.warmtag.destination.Disclosure;
import io.warmtag.destination.Health;
import io.warmtag.destination.Target;
import io.warmtag.destination.Target.State;
import java.util.Optional;

/** What the pages about destinations share: the one that is meant, how it is doing, and what is noted of a change. */
final class DestinationDesk {
    private final DestinationServices services;
    private final AuditStore audit;

    DestinationDesk(DestinationServices services, AuditStore audit) {
        this.services = services;
        this.audit = audit;
    }

    /**
     * @param state as in messages: a running one that has trouble is failing
     * @param discloses it gets contact data in clear
     */
    record Row(Target target, String state, Health health, String stopped, boolean discloses) {
        boolean running() {
            return target.isOn();
        }
    }

    Row row(Visit visit, Target target, Health health) {
        return new Row(
                target,
                target.isOn() && health.failingSince() != null
                        ? "failing"
                        : target.state().word(),
                health,
                target.stopped().map(why -> ReasonText.of(visit, why)).orElse(""),
                Disclosure.isOf(kind(target), target.settings()));
    }

    Target find(Visit visit) {
        String id = visit.pathParam("destination");
        return Optional.of(id)
                .filter(text -> text.matches("\\d{1,9}"))
                .flatMap(text -> services.targets().find(visit.site().id(), Integer.parseInt(text)))
                .filter(target -> target.state() != State.DELETED)
                .orElseThrow(Visit::notFound);
    }

    Destination kind(Target target) {
        return services.kinds().get(target.kind()).destination();
    }

    /** What was saved; and if contact data gets somewhere with it, that too. */
    Future<Void> noteSaved(Visit visit, String action, Target before, Target after) {
        boolean discloses = Disclosure.isNew(kind(after), before.settings(), after.settings());
        return note(visit, action, after)
                .compose(noted -> discloses ? note(visit, "destination.disclose", after) : Future.succeededFuture());
    }

    Future<Void> note(Visit visit, String action, Target target) {
        return audit.add(visit.account().email(), action, visit.site().id(), target.name());
    }
}
