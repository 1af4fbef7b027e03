package io.warmtag.api;

import static io.vertx.core.http.HttpMethod.GET;
import static io.vertx.core.http.HttpMethod.POST;

import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.warmtag.account.Scope;
import io.warmtag.audit.AuditStore;
import io.warmtag.event.OrderReport.Stage;
import io.warmtag.event.VisitorId;
import io.warmtag.people.Order;
import io.warmtag.people.OrderDraft;
import io.warmtag.people.OrderFilter;
import io.warmtag.people.OrderImport;
import io.warmtag.people.OrderStore.Report;
import io.warmtag.people.Orders;
import io.warmtag.people.Orders.Outcome;
import io.warmtag.people.PeopleServices;
import io.warmtag.site.Site;
import io.warmtag.text.Currencies;
import io.warmtag.web.HttpProblem;
import io.warmtag.web.HttpProblem.Field;
import java.math.BigDecimal;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;

/** Orders: those of the shop's pages and those that another system tells. */
public final class OrdersApi implements ApiPart {
    private static final List<String> CONTACT =
            List.of("user_id", "email", "phone", "first_name", "last_name", "city", "country");

    private static final String CURRENCY = "must be a code of ISO 4217, like BDT or USD.";

    private final Orders orders;
    private final OrderImport imports;
    private final AuditStore audit;
    private final Clock clock;

    public OrdersApi(PeopleServices people, AuditStore audit, Clock clock) {
        this.orders = people.orders();
        this.imports = people.imports();
        this.audit = audit;
        this.clock = clock;
    }

    @Override
    public void addTo(Endpoints endpoints) {
        endpoints.add(GET, "/sites/:site/orders", Scope.ORDERS_READ, this::list);
        endpoints.add(POST, "/sites/:site/orders", Scope.ORDERS_WRITE, this::place);
        endpoints.add(POST, "/sites/:site/orders/import", Scope.ORDERS_WRITE, this::take);
        endpoints.add(GET, "/sites/:site/orders/:order", Scope.ORDERS_READ, this::show);
        endpoints.add(POST, "/sites/:site/orders/:order/stages", Scope.ORDERS_WRITE, this::report);
    }

    private Future<Answer> list(Call call) {
        call.takesList("stage", "q");
        Optional<Stage> stage = call.parameter("stage")
                .map(code ->
                        Stage.ofCode(code).orElseThrow(() -> Call.bad("stage", "must be one of " + stages() + ".")));
        var filter = new OrderFilter(stage, call.parameter("q").orElse("").trim());
        return orders.store()
                .list(call.site(), filter, call.cursor(), call.limit())
                .map(page -> Answer.page(page.map(OrdersApi::json)));
    }

    private static String stages() {
        return String.join(", ", Arrays.stream(Stage.values()).map(Stage::code).toList());
    }

    private static JsonObject json(Order order) {
        var stages = new JsonObject();
        order.stages().forEach((stage, at) -> stages.put(stage.code(), at.toString()));
        return new JsonObject()
                .put("transaction_id", order.number())
                .put("visitor", order.person() == null ? null : VisitorId.text(order.person()))
                .put("stage", order.stage().code())
                .put("stages", stages)
                .put("value", order.value())
                .put("currency", order.currency())
                .put("first_seen", order.firstSeen().toString());
    }

    private Future<Answer> place(Call call) {
        call.takesOnly();
        Site site = call.site();
        var input = new Input(call.body());
        OrderDraft draft = draft(input, site);
        input.refuseOthers();
        input.check();
        return orders.place(site, draft)
                .map(OrdersApi::taken)
                .compose(order -> note(call, site, "order.create", order.number())
                        .map(noted -> Answer.created(
                                Endpoints.BASE + "/sites/" + site.publicId() + "/orders/" + encoded(order.number()),
                                json(order))));
    }

    private static String encoded(String number) {
        return URLEncoder.encode(number, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private OrderDraft draft(Input input, Site site) {
        String visitor = input.text("visitor", () -> "");
        UUID named = visitor.isEmpty() ? null : VisitorId.parse(visitor);
        if (!visitor.isEmpty() && named == null) {
            input.wrong("visitor", "must be the 22 characters of the cookie _wt.");
        }
        var contact = new JsonObject();
        for (String field : CONTACT) {
            String text = input.text(field, () -> "");
            if (!text.isBlank()) {
                contact.put(field, text);
            }
        }
        String currency = input.text("currency", site::currency).toUpperCase(Locale.ROOT);
        if (!Currencies.has(currency)) {
            input.wrong("currency", CURRENCY);
        }
        double value = input.number("value", () -> -1.0);
        if (input.has("value") && !(value >= 0 && value < 1e12)) {
            input.wrong("value", "must be a sum of money, not below 0.");
        }
        return new OrderDraft(
                input.has("transaction_id") ? input.text("transaction_id", () -> "") : null,
                named,
                contact,
                stage(input, Stage.PLACED),
                value < 0 ? null : BigDecimal.valueOf(value),
                currency,
                input.objects("items"),
                new OrderDraft.Told(time(input), OrderDraft.Told.API, ordered(input)));
    }

    private static String ordered(Input input) {
        String way = input.text("action_source", () -> "");
        if (!way.isEmpty() && !OrderDraft.WAYS.contains(way)) {
            input.wrong("action_source", "must be one of " + String.join(", ", OrderDraft.WAYS) + ".");
        }
        return way;
    }

    private static Stage stage(Input input, Stage otherwise) {
        String code = input.text("stage", otherwise::code);
        return Stage.ofCode(code).orElseGet(() -> {
            input.wrong("stage", "must be one of " + stages() + ".");
            return otherwise;
        });
    }

    private long time(Input input) {
        long now = clock.millis();
        String text = input.text("time", () -> "");
        if (text.isEmpty()) {
            return now;
        }
        try {
            return Instant.parse(text).toEpochMilli();
        } catch (DateTimeException e) {
            input.wrong("time", "must be a time in ISO 8601 UTC, like 2026-05-20T12:00:00Z.");
            return now;
        }
    }

    /** The order; what is wrong is thrown as the problem to answer. */
    private static Order taken(Outcome outcome) {
        if (outcome instanceof Outcome.Refused refused) {
            String message = switch (refused.why()) {
                case EXISTS -> "names an order that is known: report how it went on to its stages.";
                case UNKNOWN -> "names no order of this site.";
                case NOBODY -> "or visitor, user_id or email is needed, and must be one: nobody can be made out.";
                case TOO_LONG -> "must have 1 to 200 characters.";
                case CHARACTERS -> Texts.REMEDY;
                case CURRENCY -> CURRENCY;
                case FUTURE -> "is after now.";
                case ANCIENT -> "is before 1970: leave it out where nobody knows it.";
            };
            int status = switch (refused.why()) {
                case EXISTS -> 409;
                case UNKNOWN -> 404;
                default -> 422;
            };
            throw new HttpProblem(
                    status, "Field " + refused.field() + " " + message, List.of(new Field(refused.field(), message)));
        }
        return Orders.order(outcome).orElseThrow();
    }

    private Future<Answer> show(Call call) {
        call.takesOnly();
        Site site = call.site();
        return find(call, site)
                .compose(order -> orders.store().history(site, order).map(history -> {
                    var reports = new JsonArray();
                    history.forEach(report -> reports.add(json(report)));
                    return Answer.of(json(order).put("history", reports));
                }));
    }

    private Future<Order> find(Call call, Site site) {
        String number = number(call);
        return orders.store()
                .find(site, number)
                .map(found -> found.orElseThrow(() -> new HttpProblem(404, "There is no order " + number + ".")));
    }

    private static String number(Call call) {
        return URLDecoder.decode(call.ctx().pathParam("order").replace("+", "%2B"), StandardCharsets.UTF_8);
    }

    private static JsonObject json(Report report) {
        return new JsonObject()
                .put("event", report.event().toString())
                .put("stage", report.stage().code())
                .put("time", report.time().toString())
                .put("received", report.received().toString());
    }

    private Future<Answer> report(Call call) {
        call.takesOnly();
        Site site = call.site();
        String number = number(call);
        var input = new Input(call.body());
        Stage stage = stage(input, Stage.CONFIRMED);
        if (!input.has("stage")) {
            input.wrong("stage", "is missing.");
        }
        var told = new OrderDraft.Told(time(input), OrderDraft.Told.API);
        input.refuseOthers();
        input.check();
        return orders.report(site, number, stage, told)
                .compose(outcome -> note(
                                call,
                                site,
                                "order." + stage.code(),
                                taken(outcome).number())
                        .map(noted -> Answer.of(json(taken(outcome)))));
    }

    private Future<Answer> take(Call call) {
        call.takesOnly();
        Site site = call.site();
        var input = new Input(call.body());
        String table = input.text("csv", input.required("csv", ""));
        input.refuseOthers();
        input.check();
        return imports.take(site, table).compose(report -> {
            if (report.unusable() != null) {
                String message = switch (report.unusable()) {
                    case NO_NUMBER_COLUMN -> "must begin with a row that names the columns, transaction_id among them.";
                    case TOO_MANY_ROWS -> "has more than " + OrderImport.MOST_ROWS + " rows: send it in parts.";
                };
                throw new HttpProblem(422, "Field csv " + message, List.of(new Field("csv", message)));
            }
            return note(call, site, "order.import", String.valueOf(report.rows().size()))
                    .map(noted -> Answer.of(json(report)));
        });
    }

    private static JsonObject json(OrderImport.Report report) {
        var json = new JsonObject();
        for (OrderImport.Result result : OrderImport.Result.values()) {
            json.put(result.code(), report.count(result));
        }
        var rows = new JsonArray();
        report.rows()
                .forEach(row -> rows.add(new JsonObject()
                        .put("line", row.line())
                        .put("transaction_id", row.number())
                        .put("result", row.result().code())
                        .put("field", row.field())
                        .put("why", row.why())));
        return json.put("rows", rows);
    }

    private Future<Void> note(Call call, Site site, String action, String subject) {
        return audit.add(call.caller().actor(), action, site.id(), subject);
    }
}
