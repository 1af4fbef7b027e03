package io.warmtag.api;

import io.vertx.core.Future;
import io.warmtag.visitor.model.Explanation;
import java.util.Optional;
import java.util.UUID;

/** Asks why a person has his temperature now; empty when nobody is known by that id. */
@FunctionalInterface
public interface Explanations {
    Future<Optional<Explanation>> explain(int site, UUID person);
}
