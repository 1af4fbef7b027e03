package io.warmtag.console;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.Router;
import io.warmtag.audit.AuditStore;
import io.warmtag.catalog.Problem;
import io.warmtag.product.Feed;
import io.warmtag.product.Feed.Reading;
import io.warmtag.product.Feeds;
import io.warmtag.product.ProductServices;
import io.warmtag.product.model.RowProblem;
import io.warmtag.web.Routes;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Feeds: adding, changing, reading and uploading them, and what came of that. */
public final class FeedPages implements Routes {
    private static final int WRONG_ROWS = 200;
    private static final List<Integer> INTERVALS = List.of(15, 60, 180, 360, 720, 1_440, 4_320, 10_080);

    private final Console console;
    private final Feeds feeds;
    private final AuditStore audit;

    record FeedsPage(List<FeedView> feeds) {}

    /** @param path of its page; @param problem in words, or empty */
    record FeedView(
            Feed feed,
            String path,
            String state,
            String problem,
            boolean held,
            @Nullable Reading last) {}

    /** @param id 0 for a new one */
    record FormPage(int id, String path, Field name, Field address, List<Interval> intervals) {}

    record Interval(int minutes, String title, boolean selected) {}

    record FeedPage(FeedView view, String every, List<Wrong> wrong, Field content) {}

    record Wrong(int line, String item, String field, String value, String code) {}

    public FeedPages(Console console, ProductServices products, AuditStore audit) {
        this.console = console;
        this.feeds = products.feeds();
        this.audit = audit;
    }

    @Override
    public void mount(Router router) {
        router.get("/console/sites/:site/feeds").handler(console.sitePage(this::index));
        router.post("/console/sites/:site/feeds").handler(console.sitePage(this::create));
        router.get("/console/sites/:site/feeds/new").handler(console.sitePage(this::ask));
        router.get("/console/sites/:site/feeds/:feed").handler(console.sitePage(this::show));
        router.post("/console/sites/:site/feeds/:feed").handler(console.sitePage(this::change));
        router.get("/console/sites/:site/feeds/:feed/edit").handler(console.sitePage(this::edit));
        router.post("/console/sites/:site/feeds/:feed/read").handler(console.sitePage(this::read));
        router.post("/console/sites/:site/feeds/:feed/upload").handler(console.sitePage(this::upload));
        router.post("/console/sites/:site/feeds/:feed/delete").handler(console.sitePage(this::delete));
    }

    private Future<Void> index(Visit visit) {
        return feeds.of(visit.site())
                .compose(all -> visit.show(
                        200,
                        "feeds/index",
                        ProductPages.SECTION,
                        new FeedsPage(
                                all.stream().map(feed -> view(visit, feed)).toList())));
    }

    private static FeedView view(Visit visit, Feed feed) {
        Reading last = feed.last();
        boolean good = last != null && last.isGood();
        String state = last == null ? "" : good ? last.wrong() > 0 ? "caution" : "good" : "wrong";
        String problem = last == null || good
                ? ""
                : visit.text(
                        "feed.result." + last.result(), Map.of("detail", last.detail() == null ? "" : last.detail()));
        return new FeedView(
                feed, visit.sitePath("/feeds/" + feed.id()), state, problem, last != null && last.isHeld(), last);
    }

    private Future<Void> ask(Visit visit) {
        return visit.show(
                200,
                "feeds/form",
                ProductPages.SECTION,
                form(visit, 0, Field.of("name", ""), Field.of("address", ""), Feeds.USUAL_MINUTES));
    }

    private Future<Void> edit(Visit visit) {
        return find(visit).compose(feed -> {
            visit.seen().shows(stored(feed));
            FormPage page = form(
                    visit,
                    feed.id(),
                    Field.of("name", feed.name()),
                    Field.of("address", feed.address() == null ? "" : feed.address()),
                    feed.everyMinutes());
            return visit.show(200, "feeds/form", ProductPages.SECTION, page);
        });
    }

    private static FormPage form(Visit visit, int id, Field name, Field address, int minutes) {
        return new FormPage(
                id,
                visit.sitePath(id == 0 ? "/feeds" : "/feeds/" + id),
                name,
                address,
                Stream.concat(INTERVALS.stream(), Stream.of(minutes))
                        .distinct()
                        .sorted()
                        .map(each -> new Interval(each, time(visit, each), each == minutes))
                        .toList());
    }

    private static String time(Visit visit, int minutes) {
        return minutes % 60 == 0
                ? visit.text("feed.hours", Map.of("count", minutes / 60))
                : visit.text("feed.minutes", Map.of("count", minutes));
    }

    private Future<Feed> find(Visit visit) {
        String id = visit.pathParam("feed");
        if (!id.matches("\\d{1,8}")) {
            return Future.failedFuture(Visit.notFound());
        }
        return feeds.find(visit.site(), Integer.parseInt(id)).map(found -> found.orElseThrow(Visit::notFound));
    }

    private static Feeds.Wish wish(Form form) {
        String every = form.text("every_minutes");
        return new Feeds.Wish(
                form.text("name"), form.text("address"), every.matches("\\d{1,6}") ? Integer.parseInt(every) : 0);
    }

    private static List<Object> stored(Feed feed) {
        return List.of(feed.name(), feed.address() == null ? "" : feed.address(), feed.everyMinutes());
    }

    /** The form again when something is wrong with it, or the feed has been changed meanwhile. */
    private static Optional<Future<Void>> again(Visit visit, Form form, Feeds.Wish wish, int id, boolean overtaken) {
        List<Problem> problems = wish.problems();
        if (problems.isEmpty() && !overtaken) {
            return Optional.empty();
        }
        problems.forEach(problem -> form.say(problem.field(), visit.say(problem.message())));
        FormPage page = form(visit, id, form.field("name"), form.field("address"), wish.everyMinutes());
        return Optional.of(visit.show(overtaken ? 409 : 422, "feeds/form", ProductPages.SECTION, page));
    }

    private Future<Void> create(Visit visit) {
        var form = new Form(visit);
        Feeds.Wish wish = wish(form);
        return again(visit, form, wish, 0, false)
                .orElseGet(() -> feeds.add(visit.site(), wish, visit.account().email())
                        .compose(feed -> note(visit, "feed.create", feed)
                                .compose(noted -> visit.done(
                                        visit.sitePath("/feeds/" + feed.id()),
                                        feed.address() == null ? "feed_saved" : "feed_created"))));
    }

    private Future<Void> change(Visit visit) {
        return find(visit).compose(feed -> {
            var form = new Form(visit);
            Feeds.Wish wish = wish(form);
            boolean overtaken = visit.seen().isOvertaken(stored(feed));
            return again(visit, form, wish, feed.id(), overtaken)
                    .orElseGet(() -> feeds.change(feed, wish)
                            .compose(changed -> note(visit, "feed.update", changed))
                            .compose(noted -> visit.done(visit.sitePath("/feeds/" + feed.id()), "feed_saved")));
        });
    }

    private Future<Void> note(Visit visit, String action, Feed feed) {
        return audit.add(visit.account().email(), action, visit.site().id(), feed.name());
    }

    private Future<Void> show(Visit visit) {
        return find(visit).compose(feed -> page(visit, 200, feed, Field.of("content", "")));
    }

    private Future<Void> page(Visit visit, int status, Feed feed, Field content) {
        return feeds.wrong(feed, WRONG_ROWS)
                .compose(wrong -> visit.show(
                        status,
                        "feeds/show",
                        ProductPages.SECTION,
                        new FeedPage(
                                view(visit, feed),
                                time(visit, feed.everyMinutes()),
                                wrong.stream().map(FeedPages::wrong).toList(),
                                content)));
    }

    private static Wrong wrong(RowProblem problem) {
        return new Wrong(problem.line(), problem.item(), problem.field(), problem.value(), problem.code());
    }

    private Future<Void> read(Visit visit) {
        boolean accept = new Form(visit).checked("accept");
        return find(visit)
                .compose(feed -> feeds.readNow(feed, accept)
                        .compose(set -> note(visit, accept ? "feed.accept" : "feed.read", feed))
                        .compose(noted -> visit.done(visit.sitePath("/feeds/" + feed.id()), "feed_reading")));
    }

    private Future<Void> upload(Visit visit) {
        var form = new Form(visit);
        return find(visit).compose(feed -> {
            if (form.text("content").isEmpty()) {
                form.wrong("content", "feed.upload.empty");
                return page(visit, 422, feed, form.field("content"));
            }
            return feeds.upload(
                            visit.site(),
                            feed,
                            Buffer.buffer(form.raw("content")),
                            form.checked("whole"),
                            form.checked("accept"))
                    .compose(reading -> note(visit, "feed.upload", feed).compose(noted -> {
                        String path = visit.sitePath("/feeds/" + feed.id());
                        // The page itself says what was in the way.
                        return reading.isGood() ? visit.done(path, "feed_uploaded") : visit.goTo(path);
                    }));
        });
    }

    private Future<Void> delete(Visit visit) {
        return find(visit)
                .compose(feed -> feeds.delete(feed)
                        .compose(deleted -> note(visit, "feed.delete", feed))
                        .compose(noted -> visit.done(visit.sitePath("/feeds"), "feed_deleted")));
    }
}
