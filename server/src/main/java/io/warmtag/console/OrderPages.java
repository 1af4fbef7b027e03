package io.warmtag.console;

import io.vertx.core.Future;
import io.vertx.ext.web.Router;
import io.warmtag.audit.AuditStore;
import io.warmtag.db.Keyset;
import io.warmtag.db.Page;
import io.warmtag.event.OrderReport.Stage;
import io.warmtag.people.Order;
import io.warmtag.people.OrderDraft;
import io.warmtag.people.OrderFilter;
import io.warmtag.people.OrderStore;
import io.warmtag.people.OrderStore.Report;
import io.warmtag.people.Orders;
import io.warmtag.people.PeopleServices;
import io.warmtag.web.Routes;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Orders, newest first, and one with what became of it. */
public final class OrderPages implements Routes {
    static final String SECTION = "orders";
    private static final int ROWS = 50;

    private final Console console;
    private final Orders orders;
    private final AuditStore audit;

    /**
     * @param searched whether some are looked for
     * @param next the address of the next page; null on the last one
     */
    record OrdersPage(
            List<Tab> tabs,
            String stage,
            Field search,
            List<OrderView> orders,
            boolean searched,
            boolean paged,
            @Nullable String next) {}

    /** @param stage empty stands for all */
    record Tab(String stage, String path, boolean current) {}

    /** @param next the stages that it can still come to */
    record OrderPage(OrderView order, List<Reached> reached, List<Told> history, List<String> next) {}

    record Reached(String stage, Instant at) {}

    record Told(String stage, Instant at, Instant received) {}

    public OrderPages(Console console, PeopleServices people, AuditStore audit) {
        this.console = console;
        this.orders = people.orders();
        this.audit = audit;
    }

    @Override
    public void mount(Router router) {
        router.get("/console/sites/:site/orders").handler(console.sitePage(this::index));
        router.get("/console/sites/:site/orders/:order").handler(console.sitePage(this::show));
        router.post("/console/sites/:site/orders/:order/stages").handler(console.sitePage(this::report));
    }

    private Future<Void> index(Visit visit) {
        Optional<Stage> stage = visit.query("stage").flatMap(Stage::ofCode);
        String search = visit.query("q").orElse("");
        Keyset after = visit.query("cursor").flatMap(Keyset::parse).orElse(Keyset.NEWEST);
        return orders.store()
                .list(visit.site(), new OrderFilter(stage, search), after, ROWS)
                .compose(page -> visit.show(200, "orders/index", SECTION, page(visit, stage, search, page)));
    }

    private static OrdersPage page(Visit visit, Optional<Stage> stage, String search, Page<Order> page) {
        String word = stage.map(Stage::code).orElse("");
        String query = "?stage=" + word + "&q=" + Visit.encode(search);
        List<Tab> tabs = Stream.concat(Stream.of(""), Stream.of(Stage.values()).map(Stage::code))
                .map(one -> new Tab(
                        one, visit.sitePath("/orders" + (one.isEmpty() ? "" : "?stage=" + one)), one.equals(word)))
                .toList();
        return new OrdersPage(
                tabs,
                word,
                Field.of("q", search),
                page.items().stream()
                        .map(order -> OrderView.of(order, visit.site(), visit.formats()))
                        .toList(),
                !search.isEmpty(),
                visit.query("cursor").isPresent(),
                page.next()
                        .map(next -> visit.sitePath("/orders" + query + "&cursor=" + next.text()))
                        .orElse(null));
    }

    private Future<Void> show(Visit visit) {
        OrderStore store = orders.store();
        return store.find(visit.site(), visit.pathParam("order")).compose(found -> {
            Order order = found.orElseThrow(Visit::notFound);
            return store.history(visit.site(), order)
                    .compose(history -> visit.show(200, "orders/show", SECTION, page(visit, order, history)));
        });
    }

    private static OrderPage page(Visit visit, Order order, List<Report> history) {
        return new OrderPage(
                OrderView.of(order, visit.site(), visit.formats()),
                order.stages().entrySet().stream()
                        .map(one -> new Reached(one.getKey().code(), one.getValue()))
                        .toList(),
                history.stream()
                        .map(one -> new Told(one.stage().code(), one.time(), one.received()))
                        .toList(),
                Stream.of(Stage.values())
                        .filter(stage -> !order.stages().containsKey(stage))
                        .map(Stage::code)
                        .toList());
    }

    private Future<Void> report(Visit visit) {
        String number = visit.pathParam("order");
        Optional<Stage> stage = Stage.ofCode(new Form(visit).text("stage"));
        if (stage.isEmpty()) {
            return ConsoleFrontPages.refuse(422);
        }
        var told = new OrderDraft.Told(visit.now().toEpochMilli(), OrderDraft.Told.CONSOLE);
        return orders.report(visit.site(), number, stage.get(), told).compose(outcome -> {
            Order order = Orders.order(outcome).orElseThrow(Visit::notFound);
            String action = "order." + stage.get().code();
            return audit.add(visit.account().email(), action, visit.site().id(), number)
                    .compose(noted -> visit.done(
                            OrderView.of(order, visit.site(), visit.formats()).path(), "order_stage"));
        });
    }
}
