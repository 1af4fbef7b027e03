package io.warmtag.container.model;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PlainScriptTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "<script>a(1)</script>|a(1)",
                " <SCRIPT type=\"text/javascript\" >a();b()</Script >|a();b()",
                "<script type=text/javascript>a('<b>')</script>|a('<b>')",
                "<!-- Pixel {{x}} --><script>a({{x}})</script><!-- End -->|a({{x}})",
                "<script></script>|``",
            })
    void takesTheCodeOfOneScript(String html, String code) {
        assertEquals(Optional.of(code), PlainScript.in(html));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<script src=\"/a.js\"></script>",
                "<script async>a()</script>",
                "<script type=\"module\">a()</script>",
                "<script>a()</script><p>b</p>",
                "<script>a()</script><script>b()</script>",
                "<p>b</p><script>a()</script>",
                "<script>a('</script')</script>",
                "<script>a('<!-- <script>')</script>",
                "<script>a()",
                "<!--><script>a()</script>",
                "<!-- <script>a()</script>",
                "<scripts>a()</script>",
                "",
            })
    void leavesOtherHtmlToTheBrowser(String html) {
        assertEquals(Optional.empty(), PlainScript.in(html));
    }
}
