package io.warmtag.console;

import io.warmtag.container.model.Change;
import java.util.List;

/**
 * What has become of one thing, in words.
 *
 * @param what added, removed or changed
 * @param path of its page; empty when it is gone
 */
record ChangeView(String title, String what, String path, List<String> details) {
    static List<ChangeView> of(Visit visit, List<Change> changes) {
        return changes.stream().map(change -> of(visit, change)).toList();
    }

    private static ChangeView of(Visit visit, Change change) {
        String path = switch (change.kind()) {
            case FOLDER -> "/folders";
            default -> "/" + change.kind().code() + "s/" + change.id();
        };
        return new ChangeView(
                visit.say(change.title()),
                change.what().code(),
                change.what() == Change.What.REMOVED ? "" : visit.sitePath(path),
                change.details().stream().map(visit::say).toList());
    }
}
