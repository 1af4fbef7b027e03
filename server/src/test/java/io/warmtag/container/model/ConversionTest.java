package io.warmtag.container.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.warmtag.catalog.Catalog;
import io.warmtag.catalog.Kind;
import io.warmtag.catalog.Value;
import io.warmtag.catalog.ValueJson;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class ConversionTest {
    private final Catalog catalog = Catalog.load();
    private final Editor editor = new Editor(catalog);
    private Workspace workspace = Workspace.NEW;

    /** What a page makes of texts, by the program that builds the tag. */
    private static String made(Conversion conversion, String... texts) throws IOException, InterruptedException {
        String all = ValueJson.write(
                new Value.Items(List.of(texts).stream().map(Value::of).toList()));
        String script = "const f=" + conversion.script(7) + ";console.log(JSON.stringify(" + all
                + ".map(x=>f(n=>n===7&&x)())))";
        var builder = new ProcessBuilder("node", "-");
        Process node = builder.redirectErrorStream(true).start();
        try (var in = node.getOutputStream()) {
            in.write(script.getBytes(StandardCharsets.UTF_8));
        }
        String said = new String(node.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        assertEquals(0, node.waitFor(), said);
        return said;
    }

    @Test
    void readsNumbersAsShopsWriteThem() throws IOException, InterruptedException {
        assertEquals(
                "[1290,1290.5,1290.5,12.5,1.29,1290500,-3,1290,1290.75,\"none\",\"\"]",
                made(
                        Conversion.NUMBER,
                        "1,290",
                        "1,290.50",
                        "1.290,50",
                        "12.5",
                        "1,29",
                        "1,290,500",
                        "-3",
                        "৳ ১,২৯০/-",
                        "Tk. 1,290.75",
                        "none",
                        ""));
        assertEquals("[1.29,1290]", made(Conversion.NUMBER_COMMA, "1,290", "1.290"));
        assertEquals("[1290,1.29]", made(Conversion.NUMBER_PERIOD, "1,290", "1.290"));
    }

    @Test
    void readsFlags() throws IOException, InterruptedException {
        assertEquals(
                "[true,true,true,false,false,false,\"maybe\"]",
                made(Conversion.BOOLEAN, "true", "Yes ", "1", "FALSE", "no", "0", "maybe"));
    }

    @Test
    void isShippedAsAFunctionOverTheVariableAsItWas() {
        make(
                Kind.VARIABLE,
                "{'name':'V','type':'cookie','params':{'name':'price'},'format':{'to':'number_comma','undefined':0}}");
        assertEquals(
                workspace.content(),
                EntityReader.content(EntityJson.write(workspace.content())),
                "it is kept as it was made");
        int trigger = make(Kind.TRIGGER, "{'name':'T','type':'click'}");
        make(
                Kind.TAG,
                "{'name':'A','type':'custom_html','params':{'html':'{{V}}{{Page URL}}'},'firing':" + List.of(trigger)
                        + "}");
        Compiled compiled = Compiler.preview(workspace.content(), catalog);
        var tags = compiled.tags().orElseThrow();
        String types = ((Value.Items) tags.get("v").orElseThrow())
                .items().stream()
                        .map(each ->
                                ValueJson.write(((Value.Items) each).items().get(0)))
                        .collect(Collectors.joining());
        assertEquals("\"custom_javascript\"\"url\"\"cookie\"", types);
        assertEquals(
                "[\"custom_javascript\",{\"javascript\":{\"f\":0}},{\"undefined\":0}]",
                ValueJson.write(
                        ((Value.Items) tags.get("v").orElseThrow()).items().get(0)));
        assertEquals(List.of(Conversion.NUMBER_COMMA.script(2)), compiled.code());
        new Indexes(tags, compiled.code()).check();
    }

    @CanIgnoreReturnValue
    private int make(Kind kind, String json) {
        var done = assertInstanceOf(Edit.Done.class, editor.create(workspace, kind, Draftsman.json(json)));
        workspace = done.workspace();
        return done.entity().id();
    }
}
