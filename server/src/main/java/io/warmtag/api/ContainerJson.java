package io.warmtag.api;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.warmtag.catalog.Message;
import io.warmtag.catalog.Problem;
import io.warmtag.container.Draft;
import io.warmtag.container.Environment;
import io.warmtag.container.JsonValues;
import io.warmtag.container.Sentences;
import io.warmtag.container.Version;
import io.warmtag.container.model.Change;
import io.warmtag.container.model.Entity;
import io.warmtag.container.model.EntityJson;
import io.warmtag.container.model.Uses;
import io.warmtag.publish.Inspection;
import io.warmtag.publish.Review;
import io.warmtag.web.HttpProblem;
import java.util.List;

/** Containers in answers. Sentences are English: programs read the fields, developers the rest. */
final class ContainerJson {
    private static final String LANGUAGE = "en";

    private final Sentences sentences;

    ContainerJson(Sentences sentences) {
        this.sentences = sentences;
    }

    String text(Message message) {
        return sentences.text(LANGUAGE, message);
    }

    static JsonObject entity(Entity entity, Draft draft) {
        JsonObject json = JsonValues.write(EntityJson.write(entity));
        Draft.Stamp stamp = draft.stamps().get(entity.id());
        if (stamp != null) {
            json.put("revision", stamp.revision())
                    .put("author", stamp.author())
                    .put("changed_at", stamp.at().toString());
        }
        return json;
    }

    /** What is wrong with the input, as the problem to answer. */
    HttpProblem invalid(List<Problem> problems) {
        List<HttpProblem.Field> fields = problems.stream()
                .map(problem -> new HttpProblem.Field(problem.field(), text(problem.message())))
                .toList();
        HttpProblem.Field first = fields.get(0);
        String subject = first.field().isEmpty() ? "This" : "Field " + first.field();
        return new HttpProblem(422, subject + " " + first.message(), fields);
    }

    JsonObject change(Change change) {
        return new JsonObject()
                .put("kind", change.kind().code())
                .put("id", change.id())
                .put("name", change.name())
                .put("what", change.what().code())
                .put("text", text(change.title()))
                .put(
                        "details",
                        new JsonArray(change.details().stream().map(this::text).toList()));
    }

    JsonObject finding(Inspection.Finding finding) {
        var json = new JsonObject().put("text", text(finding.message())).put("field", finding.field());
        finding.entity()
                .ifPresentOrElse(
                        entity -> json.put("kind", entity.kind().code())
                                .put("id", entity.id())
                                .put("name", entity.name()),
                        () -> json.putNull("kind").putNull("id").putNull("name"));
        return json;
    }

    static JsonObject use(Uses.Use use) {
        return new JsonObject()
                .put("kind", use.user().kind().code())
                .put("id", use.user().id())
                .put("name", use.user().name())
                .put("field", use.field());
    }

    static JsonObject version(Version version) {
        return new JsonObject()
                .put("number", version.number())
                .put("name", version.name())
                .put("notes", version.notes())
                .put("author", version.author())
                .put("sha256", version.sha256())
                .put("created_at", version.createdAt().toString());
    }

    static JsonObject environment(Environment environment, String scriptUrl) {
        return new JsonObject()
                .put("name", environment.name())
                .put("script", scriptUrl)
                .put("created_at", environment.createdAt().toString())
                .put(
                        "release",
                        environment.release().map(ContainerJson::release).orElse(null));
    }

    static JsonObject release(Environment.Release release) {
        return new JsonObject()
                .put("id", release.id())
                .put("version", release.version())
                .put("author", release.author())
                .put("created_at", release.at().toString());
    }

    JsonObject review(Review review) {
        return new JsonObject()
                .put(
                        "changes",
                        new JsonArray(
                                review.changes().stream().map(this::change).toList()))
                .put(
                        "faults",
                        new JsonArray(
                                review.faults().stream().map(this::finding).toList()))
                .put(
                        "warnings",
                        new JsonArray(
                                review.warnings().stream().map(this::finding).toList()))
                .put("before", size(review.before()))
                .put("after", size(review.after()))
                .put(
                        "tags",
                        new JsonArray(review.weights().stream()
                                .map(weight -> new JsonObject()
                                        .put("id", weight.tag())
                                        .put("name", weight.name())
                                        .put("brotli", weight.brotli()))
                                .toList()));
    }

    private static JsonObject size(Review.Size size) {
        return new JsonObject().put("raw", size.raw()).put("brotli", size.brotli());
    }
}
