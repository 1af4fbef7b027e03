package io.warmtag.testkit;

import io.warmtag.catalog.Catalog;
import io.warmtag.publish.Manifest;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** A few types with every kind of parameter, and parts that are only their names. */
public final class TestCatalog {
    private TestCatalog() {}

    public static Catalog read() {
        try (InputStream in = TestCatalog.class.getResourceAsStream("/catalog/manifest.json")) {
            return Catalog.read(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static Manifest manifest() {
        Map<String, String> parts =
                read().parts().stream().collect(Collectors.toMap(Function.identity(), part -> '"' + part + '"'));
        return new Manifest("CORE", parts, "", "");
    }
}
