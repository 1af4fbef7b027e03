package io.warmtag.rule;

import io.vertx.core.Future;
import io.warmtag.catalog.Problem;
import io.warmtag.catalog.Value;
import java.util.List;

/** Says what a site has that rules can refer to. */
public interface Availability {
    Future<Available> of(int site);

    /** What is wrong with a condition of a rule of the site; {@code place} is the path of its field. */
    List<Problem> problems(int site, Value.Fields condition, String place);
}
