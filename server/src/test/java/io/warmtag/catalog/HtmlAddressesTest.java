package io.warmtag.catalog;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HtmlAddressesTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<a href=\"{{A}}{{B}}\">x</a>",
                "<a HREF = '{{A}}{{B}}'>x</a>",
                "<a href={{Page URL}}{{B}}>x</a>",
                "<a href=\" {{A}}:{{B}}\">x</a>",
                "<a href=\"java{{A}}\">x</a>",
                "<form action=\"{{A}}script\">",
                "<svg><a xlink:href=\"{{A}}\">x</a></svg>",
                "<iframe srcdoc=\"<p>{{A}}\"></iframe>",
                "<script>a()</script><script src=\"{{A}}{{B}}\"></script>",
            })
    void findsVariablesThatCouldFormAScheme(String html) {
        assertEquals(true, HtmlAddresses.unsafe(html).isPresent());
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
                "<img src=\"https://a.example/?x={{A}}&y={{B}}\">",
                "<p data-href=\"{{A}}{{B}}\">{{A}}{{B}}</p>",
            })
    void leavesAllElse(String html) {
        assertEquals(Optional.empty(), HtmlAddresses.unsafe(html));
    }
}
