package io.warmtag.container.build;

import io.warmtag.catalog.Template;
import io.warmtag.catalog.Value;
import io.warmtag.catalog.ValueJson;
import io.warmtag.container.build.Recipe.Read;
import io.warmtag.container.model.EventDefinition.Type;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Custom JavaScript that reads a value of the page, as somebody would write it by hand: it is seen and may be edited. */
final class ReadCode {
    private static final String NUMBER = """
              text = text.replace(/[০-৯]/g, function (digit) { return "০১২৩৪৫৬৭৮৯".indexOf(digit); });
              var number = /-?\\d[\\d,]*(\\.\\d+)?/.exec(text);
              return number ? Number(number[0].replace(/,/g, "")) : undefined;
            """;
    private static final String FLAG = """
              return !/^(|0|no|false|না)$/i.test(text.trim());
            """;
    private static final String TEXT = """
              return text.trim() || undefined;
            """;

    private ReadCode() {}

    /** @param clicked the variable that holds what was clicked or sent */
    static String element(Read read, String clicked) {
        String selector = ValueJson.write(Value.of(read.selector()));
        String find;
        if (read.from() == Recipe.From.OWN) {
            find = "  var found = " + Template.reference(clicked) + ";\n";
        } else if (read.near()) {
            find = "  // The one that is nearest to what was clicked.\n"
                    + "  var at = " + Template.reference(clicked) + ", found;\n"
                    + "  while (at && !found) {\n"
                    + "    found = at.querySelector(" + selector + ");\n"
                    + "    at = at.parentElement;\n"
                    + "  }\n";
        } else {
            find = "  var found = document.querySelector(" + selector + ");\n";
        }
        String text = read.name().isEmpty()
                ? "/^(INPUT|SELECT|TEXTAREA)$/.test(found.tagName) ? found.value : found.textContent"
                : "found.getAttribute(" + ValueJson.write(Value.of(read.name())) + ")";
        return "function () {\n" + find
                + "  if (!found) { return undefined; }\n"
                + "  var text = String((" + text + ") || \"\");\n"
                + ending(read.type()) + "}";
    }

    private static String ending(Type type) {
        return switch (type) {
            case NUMBER -> NUMBER;
            case BOOLEAN -> FLAG;
            default -> TEXT;
        };
    }

    /** The first thing of a type in the page's structured data that has the key. */
    static String structured(Read read) {
        String key = ValueJson.write(Value.of(read.name()));
        String type = ValueJson.write(Value.of(read.within()));
        return """
                function () {
                  var found;
                  function look(at) {
                    if (found !== undefined || !at || typeof at !== "object") { return; }
                    var value = String(at["@type"]).indexOf(%s) >= 0 ? at[%s] : undefined;
                    if (typeof value === "string" || typeof value === "number") { found = value; }
                    Object.keys(at).forEach(function (name) { look(at[name]); });
                  }
                  document.querySelectorAll('script[type="application/ld+json"]').forEach(function (script) {
                    try { look(JSON.parse(script.textContent)); } catch (broken) { return; }
                  });
                  if (found === undefined) { return undefined; }
                  var text = String(found);
                """.formatted(read.within().isEmpty() ? "\"\"" : type, key) + ending(read.type()) + "}";
    }

    /** A parameter of the page's address that is no text. */
    static String query(Read read) {
        return "function () {\n  var text = new URLSearchParams(location.search).get("
                + ValueJson.write(Value.of(read.name())) + ");\n"
                + "  if (text === null) { return undefined; }\n" + ending(read.type()) + "}";
    }

    /** A value that is always the same and no text. */
    static String fixed(Read read) {
        return "function () {\n  var text = " + ValueJson.write(Value.of(read.name())) + ";\n" + ending(read.type())
                + "}";
    }

    /** @param references what the product's fields are read by: <code>{{variables}}</code>, or texts in quotes */
    static String item(Map<String, String> references) {
        List<String> fields = references.entrySet().stream()
                .map(field -> "    " + field.getKey() + ": " + field.getValue())
                .toList();
        return "function () {\n  return [{\n" + fields.stream().collect(Collectors.joining(",\n")) + "\n  }];\n}";
    }
}
