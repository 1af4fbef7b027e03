package io.warmtag.publish;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.json.JsonObject;
import io.warmtag.container.model.Compiled;
import io.warmtag.publish.ContainerConfig.Release;
import io.warmtag.site.Site;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ContainerAssemblerTest {
    private static final Manifest FAKE =
            new Manifest("CORE", Map.of("module.consent_banner", "BANNER", "tag.image", "IMAGE"), "", "");

    @Test
    void appliesTheCoreToTheUsedPartsAndTheConfig() {
        assertEquals(
                "//# allFunctionsCalledOnLoad\n(()=>{var p={\"module.consent_banner\":BANNER};(CORE)(p,{\"site\":\"WT-7K2M9QX\",\"version\":0,"
                        + "\"consent\":\"ask\",\"dataLayer\":\"dataLayer\",\"country\":\"US-CA\",\"language\":\"bn\"})})()",
                new ContainerAssembler(FAKE)
                        .assemble(site(Site.Consent.ASK, true), Optional.of("US-CA"), Release.NONE));
    }

    @Test
    void bringsTheBannerOnlyWhereItIsNeeded() {
        var assembler = new ContainerAssembler(FAKE);
        assertFalse(assembler
                .assemble(site(Site.Consent.ASK, false), Optional.empty(), Release.NONE)
                .contains("BANNER"));
        String asksNobody = assembler.assemble(site(Site.Consent.NONE, true), Optional.empty(), Release.NONE);
        assertFalse(asksNobody.contains("BANNER"));
        assertTrue(asksNobody.contains("\"consent\":\"none\""));
        assertFalse(asksNobody.contains("country"));
    }

    @Test
    void keepsSettingsFromBecomingCode() {
        var config = new ContainerConfig(
                "WT-\"),alert(1)//",
                Release.NONE,
                true,
                "</script>\u2028\\",
                Optional.empty(),
                "en",
                Optional.of("https://a/\n'\u0001"));
        assertEquals(
                "//# allFunctionsCalledOnLoad\n(()=>{var p={};(CORE)(p,{\"site\":\"WT-\\\"),alert(1)//\",\"version\":0,\"consent\":\"ask\","
                        + "\"dataLayer\":\"\\u003c/script>\\u2028\\\\\",\"language\":\"en\","
                        + "\"privacyUrl\":\"https://a/\\n'\\u0001\"})})()",
                new ContainerAssembler(FAKE).assemble(List.of(), config));
    }

    /** The build of tag-js measured what it assembled itself. */
    @Test
    void makesTheBytesThatTheBuildMeasured() throws IOException {
        JsonObject measured = manifest();
        var config = new ContainerConfig(
                "WT-7K2M9QX",
                new Release(1, "live", Compiled.EMPTY),
                true,
                "dataLayer",
                Optional.of("BD"),
                "bn",
                Optional.empty());
        var assembler = new ContainerAssembler(Manifest.load());
        assertEquals(
                measured.getJsonObject("container").getInteger("size"), size(assembler.assemble(List.of(), config)));
        List<String> all = measured.getJsonArray("parts").stream()
                .map(part -> (JsonObject) part)
                .filter(part -> part.containsKey("file"))
                .map(part -> part.getString("kind") + "." + part.getString("id"))
                // Visitors never get these, or only of sites with offers.
                .filter(name -> !List.of("module.preview", "module.picker", "module.offers")
                        .contains(name))
                .toList();
        assertEquals(
                measured.getJsonObject("containerAllParts").getInteger("size"), size(assembler.assemble(all, config)));
    }

    @Test
    void compressesWithinTheBudgetForAnEmptyContainer() {
        Script script = Script.of(new ContainerAssembler(Manifest.load())
                .assemble(site(Site.Consent.ASK, false), Optional.empty(), Release.NONE));
        assertTrue(script.brotli().orElseThrow().length() <= 4096, () -> script.brotli() + " bytes");
        assertTrue(script.gzip().length() < script.body().length());
        assertEquals(64, script.hash().length());
    }

    static Site site(Site.Consent consent, boolean banner) {
        return new Site(
                1,
                "WT-7K2M9QX",
                "Bakery",
                List.of("bakery.example"),
                consent,
                banner,
                null,
                "bn",
                ZoneId.of("Asia/Dhaka"),
                "BDT",
                400,
                List.of(),
                "token",
                Instant.EPOCH);
    }

    private static int size(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }

    private static JsonObject manifest() throws IOException {
        try (InputStream in = Objects.requireNonNull(
                ContainerAssemblerTest.class.getResourceAsStream("/META-INF/tag-js/manifest.json"))) {
            return new JsonObject(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        }
    }
}
