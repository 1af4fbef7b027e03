package io.warmtag.publish;

import io.warmtag.container.model.Content;
import io.warmtag.site.Site;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.function.Supplier;

/**
 * What scripts weigh as phones load them. To compress one that well takes up to some 120 ms, so it is done once for what is
 * served, and what is not served yet is compared with it by a quicker compression.
 */
final class Sizes {
    private static final int MOST_KEPT = 8;

    private final Map<Place, Served> kept = new RecentlyUsed<>(MOST_KEPT);

    private record Place(Site site, Content content) {}

    /** @param quick bytes of the quicker compression */
    record Served(Review.Size size, int quick) {
        static Served of(String script) {
            return new Served(
                    new Review.Size(bytes(script), Script.servedSize(script)), Script.brotliSize(script, Script.QUICK));
        }

        /**
         * The size of a script that is nearly like this one, to within a percent; to within a tenth where only one of them is
         * so large that it is served compressed less well.
         */
        Review.Size like(String script) {
            double better = size.brotli() / (double) quick;
            return new Review.Size(bytes(script), (int) Math.round(better * Script.brotliSize(script, Script.QUICK)));
        }

        private static int bytes(String script) {
            return script.getBytes(StandardCharsets.UTF_8).length;
        }
    }

    /** Takes its time for what was not asked for before. */
    Served of(Site site, Content content, Supplier<String> script) {
        var place = new Place(site, content);
        synchronized (kept) {
            Served known = kept.get(place);
            if (known != null) {
                return known;
            }
        }
        Served served = Served.of(script.get());
        synchronized (kept) {
            kept.put(place, served);
        }
        return served;
    }
}
