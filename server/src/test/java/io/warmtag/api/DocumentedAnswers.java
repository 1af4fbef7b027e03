package io.warmtag.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.json.JsonObject;
import io.vertx.json.schema.Draft;
import io.vertx.json.schema.JsonSchema;
import io.vertx.json.schema.JsonSchemaOptions;
import io.vertx.json.schema.OutputFormat;
import io.vertx.json.schema.OutputUnit;
import io.vertx.json.schema.Validator;
import io.warmtag.testkit.TestServer.Reply;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;

/** Holds answers against openapi.json: the status must be there for the address, and the body of its form. */
final class DocumentedAnswers {
    private final JsonObject document = read();

    static JsonObject read() {
        try (InputStream in = DocumentedAnswers.class.getResourceAsStream("/openapi.json")) {
            assertNotNull(in);
            return new JsonObject(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void check(String method, String path, Reply reply) {
        JsonObject operation = operation(method, path.replaceFirst("\\?.*", ""));
        if (operation == null) {
            assertTrue(reply.status() == 404 || reply.status() == 405, method + " " + path + " is not documented");
            return;
        }
        JsonObject answer = operation.getJsonObject("responses").getJsonObject(String.valueOf(reply.status()));
        assertNotNull(answer, method + " " + path + " answers " + reply.status() + ", undocumented: " + reply.text());
        JsonObject content = resolve(answer).getJsonObject("content");
        if (content == null) {
            assertEquals("", reply.text());
            return;
        }
        String type = content.fieldNames().iterator().next();
        assertEquals(type, reply.header("Content-Type"));
        assertValid(content.getJsonObject(type).getJsonObject("schema"), reply.json(), method + " " + path);
    }

    private @org.jspecify.annotations.Nullable JsonObject operation(String method, String path) {
        for (Map.Entry<String, Object> entry : document.getJsonObject("paths")) {
            // A name in braces stands for one segment; fixed segments come first in the document's own order or differ
            // in length.
            if (path.matches(entry.getKey().replaceAll("\\{\\w+}", "[^/]+"))) {
                return ((JsonObject) entry.getValue()).getJsonObject(method.toLowerCase(Locale.ROOT));
            }
        }
        return null;
    }

    private JsonObject resolve(JsonObject maybeReference) {
        String reference = maybeReference.getString("$ref");
        if (reference == null) {
            return maybeReference;
        }
        JsonObject at = document;
        for (String name : reference.substring(2).split("/")) {
            at = at.getJsonObject(name);
        }
        return at;
    }

    private void assertValid(JsonObject schema, JsonObject body, String what) {
        JsonObject whole = schema.copy().put("components", document.getJsonObject("components"));
        OutputUnit result = Validator.create(
                        JsonSchema.of("https://warmtag.test/answer", whole),
                        new JsonSchemaOptions()
                                .setBaseUri("https://warmtag.test/")
                                .setDraft(Draft.DRAFT202012)
                                .setOutputFormat(OutputFormat.Basic))
                .validate(body);
        assertTrue(result.getValid(), () -> what + ": " + result.getErrors() + " in " + body.encodePrettily());
    }
}
