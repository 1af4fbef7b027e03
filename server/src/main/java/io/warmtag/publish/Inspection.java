package io.warmtag.publish;

import io.warmtag.catalog.Catalog;
import io.warmtag.catalog.Kind;
import io.warmtag.catalog.Message;
import io.warmtag.catalog.ParamKind;
import io.warmtag.catalog.Problem;
import io.warmtag.container.Environment;
import io.warmtag.container.model.Checks;
import io.warmtag.container.model.Compiled;
import io.warmtag.container.model.Compiler;
import io.warmtag.container.model.Content;
import io.warmtag.container.model.Diff;
import io.warmtag.container.model.Entity;
import io.warmtag.container.model.Share;
import io.warmtag.container.model.Tag;
import io.warmtag.container.model.Uses;
import io.warmtag.site.Site;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Looks at a content before it is published. Takes its time: some 10 ms, more where there are hundreds of entities. */
public final class Inspection {
    /** The most that a script may weigh before compression: beyond that no phone wants to read it. */
    static final int MOST_BYTES = 600_000;

    private final Catalog catalog;
    private final Manifest manifest;
    private final ContainerAssembler assembler;
    private final Checks checks;
    private final Sizes sizes = new Sizes();

    /**
     * Something to be said about an entity, or about the whole.
     *
     * @param entity empty: the whole container
     */
    public record Finding(Optional<Entity> entity, String field, Message message) {}

    Inspection(Catalog catalog, Manifest manifest) {
        this.catalog = catalog;
        this.manifest = manifest;
        this.assembler = new ContainerAssembler(manifest);
        this.checks = new Checks(catalog);
    }

    /** What a content is compiled to, unless something keeps it from that, and its script. */
    private record Made(List<Finding> faults, Compiled compiled, String script) {}

    /** What keeps a content from being published. */
    List<Finding> faults(Site site, Content content) {
        return make(site, content).faults;
    }

    private Made make(Site site, Content content) {
        var faults = new ArrayList<Finding>();
        for (Entity entity : content.entities().values()) {
            for (Problem problem : checks.problems(entity, content)) {
                faults.add(new Finding(Optional.of(entity), problem.field(), problem.message()));
            }
        }
        Compiled compiled = faults.isEmpty() ? compiled(content) : Compiled.EMPTY;
        String script = faults.isEmpty() ? script(site, compiled) : "";
        int bytes = script.getBytes(StandardCharsets.UTF_8).length;
        if (bytes > MOST_BYTES) {
            faults.add(new Finding(
                    Optional.empty(), "", Message.of("problem.container.size", "bytes", bytes, "most", MOST_BYTES)));
        }
        return new Made(faults, compiled, script);
    }

    private Compiled compiled(Content content) {
        return Compiler.compile(content, catalog, true);
    }

    private String script(Site site, Compiled compiled) {
        return assembler.assemble(site, Optional.empty(), new ContainerConfig.Release(1, Environment.LIVE, compiled));
    }

    Review review(Site site, Content served, Content draft, boolean weigh) {
        Made made = make(site, draft);
        boolean isFine = made.faults.isEmpty();
        Sizes.Served before = sizes.of(site, served, () -> script(site, compiled(served)));
        return new Review(
                Diff.between(served, draft, catalog),
                made.faults,
                warnings(draft),
                before.size(),
                isFine ? before.like(made.script) : before.size(),
                isFine && weigh ? TagWeights.of(Share.of(draft, catalog, made.compiled), manifest) : List.of());
    }

    private List<Finding> warnings(Content content) {
        var warnings = new ArrayList<Finding>();
        for (Entity entity : Uses.unused(content, catalog)) {
            warnings.add(warning(entity, "warning.unused." + entity.kind().code()));
        }
        for (Tag tag : content.tags()) {
            setupThatIsMissing(tag, content).ifPresent(warnings::add);
            if (asksNobody(tag)) {
                warnings.add(warning(tag, "warning.consent"));
            }
            if (hasInlineScript(tag)) {
                warnings.add(warning(tag, "warning.csp"));
            }
        }
        return warnings;
    }

    /** A tag that waits for one that doesn't fire where it would fire itself. */
    private static Optional<Finding> setupThatIsMissing(Tag tag, Content content) {
        return tag.sequence()
                .setup()
                .filter(setup -> setup.stopOnFailure() && !tag.paused())
                .flatMap(setup -> content.find(Kind.TAG, setup.tag()))
                .map(Tag.class::cast)
                .filter(setup -> setup.paused()
                        || setup.firing().liveOnly() && !tag.firing().liveOnly())
                .map(setup -> new Finding(
                        Optional.of(tag),
                        "setup.tag",
                        Message.of(
                                setup.paused() ? "warning.setup.paused" : "warning.setup.live_only",
                                "name",
                                tag.name(),
                                "setup",
                                setup.name())));
    }

    /** A tag that may send something to others without asking: nobody has said what consent it needs. */
    private boolean asksNobody(Tag tag) {
        boolean own = catalog.type(Kind.TAG, tag.type())
                .filter(type ->
                        !type.ships().consent().isEmpty() || type.group().equals("warmtag"))
                .isPresent();
        return !tag.paused()
                && switch (tag.consent().mode()) {
                    case DEFAULT -> !own;
                    case NONE -> true;
                    case ADDITIONAL -> false;
                };
    }

    private boolean hasInlineScript(Tag tag) {
        return !tag.paused()
                && catalog.type(Kind.TAG, tag.type()).stream()
                        .flatMap(type -> type.params().stream())
                        .filter(param -> param.kind() == ParamKind.HTML)
                        .flatMap(param -> tag.params().text(param.id()).stream())
                        .anyMatch(html -> html.toLowerCase(Locale.ROOT).contains("<script"));
    }

    private static Finding warning(Entity entity, String key) {
        return new Finding(Optional.of(entity), "", Message.of(key, "name", entity.name()));
    }
}
