package io.warmtag.api;

import static io.vertx.core.http.HttpMethod.DELETE;
import static io.vertx.core.http.HttpMethod.GET;
import static io.vertx.core.http.HttpMethod.POST;
import static io.vertx.core.http.HttpMethod.PUT;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.warmtag.account.Scope;
import io.warmtag.audit.AuditStore;
import io.warmtag.catalog.Message;
import io.warmtag.catalog.Problem;
import io.warmtag.container.Sentences;
import io.warmtag.product.Feed;
import io.warmtag.product.Feed.Reading;
import io.warmtag.product.Feeds;
import io.warmtag.product.model.RowProblem;
import io.warmtag.web.HttpProblem;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Feeds: adding, changing, reading and uploading them, and what came of that. */
public final class FeedsApi implements ApiPart {
    private static final int WRONG_ROWS = 1_000;

    private final Feeds feeds;
    private final Sentences sentences;
    private final AuditStore audit;

    public FeedsApi(Feeds feeds, Sentences sentences, AuditStore audit) {
        this.feeds = feeds;
        this.sentences = sentences;
        this.audit = audit;
    }

    @Override
    public void addTo(Endpoints endpoints) {
        endpoints.add(GET, "/sites/:site/feeds", Scope.PRODUCTS_READ, this::list);
        endpoints.add(POST, "/sites/:site/feeds", Scope.PRODUCTS_WRITE, this::create);
        endpoints.add(GET, "/sites/:site/feeds/:feed", Scope.PRODUCTS_READ, this::show);
        endpoints.add(PUT, "/sites/:site/feeds/:feed", Scope.PRODUCTS_WRITE, this::change);
        endpoints.add(DELETE, "/sites/:site/feeds/:feed", Scope.PRODUCTS_WRITE, this::delete);
        endpoints.add(POST, "/sites/:site/feeds/:feed/readings", Scope.PRODUCTS_WRITE, this::read);
        endpoints.add(POST, "/sites/:site/feeds/:feed/uploads", Scope.PRODUCTS_WRITE, this::upload);
    }

    private Future<Answer> list(Call call) {
        call.takesOnly();
        return feeds.of(call.site())
                .map(all -> Answer.all(all.stream().map(this::json).toList()));
    }

    private Future<Feed> find(Call call) {
        String id = call.ctx().pathParam("feed");
        var missing = new HttpProblem(404, "There is no feed " + id + " on this site.");
        return id.matches("\\d{1,8}")
                ? feeds.find(call.site(), Integer.parseInt(id)).map(found -> found.orElseThrow(() -> missing))
                : Future.failedFuture(missing);
    }

    private Future<Answer> show(Call call) {
        call.takesOnly();
        return find(call)
                .compose(feed -> feeds.wrong(feed, WRONG_ROWS).map(wrong -> {
                    var rows = new JsonArray();
                    wrong.forEach(row -> rows.add(json(row)));
                    return Answer.of(json(feed).put("wrong_rows", rows));
                }));
    }

    private Feeds.Wish wish(Call call) {
        var input = new Input(call.body());
        String name = input.text("name", input.required("name", ""));
        String address = input.text("address", () -> "");
        long every = input.whole("every_minutes", () -> (long) Feeds.USUAL_MINUTES);
        input.refuseOthers();
        input.check();
        var wish = new Feeds.Wish(name.trim(), address.trim(), (int) Math.max(-1, Math.min(Integer.MAX_VALUE, every)));
        List<Problem> problems = wish.problems();
        if (!problems.isEmpty()) {
            List<HttpProblem.Field> fields = problems.stream()
                    .map(each -> new HttpProblem.Field(each.field(), sentences.text("en", each.message())))
                    .toList();
            throw new HttpProblem(
                    422, "Field " + fields.get(0).field() + " " + fields.get(0).message(), fields);
        }
        return wish;
    }

    private Future<Answer> create(Call call) {
        call.takesOnly();
        Feeds.Wish wish = wish(call);
        return feeds.add(call.site(), wish, call.caller().actor())
                .compose(feed -> note(call, "feed.create", feed)
                        .map(noted -> Answer.created(
                                Endpoints.BASE + "/sites/" + call.site().publicId() + "/feeds/" + feed.id(),
                                json(feed))));
    }

    private Future<Answer> change(Call call) {
        call.takesOnly();
        Feeds.Wish wish = wish(call);
        return find(call)
                .compose(feed -> feeds.change(feed, wish))
                .compose(feed -> note(call, "feed.update", feed).map(noted -> Answer.of(json(feed))));
    }

    private Future<Answer> delete(Call call) {
        call.takesOnly();
        return find(call)
                .compose(feed -> feeds.delete(feed)
                        .compose(deleted -> note(call, "feed.delete", feed))
                        .map(noted -> Answer.DONE));
    }

    private Future<Answer> read(Call call) {
        call.takesOnly();
        var input = new Input(call.body());
        boolean accept = input.flag("accept", () -> false);
        input.refuseOthers();
        input.check();
        return find(call).compose(feed -> {
            if (feed.address() == null) {
                throw new HttpProblem(409, "This feed has no address: upload its file to /uploads.");
            }
            return feeds.readNow(feed, accept)
                    .compose(set -> note(call, accept ? "feed.accept" : "feed.read", feed))
                    .map(noted -> Answer.DONE);
        });
    }

    private Future<Answer> upload(Call call) {
        call.takesOnly();
        var input = new Input(call.body());
        String content = input.text("content", input.required("content", ""));
        boolean whole = input.flag("whole", () -> false);
        boolean accept = input.flag("accept", () -> false);
        input.refuseOthers();
        input.check();
        return find(call)
                .compose(feed -> feeds.upload(call.site(), feed, Buffer.buffer(content), whole, accept)
                        .compose(reading -> note(call, "feed.upload", feed)
                                .compose(noted -> feeds.wrong(feed, WRONG_ROWS))
                                .map(wrong -> {
                                    var rows = new JsonArray();
                                    wrong.forEach(row -> rows.add(json(row)));
                                    return Answer.of(json(reading).put("wrong_rows", rows));
                                })));
    }

    private JsonObject json(Feed feed) {
        return new JsonObject()
                .put("id", feed.id())
                .put("name", feed.name())
                .put("address", feed.address())
                .put("every_minutes", feed.everyMinutes())
                .put("next_reading", feed.due() == null ? null : feed.due().toString())
                .put("last_reading", feed.last() == null ? null : json(feed.last()));
    }

    private JsonObject json(Reading reading) {
        return new JsonObject()
                .put("at", reading.at().toString())
                .put("result", reading.result())
                .put("message", message(reading))
                .put("rows", reading.rows())
                .put("taken", reading.taken())
                .put("changed", reading.changed())
                .put("wrong", reading.wrong())
                .put("gone", reading.gone());
    }

    private String message(Reading reading) {
        @Nullable String detail = reading.detail();
        var message = new Message("feed.result." + reading.result(), Map.of("detail", detail == null ? "" : detail));
        return sentences.text("en", message);
    }

    private JsonObject json(RowProblem row) {
        return new JsonObject()
                .put("line", row.line())
                .put("item_id", row.item())
                .put("field", row.field())
                .put("value", row.value())
                .put("code", row.code())
                .put("message", sentences.text("en", new Message("feed.wrong." + row.code(), Map.of())));
    }

    private Future<Void> note(Call call, String action, Feed feed) {
        return audit.add(call.caller().actor(), action, call.site().id(), feed.name());
    }
}
