package io.warmtag.web;

import com.github.jknack.handlebars.Context;
import com.github.jknack.handlebars.Handlebars;
import com.github.jknack.handlebars.Template;
import com.github.jknack.handlebars.ValueResolver;
import com.github.jknack.handlebars.cache.ConcurrentMapTemplateCache;
import com.github.jknack.handlebars.context.MapValueResolver;
import com.github.jknack.handlebars.io.ClassPathTemplateLoader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;

/**
 * The console's templates. All of them are compiled at start, so that a broken one stops the start and no request waits for
 * a file.
 */
public final class Pages {
    private final ValueResolver[] resolvers = {MapValueResolver.INSTANCE, new PagesRecords()};

    private final Map<String, Template> templates;

    private Pages(Map<String, Template> templates) {
        this.templates = templates;
    }

    /** Compiles every template that admin-ui's manifest lists; blocks. */
    public static Pages load(Messages messages, StaticAssets assets) {
        var handlebars = new Handlebars(new ClassPathTemplateLoader("/META-INF/admin-ui/templates", ".hbs"))
                .with(new ConcurrentMapTemplateCache())
                // A condition holds conditions: what is nested is shown by the partial that shows it.
                .infiniteLoops(true)
                .with(new PagesEscaping());
        PagesHelpers.register(handlebars, messages, assets);
        Map<String, Template> templates = new HashMap<>();
        for (String name : assets.templates()) {
            try {
                templates.put(name, handlebars.compile(name));
            } catch (IOException e) {
                throw new UncheckedIOException("template " + name, e);
            }
        }
        return new Pages(Map.copyOf(templates));
    }

    /**
     * The page as HTML.
     *
     * @param template below {@code pages/}, like {@code sites/index}
     * @param model a record (or a map) that the template's names are looked up in
     */
    public String render(String template, Object model, PagesContext context) {
        Template compiled = templates.get("pages/" + template);
        if (compiled == null) {
            throw new IllegalArgumentException("no template pages/" + template);
        }
        Context values = Context.newBuilder(model).resolver(resolvers).build();
        values.data(PagesHelpers.CONTEXT, context);
        values.data("pageLanguage", context.language());
        values.data("pageNumerals", context.formats().numerals().toLanguageTag());
        values.data("pageNonce", context.nonce());
        values.data("pageCsrf", context.csrf());
        values.data("frame", context.frame());
        try {
            return compiled.apply(values);
        } catch (IOException e) {
            throw new UncheckedIOException("template " + template, e);
        }
    }
}
