package io.warmtag.catalog.html;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.warmtag.catalog.Template;
import io.warmtag.catalog.Value;
import io.warmtag.catalog.ValueJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class CustomHtmlTest {

    /** The same cases run in a browser, with what the values come to there. */
    static Stream<Value.Fields> cases() throws IOException {
        Value all = ValueJson.read(Files.readString(Path.of("../tag-js/e2e/html.json")));
        return ((Value.Items) all).items().stream().map(Value.Fields.class::cast);
    }

    @ParameterizedTest
    @MethodSource("cases")
    void saysWhereEachVariableStands(Value.Fields golden) {
        CustomHtml html = CustomHtml.read(golden.text("html").orElseThrow());
        var pieces = new Value.Items(
                html.pieces().stream().map(CustomHtmlTest::written).toList());
        assertEquals(
                ValueJson.write(golden.get("pieces").orElseThrow()),
                ValueJson.write(pieces),
                golden.text("what").orElseThrow());
        assertEquals(golden.get("script").isPresent(), html.isScript());
    }

    private static Value written(CustomHtml.Piece piece) {
        return piece instanceof CustomHtml.Piece.Variable variable
                ? new Value.Items(List.of(
                        Value.of(variable.name()), Value.of(variable.place().name())))
                : Value.of(((CustomHtml.Piece.Text) piece).text());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<a href=\"{{A}}{{B}}\">x</a>",
                "<a HREF = '{{A}}{{B}}'>x</a>",
                "<a href={{Page URL}}{{B}}>x</a>",
                "<a href=\" {{A}}:{{B}}\">x</a>",
                "<a href=\"java{{A}}\">x</a>",
                "<a href=\"{{A}}script&colon;b\">x</a>",
                "<form action=\"{{A}}script\">",
                "<svg><a xlink:href=\"{{A}}{{B}}\">x</a></svg>",
                "<iframe srcdoc=\"<p>{{A}}\"></iframe>",
                "<script>a()</script><script src=\"{{A}}{{B}}\"></script>",
                "<p title='>' ><a title=\"<script>\" href=\"{{A}}{{B}}\">x</a>",
            })
    void findsVariablesThatCouldFormAScheme(String html) {
        assertEquals(true, CustomHtml.read(html).unsafe().isPresent());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<a href=\"{{A}}\">x</a>",
                "<a href=\"{{A}}/p?q={{B}}{{C}}\">x</a>",
                "<a href=\"{{A}}?q={{B}}\">x</a>",
                "<a href=\"https://{{A}}{{B}}\">x</a>",
                "<a href=\"/p/{{A}}{{B}}\">x</a>",
                "<a title=\"{{A}}{{B}}\" href=\"#{{A}}\">x</a>",
                "<script>a.href = \"{{A}}{{B}}\"</script>",
                "<script>a = '<a href=\"{{A}}{{B}}\">'</script>",
                "<img src=\"https://a.example/?x={{A}}&y={{B}}\">",
                "<p data-href=\"{{A}}{{B}}\">{{A}}{{B}}</p>",
                "<svg><a xlink:href=\"{{A}}\">x</a></svg>",
            })
    void leavesAllElse(String html) {
        assertEquals(Optional.empty(), CustomHtml.read(html).unsafe());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "<script>a(1)</script>|a(1)",
                " <SCRIPT type=\"text/javascript\" >a();b()</Script >|a();b()",
                "<script type=text/javascript>a('<b>')</script>|a('<b>')",
                "<!-- Pixel {{x}} --><script>a()</script><!-- End -->|a()",
                "<script>a()</script><noscript><img src=\"/a.gif\"></noscript>|a()",
                "<script>a('</scripts>')</script>|a('</scripts>')",
                "<!--><script>a()</script>|a()",
                "<script>a()</script><noscript><img src=\"/a.gif\">|a()",
            })
    void takesTheCodeOfOneScript(String html, String code) {
        assertEquals(
                new CustomHtml(List.of(new CustomHtml.Piece.Text(code)), true, Optional.empty()),
                CustomHtml.read(html));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<script src=\"/a.js\"></script>",
                "<script async>a()</script>",
                "<script type=\"module\">a()</script>",
                "<script type={{A}}>a()</script>",
                "<script>a()</script><p>b</p>",
                "<script>a()</script>b",
                "<script>a()</script><script>b()</script>",
                "<p>b</p><script>a()</script>",
                "{{A}}<script>a()</script>",
                "<script>a('<!-- <script>')</script>",
                "<script>a()",
                "<!-- <script>a()</script>",
                "<scripts>a()</script>",
                "<noscript><script>a()</script></noscript>",
                "",
            })
    void leavesOtherHtmlToTheBrowser(String html) {
        assertEquals(false, CustomHtml.read(html).isScript());
    }

    @Test
    void setsWhatComparesApartFromARegularExpression() {
        assertEquals(
                List.of(
                        new CustomHtml.Piece.Text("a < /"),
                        new CustomHtml.Piece.Variable("A", Place.STRING),
                        new CustomHtml.Piece.Text("/.b")),
                CustomHtml.read("<script>a </{{A}}/.b</script>").pieces());
    }

    /** Whatever stands there: each variable is written once or left out, and the next reading finds the same. */
    @Property
    void readsAnything(@ForAll("soups") String html) {
        CustomHtml read = CustomHtml.read(html);
        long variables = read.pieces().stream()
                .filter(CustomHtml.Piece.Variable.class::isInstance)
                .count();
        assertEquals(true, variables <= Template.parse(html).pieces().size());
        String again = read.pieces().stream()
                .map(piece -> piece instanceof CustomHtml.Piece.Variable variable
                        ? Template.reference(variable.name())
                        : ((CustomHtml.Piece.Text) piece).text())
                .collect(Collectors.joining());
        if (!read.isScript()) {
            assertEquals(read.pieces(), CustomHtml.read(again).pieces(), again);
        }
    }

    @Provide
    Arbitrary<String> soups() {
        return Arbitraries.of(
                        "{{A}}",
                        "{{B}}",
                        "<",
                        ">",
                        "</",
                        "/>",
                        "<!--",
                        "-->",
                        "<script",
                        "</script>",
                        "<script>",
                        "<style>",
                        "</style>",
                        "<p",
                        "<a",
                        " href=",
                        " onclick=",
                        " type=",
                        " ",
                        "=",
                        "\"",
                        "'",
                        "`",
                        "${",
                        "}",
                        "{",
                        "/",
                        "\\",
                        "(",
                        ")",
                        "[",
                        "]",
                        "if",
                        "return",
                        "x",
                        "\n",
                        "//",
                        "/*",
                        "*/",
                        "&quot;",
                        "javascript:",
                        "<svg>",
                        "</svg>",
                        "<title>",
                        "</title>",
                        "<noscript>",
                        "</noscript>",
                        "\ue000")
                .list()
                .ofMaxSize(30)
                .map(parts -> String.join("", parts));
    }
}
