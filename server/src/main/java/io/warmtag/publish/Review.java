package io.warmtag.publish;

import io.warmtag.container.model.Change;
import java.util.List;

/**
 * What there is to know before publishing.
 *
 * @param faults that keep it from being published
 * @param warnings worth a look
 * @param before what the script weighs now
 * @param after what it would weigh
 * @param weights of each tag that would run, the heaviest first
 */
public record Review(
        List<Change> changes,
        List<Inspection.Finding> faults,
        List<Inspection.Finding> warnings,
        Size before,
        Size after,
        List<Weight> weights) {

    /** Bytes of a script, as it is and compressed with brotli. */
    public record Size(int raw, int brotli) {}

    /** @param brotli about how many bytes of the compressed script are for this tag and what only it needs */
    public record Weight(int tag, String name, int brotli) {}
}
