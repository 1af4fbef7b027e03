package io.warmtag.publish;

import io.warmtag.container.model.Share;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;
import java.util.zip.Deflater;

/**
 * How many compressed bytes each tag adds to a script: what is there for it alone, compressed as what follows after its
 * neighbours. To compress the script without the tag says less: of a script of 20 KB, choices that the compressor makes
 * otherwise then weigh more than a tag, and some tags would weigh less than nothing; it also takes seconds.
 */
final class TagWeights {
    private static final int NEIGHBOURS_BYTES = 8_192;

    private final Manifest manifest;
    private final List<Share> shares;
    private final Deflater deflater = new Deflater(Deflater.BEST_COMPRESSION, true);
    private final byte[] out = new byte[64 * 1024];

    private TagWeights(Manifest manifest, List<Share> shares) {
        this.manifest = manifest;
        this.shares = shares;
    }

    /** The heaviest first. */
    static List<Review.Weight> of(List<Share> shares, Manifest manifest) {
        var weights = new TagWeights(manifest, shares);
        try {
            return weights.all();
        } finally {
            weights.deflater.end();
        }
    }

    private List<Review.Weight> all() {
        var before = new StringBuilder();
        // The first ones' neighbours are the last ones.
        for (int i = shares.size() - 1; i > 0 && before.length() < NEIGHBOURS_BYTES; i--) {
            before.insert(0, shares.get(i).config());
        }
        return shares.stream()
                .map(share -> weight(share, before))
                .sorted(Comparator.comparing(Review.Weight::brotli).reversed())
                .toList();
    }

    private Review.Weight weight(Share share, StringBuilder before) {
        if (before.length() > NEIGHBOURS_BYTES) {
            before.delete(0, before.length() - NEIGHBOURS_BYTES);
        }
        int bytes = compressed(share.config(), before.toString());
        for (String part : share.parts()) {
            bytes += compressed(manifest.parts().getOrDefault(part, ""), manifest.core());
        }
        before.append(share.config());
        return new Review.Weight(share.tag().id(), share.tag().name(), bytes);
    }

    private int compressed(String text, String before) {
        deflater.reset();
        if (!before.isEmpty()) {
            deflater.setDictionary(before.getBytes(StandardCharsets.UTF_8));
        }
        deflater.setInput(text.getBytes(StandardCharsets.UTF_8));
        deflater.finish();
        int bytes = 0;
        while (!deflater.finished()) {
            bytes += deflater.deflate(out);
        }
        return bytes;
    }
}
