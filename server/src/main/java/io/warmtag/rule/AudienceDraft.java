package io.warmtag.rule;

import io.warmtag.catalog.FieldReader;
import io.warmtag.catalog.Problem;
import io.warmtag.catalog.Value;
import io.warmtag.rule.audience.model.Condition;
import io.warmtag.rule.audience.model.ConditionReader;
import io.warmtag.text.Storable;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** An audience as somebody wants it, checked as far as it can be without knowing the others. */
public record AudienceDraft(String name, String notes, Condition condition) {

    /**
     * Reads {@code name}, {@code notes} and {@code condition}.
     *
     * @param problems where what is wrong is noted
     */
    public static Optional<AudienceDraft> read(Value.Fields json, List<Problem> problems) {
        var found = new ArrayList<Problem>();
        var in = new FieldReader(json, "", found);
        String name = in.text("name", "").trim();
        String notes = in.text("notes", "").trim();
        if (name.isEmpty() || name.length() > Audience.MOST_NAME || !Storable.isLine(name)) {
            found.add(Problem.of("name", "problem.name.length", "most", Audience.MOST_NAME));
        }
        if (notes.length() > Audience.MOST_NOTES || !Storable.is(notes)) {
            found.add(Problem.of("notes", "problem.notes.length", "most", Audience.MOST_NOTES));
        }
        Optional<Condition> condition =
                ConditionReader.read(in.value("condition").orElse(Value.NOTHING), "condition", found);
        in.refuseOthers();
        problems.addAll(found);
        return found.isEmpty() ? condition.map(good -> new AudienceDraft(name, notes, good)) : Optional.empty();
    }
}
