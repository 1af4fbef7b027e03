package io.warmtag.console;

import io.warmtag.preview.Builds;
import io.warmtag.web.Routes;
import java.util.List;
import java.util.Optional;

/** All pages about what a site's container holds and serves. */
public final class ContainerPages {
    private ContainerPages() {}

    public static List<Routes> all(Tagging tagging, Builds builds, Releasing releasing, Optional<String> publicUrl) {
        Console console = tagging.console();
        return List.of(
                new EntityListPages(tagging),
                new EntityPages(tagging, publicUrl),
                new EntityActions(tagging),
                new FolderPages(tagging),
                new EventDefinitionPages(tagging, builds),
                new PublishPages(console, releasing),
                new VersionPages(console, releasing, tagging.workspaces()),
                new EnvironmentPages(console, releasing, publicUrl));
    }
}
