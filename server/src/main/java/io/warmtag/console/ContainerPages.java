package io.warmtag.console;

import io.warmtag.preview.Builds;
import io.warmtag.web.BaseUrl;
import io.warmtag.web.Routes;
import java.util.List;

/** All pages about what a site's container holds and serves. */
public final class ContainerPages {
    private ContainerPages() {}

    public static List<Routes> all(Tagging tagging, Builds builds, Releasing releasing, BaseUrl baseUrl) {
        Console console = tagging.console();
        return List.of(
                new EntityListPages(tagging),
                new EntityPages(tagging, baseUrl),
                new EntityActions(tagging),
                new FolderPages(tagging),
                new EventDefinitionPages(tagging, builds),
                new PublishPages(console, releasing),
                new VersionPages(console, releasing, tagging.workspaces()),
                new EnvironmentPages(console, releasing, baseUrl));
    }
}
