package io.warmtag.console;

import io.vertx.core.Future;
import io.warmtag.visitor.model.Explanation;
import java.util.Optional;
import java.util.UUID;

/** Where a page learns why a person has his temperature. */
public interface Explanations {
    /** As of now, from the stored events; empty when nobody is known by that id. */
    Future<Optional<Explanation>> of(int site, UUID person);
}
