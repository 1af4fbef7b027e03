package io.warmtag.console;

import io.vertx.core.Future;
import io.vertx.ext.web.Router;
import io.warmtag.console.Input.Option;
import io.warmtag.container.Environment;
import io.warmtag.container.Version;
import io.warmtag.publish.Inspection.Finding;
import io.warmtag.publish.Publishing.Outcome;
import io.warmtag.publish.Review;
import io.warmtag.web.Routes;
import java.util.List;

/** What a new version would bring, and making it: a version of the draft, released where it was asked for. */
public final class PublishPages implements Routes {
    private static final int MOST_NAME = 200;
    private static final int MOST_NOTES = 10_000;
    private static final int MOST_WEIGHTS = 20;

    private final Console console;
    private final Releasing releasing;

    /**
     * @param faults that keep it from being published
     * @param served the version that is live now; 0: none
     */
    record ReviewPage(
            List<ChangeView> changes,
            List<FindingView> faults,
            List<FindingView> warnings,
            Size size,
            List<Review.Weight> weights,
            int served,
            Fields fields) {}

    /** @param path of the thing that it is about; empty: the whole */
    record FindingView(String text, String path) {}

    /** Bytes compressed, as phones load them. */
    record Size(int before, int after, int difference) {}

    record Fields(Field name, Field notes, List<Option> environments) {}

    public PublishPages(Console console, Releasing releasing) {
        this.console = console;
        this.releasing = releasing;
    }

    @Override
    public void mount(Router router) {
        router.get("/console/sites/:site/versions/new").handler(console.sitePage(this::review));
        router.post("/console/sites/:site/versions").handler(console.sitePage(this::publish));
    }

    private Future<Void> review(Visit visit) {
        return show(visit, 200, Field.of("name", ""), Field.of("notes", ""), Environment.LIVE);
    }

    private Future<Void> show(Visit visit, int status, Field name, Field notes, String environment) {
        return releasing
                .publishing()
                .review(visit.site(), Environment.LIVE, visit.query("weights").isPresent())
                .compose(review -> releasing.environments().of(visit.site()).compose(all -> {
                    List<Option> environments = all.stream()
                            .map(each -> new Option(
                                    each.name(),
                                    VersionPages.title(visit, each),
                                    each.name().equals(environment)))
                            .toList();
                    var page = new ReviewPage(
                            ChangeView.of(visit, review.changes()),
                            findings(visit, review.faults()),
                            findings(visit, review.warnings()),
                            new Size(
                                    review.before().brotli(),
                                    review.after().brotli(),
                                    review.after().brotli() - review.before().brotli()),
                            review.weights().stream().limit(MOST_WEIGHTS).toList(),
                            releasing
                                    .environments()
                                    .live(visit.site())
                                    .map(Environment.Release::version)
                                    .orElse(0),
                            new Fields(name, notes, environments));
                    return visit.show(status, "versions/new", "versions", page);
                }));
    }

    private static List<FindingView> findings(Visit visit, List<Finding> findings) {
        return findings.stream()
                .map(finding -> new FindingView(
                        finding.entity()
                                        .filter(entity ->
                                                finding.message().key().startsWith("problem."))
                                        .map(entity -> entity.name() + ": ")
                                        .orElse("")
                                + visit.say(finding.message()),
                        finding.entity()
                                .map(entity -> visit.sitePath(EntityKind.path(entity)))
                                .orElse("")))
                .toList();
    }

    private Future<Void> publish(Visit visit) {
        var form = new Form(visit);
        String name = form.text("name");
        String notes = form.text("notes");
        String environment = form.text("environment").isEmpty() ? Environment.LIVE : form.text("environment");
        if (name.length() > MOST_NAME) {
            form.wrong("name", "wrong.version.name");
        }
        if (notes.length() > MOST_NOTES) {
            form.wrong("notes", "wrong.version.notes");
        }
        if (!form.isFine()) {
            return show(visit, 422, form.field("name"), form.field("notes"), environment);
        }
        String author = visit.account().email();
        return releasing
                .publishing()
                .makeVersion(visit.site(), name, notes, author)
                .compose(outcome -> outcome instanceof Outcome.Made made
                        ? release(visit, environment, made.version())
                        : show(visit, 422, form.field("name"), form.field("notes"), environment));
    }

    private Future<Void> release(Visit visit, String environment, Version version) {
        return releasing
                .publishing()
                .release(
                        visit.site(),
                        environment,
                        version.number(),
                        visit.account().email())
                .compose(released -> released.isPresent()
                        ? visit.done(visit.sitePath("/versions/" + version.number()), "published")
                        : Future.failedFuture(Visit.notFound()));
    }
}
