package io.warmtag.console;

import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.warmtag.audit.AuditStore;
import io.warmtag.event.OrderReport.Stage;
import io.warmtag.people.Amounts;
import io.warmtag.people.OrderDraft;
import io.warmtag.people.OrderImport;
import io.warmtag.people.Orders;
import io.warmtag.people.Orders.Outcome;
import io.warmtag.people.PeopleServices;
import io.warmtag.web.Routes;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** An order that was taken by phone or in the inbox, and whole tables of them. */
public final class OrderFormPages implements Routes {
    /** By what a form can be: what is ordered on the site tells of itself. */
    private static final List<String> WAYS = List.of("phone_call", "chat", "physical_store", "email", "other");

    private final Console console;
    private final Orders orders;
    private final OrderImport imports;
    private final AuditStore audit;

    record NewOrderPage(
            Field orderNumber,
            Field phone,
            Field email,
            Field name,
            Field value,
            Field items,
            List<Choice> ways,
            List<Choice> stages,
            String currency) {}

    record Choice(String code, boolean selected) {}

    /** @param report null before a table was sent */
    record ImportPage(Field csv, @Nullable ReportView report) {}

    record ReportView(long placed, long changed, long known, long wrong, List<OrderImport.Row> mistakes) {}

    public OrderFormPages(Console console, PeopleServices people, AuditStore audit) {
        this.console = console;
        this.orders = people.orders();
        this.imports = people.imports();
        this.audit = audit;
    }

    @Override
    public void mount(Router router) {
        router.get("/console/sites/:site/new-order").handler(console.sitePage(this::ask));
        router.post("/console/sites/:site/orders").handler(console.sitePage(this::place));
        router.get("/console/sites/:site/order-import").handler(console.sitePage(this::askTable));
        router.post("/console/sites/:site/order-import").handler(console.sitePage(this::take));
    }

    private Future<Void> ask(Visit visit) {
        return visit.show(200, "orders/new", OrderPages.SECTION, page(visit, new Form(visit)));
    }

    private static NewOrderPage page(Visit visit, Form form) {
        return new NewOrderPage(
                form.field("transaction_id"),
                form.field("phone"),
                form.field("email"),
                form.field("first_name"),
                form.field("value"),
                form.field("items"),
                choices(WAYS.stream(), form.text("ordered")),
                choices(
                        Stream.of(Stage.PLACED, Stage.CONFIRMED, Stage.DELIVERED)
                                .map(Stage::code),
                        form.text("stage")),
                visit.site().currency());
    }

    private static List<Choice> choices(Stream<String> codes, String chosen) {
        return codes.map(code -> new Choice(code, code.equals(chosen))).toList();
    }

    private Future<Void> place(Visit visit) {
        var form = new Form(visit);
        var contact = new JsonObject();
        for (String field : List.of("phone", "email", "first_name")) {
            if (!form.text(field).isEmpty()) {
                contact.put(field, form.text(field));
            }
        }
        Optional<BigDecimal> value = Amounts.read(form.text("value"));
        if (!form.text("value").isEmpty() && value.isEmpty()) {
            form.wrong("value", "order.wrong.value");
            return again(visit, form);
        }
        String number = form.text("transaction_id");
        var draft = new OrderDraft(
                number.isEmpty() ? null : number,
                null,
                contact,
                Stage.ofCode(form.text("stage")).orElse(Stage.PLACED),
                value.orElse(null),
                visit.site().currency(),
                items(form.text("items")),
                new OrderDraft.Told(
                        visit.now().toEpochMilli(),
                        OrderDraft.Told.CONSOLE,
                        WAYS.contains(form.text("ordered")) ? form.text("ordered") : ""));
        return orders.place(visit.site(), draft).compose(outcome -> {
            if (outcome instanceof Outcome.Refused refused) {
                form.wrong(refused.field(), "order.wrong." + refused.why().code());
                return again(visit, form);
            }
            OrderView order = OrderView.of(Orders.order(outcome).orElseThrow(), visit.site(), visit.formats());
            return audit.add(
                            visit.account().email(),
                            "order.create",
                            visit.site().id(),
                            order.number())
                    .compose(noted -> visit.done(order.path(), "order_created"));
        });
    }

    private static Future<Void> again(Visit visit, Form form) {
        return visit.show(422, "orders/new", OrderPages.SECTION, page(visit, form));
    }

    /** One a line, as they are named. */
    private static JsonArray items(String lines) {
        var items = new JsonArray();
        lines.lines()
                .map(String::trim)
                .filter(line -> !line.isEmpty())
                .limit(100)
                .forEach(line -> items.add(new JsonObject().put("item_name", line)));
        return items;
    }

    private Future<Void> askTable(Visit visit) {
        return visit.show(200, "orders/import", OrderPages.SECTION, new ImportPage(Field.of("csv", ""), null));
    }

    private Future<Void> take(Visit visit) {
        var form = new Form(visit);
        return imports.take(visit.site(), form.raw("csv")).compose(report -> {
            if (report.unusable() != null) {
                form.wrong("csv", "order.import." + report.unusable().name().toLowerCase(java.util.Locale.ROOT));
                return visit.show(422, "orders/import", OrderPages.SECTION, new ImportPage(form.field("csv"), null));
            }
            String rows = String.valueOf(report.rows().size());
            return audit.add(
                            visit.account().email(),
                            "order.import",
                            visit.site().id(),
                            rows)
                    .compose(noted -> visit.show(
                            200,
                            "orders/import",
                            OrderPages.SECTION,
                            new ImportPage(left(form, report), view(report))));
        });
    }

    /** What was wrong stays in the box, under its heads, to be put right. */
    private static Field left(Form form, OrderImport.Report report) {
        List<String> lines = form.raw("csv").lines().toList();
        List<String> left = new ArrayList<>();
        report.rows().stream()
                .filter(row -> row.result() == OrderImport.Result.WRONG)
                .forEach(row -> left.add(lines.get(row.line() - 1)));
        if (!left.isEmpty()) {
            left.add(0, lines.get(0));
        }
        return Field.of("csv", String.join("\n", left));
    }

    private static ReportView view(OrderImport.Report report) {
        return new ReportView(
                report.count(OrderImport.Result.PLACED),
                report.count(OrderImport.Result.CHANGED),
                report.count(OrderImport.Result.KNOWN),
                report.count(OrderImport.Result.WRONG),
                report.rows().stream()
                        .filter(row -> row.result() == OrderImport.Result.WRONG)
                        .toList());
    }
}
