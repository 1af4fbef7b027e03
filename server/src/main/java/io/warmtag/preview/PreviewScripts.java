package io.warmtag.preview;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.warmtag.catalog.Catalog;
import io.warmtag.container.Environment;
import io.warmtag.container.Environments;
import io.warmtag.container.VersionStore;
import io.warmtag.container.Workspaces;
import io.warmtag.container.build.EventBuilder;
import io.warmtag.container.model.Compiled;
import io.warmtag.container.model.Compiler;
import io.warmtag.container.model.Content;
import io.warmtag.container.model.Edit;
import io.warmtag.container.model.Editor;
import io.warmtag.container.model.Workspace;
import io.warmtag.publish.ContainerAssembler;
import io.warmtag.publish.ContainerConfig;
import io.warmtag.publish.Manifest;
import io.warmtag.site.Site;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The scripts of browsers under preview: the same assembly as for everybody, and the module that tells what it does. */
public final class PreviewScripts {
    private static final Logger LOG = LoggerFactory.getLogger(PreviewScripts.class);
    private static final String PREVIEW = "module.preview";
    private static final String PICKER = "module.picker";
    // Whatever is on: in a preview offers are tried out that nobody else sees yet.
    private static final List<String> ALWAYS = List.of("module.offers");

    private final Vertx vertx;
    private final Catalog catalog;
    private final ContainerAssembler assembler;
    private final Workspaces workspaces;
    private final Environments environments;
    private final VersionStore versions;
    private final Previews previews;
    private final Builds builds;
    private final Editor editor;

    /** @param versions of the sites; drafts and releases come from those who keep them in memory */
    public PreviewScripts(
            Vertx vertx,
            Catalog catalog,
            Manifest manifest,
            Workspaces workspaces,
            Environments environments,
            VersionStore versions,
            Previews previews,
            Builds builds) {
        this.vertx = vertx;
        this.catalog = catalog;
        this.assembler = new ContainerAssembler(manifest);
        this.workspaces = workspaces;
        this.environments = environments;
        this.versions = versions;
        this.previews = previews;
        this.builds = builds;
        this.editor = new Editor(catalog);
    }

    /**
     * @param version its number; 0: a draft, or nothing was released
     * @param revision of the draft; 0: it is none, or one that nobody has saved
     */
    private record Chosen(int version, String environment, Content content, long revision) {}

    /** Empty when the token gives no right to this site's preview. */
    public Optional<Pass> pass(Site site, String token) {
        return previews.read(token).filter(pass -> pass.site().equals(site.publicId()));
    }

    /**
     * The script of a browser under preview.
     *
     * @param country where it is, when that is known
     * @return empty when it can't be put together, or the preview was ended: then the page gets what everybody gets, and
     *     the preview is told why
     */
    public Future<Optional<String>> of(Site site, Pass pass, Optional<String> country) {
        return previews.find(site, pass.session())
                .compose(session -> session.isEmpty()
                        ? Future.succeededFuture(Optional.<String>empty())
                        : make(site, pass, country).map(Optional::of))
                .recover(cause -> {
                    LOG.warn("preview of {} not made: {}", site.publicId(), cause.toString());
                    var said = new JsonObject().put("kind", "fault").put("text", String.valueOf(cause.getMessage()));
                    return previews.tell(pass.session(), List.of(said.encode()))
                            .otherwise(false)
                            .map(Optional.empty());
                });
    }

    private Future<String> make(Site site, Pass pass, Optional<String> country) {
        return tried(site, pass)
                .compose(chosen -> vertx.executeBlocking(() -> assemble(site, chosen, pass.picking(), country), false)
                        .compose(script -> note(pass, chosen).map(script)));
    }

    /** The draft with the event that is being built in it, as far as it can run by now. */
    private Future<Chosen> tried(Site site, Pass pass) {
        Future<Chosen> chosen = chosen(site, pass.subject());
        return pass.picking()
                ? chosen.compose(usual -> builds.find(site, pass.session())
                        .compose(build -> build.isEmpty()
                                ? chosen
                                : vertx.executeBlocking(() -> with(usual, build.get()), false)))
                : chosen;
    }

    private Chosen with(Chosen usual, Build build) {
        var workspace = new Workspace(usual.content, nextId(usual.content), usual.revision);
        return EventBuilder.save(editor, workspace, build.event(), build.definition()) instanceof Edit.Done done
                ? new Chosen(0, usual.environment, done.workspace().content(), 0)
                : usual;
    }

    private static int nextId(Content content) {
        return content.entities().isEmpty() ? 1 : content.entities().lastKey() + 1;
    }

    /** Of which draft the page's script was made: why its tags fired or not has to be told by that one. */
    private Future<Boolean> note(Pass pass, Chosen chosen) {
        var made = new JsonObject().put("kind", "made").put("revision", chosen.revision);
        return chosen.revision > 0
                ? previews.tell(pass.session(), List.of(made.encode())).otherwise(false)
                : Future.succeededFuture(false);
    }

    /** What is tried out, as it is now. */
    public Future<Content> content(Site site, Subject subject) {
        return chosen(site, subject).map(Chosen::content);
    }

    private Future<Chosen> chosen(Site site, Subject subject) {
        if (subject instanceof Subject.Numbered numbered) {
            return version(site, numbered.number(), Environment.LIVE);
        } else if (subject instanceof Subject.Served served) {
            return environments.find(site, served.environment()).compose(found -> {
                int number = found.flatMap(Environment::release)
                        .map(Environment.Release::version)
                        .orElse(0);
                return number == 0
                        ? Future.succeededFuture(new Chosen(0, served.environment(), Content.EMPTY, 0))
                        : version(site, number, served.environment());
            });
        }
        return workspaces
                .draft(site)
                .map(draft -> new Chosen(
                        0,
                        Environment.LIVE,
                        draft.workspace().content(),
                        draft.workspace().revision()));
    }

    private Future<Chosen> version(Site site, int number, String environment) {
        return versions.content(site.id(), number)
                .map(content -> new Chosen(number, environment, content.orElse(Content.EMPTY), 0));
    }

    private String assemble(Site site, Chosen chosen, boolean picking, Optional<String> country) {
        Compiled compiled = Compiler.preview(chosen.content, catalog);
        Set<String> parts = new TreeSet<>(compiled.parts());
        add(PREVIEW, parts);
        if (picking) {
            add(PICKER, parts);
        }
        var shipped = new Compiled(
                compiled.tags(),
                catalog.parts().stream().filter(parts::contains).toList(),
                compiled.code());
        return assembler.assemble(
                site, country, ALWAYS, new ContainerConfig.Release(chosen.version, chosen.environment, shipped));
    }

    private void add(String part, Set<String> parts) {
        if (!catalog.parts().contains(part)) {
            throw new IllegalStateException("tag-js was built without the part " + part);
        }
        if (parts.add(part)) {
            catalog.needs(part).forEach(need -> add(need, parts));
        }
    }
}
