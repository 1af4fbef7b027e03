package io.warmtag.publish;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.warmtag.catalog.Catalog;
import io.warmtag.catalog.Kind;
import io.warmtag.catalog.Value;
import io.warmtag.catalog.ValueJson;
import io.warmtag.container.Environment;
import io.warmtag.container.model.Compiler;
import io.warmtag.container.model.Content;
import io.warmtag.container.model.EntityReader;
import io.warmtag.container.model.Share;
import io.warmtag.container.model.Tag;
import io.warmtag.tools.fill.Container;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TagWeightsTest {
    private final Catalog catalog = Catalog.load();
    private final Manifest manifest = Manifest.load();

    @Test
    void aHeavyTagWeighsWhatTheScriptGrowsByWithIt() {
        Content without = content(60);
        var random = new Random(1);
        var code = new StringBuilder("<p>");
        for (int i = 0; i < 3_000; i++) {
            code.append((char) ('0' + random.nextInt(75)));
        }
        Tag other = without.tags().get(0);
        Tag heavy = other.withId(90_000)
                .withLabel(other.label().named("Heavy"))
                .withParams(Value.Fields.NONE.with("html", Value.of(code.toString())));
        Content content = without.with(heavy);
        List<Review.Weight> weights = weights(content);
        assertEquals(heavy.id(), weights.get(0).tag());
        assertEquals(1, weights.get(0).brotli() / (double) (size(content) - size(without)), 0.1);
        assertTrue(weights.stream().allMatch(weight -> weight.brotli() > 0), "nothing is for nothing");
    }

    private List<Review.Weight> weights(Content content) {
        return TagWeights.of(shares(content), manifest);
    }

    private List<Share> shares(Content content) {
        return Share.of(content, catalog, Compiler.compile(content, catalog, true));
    }

    @Test
    void countsWhatOnlyThisTagNeeds() {
        Content content = content(60);
        Tag only = content.tags().stream()
                .filter(tag -> tag.type().equals("custom_image") && !tag.paused())
                .findFirst()
                .orElseThrow();
        for (Tag tag : content.tags()) {
            content = tag.type().equals("custom_image") && tag.id() != only.id()
                    ? content.with(tag.withPaused(true))
                    : content;
        }
        List<Share> shares = shares(content);
        Share share = shares.stream()
                .filter(each -> each.tag().id() == only.id())
                .findFirst()
                .orElseThrow();
        assertEquals(List.of("tag.custom_image"), share.parts());
        assertTrue(
                shares.stream()
                        .filter(each -> each != share)
                        .allMatch(each -> each.parts().isEmpty()),
                "the other types have several tags");
    }

    private int size(Content content) {
        var release = new ContainerConfig.Release(1, Environment.LIVE, Compiler.compile(content, catalog, true));
        List<String> parts = release.content().parts();
        var config = new ContainerConfig(
                "WT-7K2M9QX", release, false, "dataLayer", Optional.empty(), "bn", Optional.empty());
        return Script.brotliSize(new ContainerAssembler(manifest).assemble(parts, config), Script.QUICK);
    }

    private static Content content(int each) {
        return Content.of(new Container(each)
                .things().stream()
                        .map(thing ->
                                EntityReader.stored(Kind.ofCode(thing.kind()).orElseThrow(), (Value.Fields)
                                        ValueJson.read(thing.content().encode())))
                        .toList());
    }
}
