package io.warmtag.collect;

import io.warmtag.container.model.EventRules;
import io.warmtag.event.Refusal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A batch for a site that takes only defined events: the others get their mistake here. */
final class StrictBatch {
    private StrictBatch() {}

    /** @param rules null where everything is taken */
    static Batch held(Batch batch, @Nullable EventRules rules) {
        if (rules == null) {
            return batch;
        }
        List<Batch.Item> events =
                batch.events().stream().map(item -> held(item, rules)).toList();
        return batch.with(events);
    }

    private static Batch.Item held(Batch.Item item, EventRules rules) {
        if (item.mistake() != null || item.name() == null) {
            return item;
        }
        String data = item.apart() == null ? item.data() : item.apart().data();
        Refusal refusal = rules.refusal(item.name(), data);
        return refusal == null ? item : item.with(refusal);
    }
}
