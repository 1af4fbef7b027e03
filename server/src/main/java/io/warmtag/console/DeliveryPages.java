package io.warmtag.console;

import io.vertx.core.Future;
import io.vertx.ext.web.Router;
import io.warmtag.audit.AuditStore;
import io.warmtag.db.Keyset;
import io.warmtag.destination.Delivery;
import io.warmtag.destination.DestinationServices;
import io.warmtag.destination.PeopleList;
import io.warmtag.destination.Target;
import io.warmtag.event.VisitorId;
import io.warmtag.web.Routes;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The inspector: what left, what came back, and why something did not leave. */
public final class DeliveryPages implements Routes {
    private static final String SECTION = "deliveries";
    private static final int ROWS = 50;

    private final Console console;
    private final DestinationServices services;
    private final AuditStore audit;

    /**
     * @param sandbox the built-in double answered
     * @param title of what is no event; null: it goes by its name
     */
    record Row(
            Delivery delivery,
            String destination,
            String why,
            boolean sandbox,
            @Nullable String title) {
        boolean ofSomebody() {
            return !delivery.person().equals(PeopleList.EVERYBODY);
        }

        String state() {
            return delivery.state().word();
        }

        boolean waits() {
            return delivery.state() == Delivery.State.WAITING;
        }

        boolean canReplay() {
            return delivery.state() == Delivery.State.DEAD || delivery.state() == Delivery.State.WITHHELD;
        }
    }

    record Choice(String value, String title, boolean selected) {}

    record IndexPage(
            List<Row> rows,
            List<Choice> destinations,
            List<Choice> states,
            boolean filtered,
            boolean paged,
            @Nullable String next) {}

    record AttemptRow(Delivery.Attempt attempt, String why) {
        boolean answered() {
            return attempt.status() != null;
        }
    }

    record ShowPage(Row row, String visitor, String data, String context, List<AttemptRow> attempts) {}

    public DeliveryPages(Console console, DestinationServices services, AuditStore audit) {
        this.console = console;
        this.services = services;
        this.audit = audit;
    }

    @Override
    public void mount(Router router) {
        String all = "/console/sites/:site/deliveries";
        router.get(all).handler(console.sitePage(this::index));
        router.get(all + "/:delivery").handler(console.sitePage(this::show));
        router.post(all + "/:delivery/replay").handler(console.sitePage(this::replay));
    }

    private Future<Void> index(Visit visit) {
        var filter = new Delivery.Filter(
                visit.query("destination")
                        .filter(text -> text.matches("\\d{1,9}"))
                        .map(Integer::valueOf),
                visit.query("state").flatMap(Delivery.State::ofWord));
        Keyset after = visit.query("cursor").flatMap(Keyset::parse).orElse(Keyset.NEWEST);
        return services.deliveries().list(visit.site(), filter, after, ROWS).compose(page -> {
            String query =
                    "?destination=" + filter.destination().map(String::valueOf).orElse("") + "&state="
                            + filter.state().map(Delivery.State::word).orElse("");
            return visit.show(
                    200,
                    "deliveries/index",
                    SECTION,
                    new IndexPage(
                            page.items().stream().map(each -> row(visit, each)).toList(),
                            services.targets().of(visit.site()).stream()
                                    .map(target -> new Choice(
                                            String.valueOf(target.id()),
                                            target.name(),
                                            filter.destination()
                                                    .filter(id -> id == target.id())
                                                    .isPresent()))
                                    .toList(),
                            Stream.of(Delivery.State.values())
                                    .map(state -> new Choice(
                                            state.word(),
                                            visit.text("delivery.state." + state.word()),
                                            filter.state().filter(state::equals).isPresent()))
                                    .toList(),
                            filter.destination().isPresent() || filter.state().isPresent(),
                            visit.query("cursor").isPresent(),
                            page.next()
                                    .map(next -> query + "&cursor=" + next.text())
                                    .orElse(null)));
        });
    }

    private Row row(Visit visit, Delivery delivery) {
        String name = services.targets()
                .find(visit.site().id(), delivery.destination())
                .map(Target::name)
                .orElseGet(() -> "#" + delivery.destination());
        return new Row(
                delivery,
                name,
                delivery.why().map(why -> ReasonText.of(visit, why)).orElse(""),
                Boolean.TRUE.equals(delivery.sandbox()),
                visit.knows("delivery.event." + delivery.name())
                        ? visit.text("delivery.event." + delivery.name())
                        : null);
    }

    private static long number(Visit visit) {
        return Optional.of(visit.pathParam("delivery"))
                .filter(text -> text.matches("\\d{1,18}"))
                .map(Long::parseLong)
                .orElseThrow(Visit::notFound);
    }

    private Future<Void> show(Visit visit) {
        return services.deliveries().find(visit.site(), number(visit)).compose(found -> {
            Delivery.Whole whole = found.orElseThrow(Visit::notFound);
            return visit.show(
                    200,
                    "deliveries/show",
                    SECTION,
                    new ShowPage(
                            row(visit, whole.delivery()),
                            VisitorId.text(whole.delivery().person()),
                            whole.sent().data().encodePrettily(),
                            whole.sent().context().encodePrettily(),
                            whole.attempts().stream()
                                    .map(attempt -> new AttemptRow(
                                            attempt,
                                            attempt.why()
                                                    .map(why -> ReasonText.of(visit, why))
                                                    .orElse("")))
                                    .toList()));
        });
    }

    private Future<Void> replay(Visit visit) {
        long number = number(visit);
        return services.deliveries()
                .replay(visit.site(), number)
                .compose(done -> done
                        ? audit.add(
                                visit.account().email(),
                                "delivery.replay",
                                visit.site().id(),
                                String.valueOf(number))
                        : Future.succeededFuture())
                .compose(noted -> visit.done(visit.sitePath("/deliveries/" + number), "replayed"));
    }
}
