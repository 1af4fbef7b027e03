package io.warmtag.web;

import com.github.jknack.handlebars.Handlebars;
import com.github.jknack.handlebars.Handlebars.SafeString;
import com.github.jknack.handlebars.Helper;
import com.github.jknack.handlebars.Options;
import java.time.Instant;
import java.util.Objects;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/** The words that templates know beyond Handlebars' own. */
final class PagesHelpers {
    static final String CONTEXT = "pages";

    private PagesHelpers() {}

    static void register(Handlebars handlebars, Messages messages, StaticAssets assets) {
        handlebars.registerHelper(
                "t", (key, options) -> messages.text(context(options).formats(), (String) key, options.hash));
        // A key whose end is known only when the page is made: {{tk "temperature" value}}.
        handlebars.registerHelper(
                "tk",
                (prefix, options) ->
                        messages.text(context(options).formats(), prefix + "." + options.param(0), options.hash));
        handlebars.registerHelper("asset", (name, options) -> assets.path((String) name));
        handlebars.registerHelper(
                "icon",
                (name, options) ->
                        new SafeString(handlebars.compile("icons/" + name).text()));
        handlebars.registerHelper("eq", (one, options) -> Objects.equals(one, options.param(0)));
        handlebars.registerHelper("concat", (first, options) -> {
            var text = new StringBuilder(String.valueOf(first));
            for (Object part : options.params) {
                text.append(part);
            }
            return text.toString();
        });
        handlebars.registerHelper("short", (text, options) -> ((String) text).substring(0, 8) + "…");
        handlebars.registerHelper("iso", (time, options) -> ((Instant) time).toString());
        format(handlebars, "number", (formats, value) -> formats.number(((Number) value).longValue()));
        format(handlebars, "digits", (formats, value) -> formats.digits((String) value));
        format(handlebars, "decimal", (formats, value) -> formats.decimal(((Number) value).doubleValue(), 1));
        format(handlebars, "exact", (formats, value) -> formats.decimal(((Number) value).doubleValue(), 3));
        format(handlebars, "signed", (formats, value) -> formats.signed(((Number) value).doubleValue(), 1));
        format(handlebars, "money", (formats, value) -> formats.money(((Number) value).doubleValue()));
        format(handlebars, "date", (formats, value) -> formats.date((Instant) value));
        format(handlebars, "day", (formats, value) -> formats.day((Instant) value));
        format(handlebars, "dateTime", (formats, value) -> formats.dateTime((Instant) value));
        format(handlebars, "time", (formats, value) -> formats.time((Instant) value));
        handlebars.registerHelper(
                "ago",
                (time, options) -> context(options)
                        .formats()
                        .relative((Instant) time, context(options).now()));
        // Handlebars would write nothing for a name that isn't there: a page must not lose a part in silence.
        handlebars.registerHelperMissing((value, options) -> {
            throw new IllegalArgumentException(
                    "template " + options.fn.filename() + " uses '" + options.helperName + "', which is not there");
        });
    }

    private static void format(Handlebars handlebars, String name, BiFunction<Formats, Object, String> format) {
        Helper<@Nullable Object> helper = (value, options) -> {
            if (value == null) {
                throw new IllegalArgumentException("nothing given to '" + name + "' in " + options.fn.filename());
            }
            return format.apply(context(options).formats(), value);
        };
        handlebars.registerHelper(name, helper);
    }

    private static PagesContext context(Options options) {
        return Objects.requireNonNull(options.data(CONTEXT), "rendered without a PagesContext");
    }
}
