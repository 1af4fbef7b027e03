package io.warmtag.container.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Takes a deleted entity out of where it is only pointed at: a folder's content, what an event's builder has made. */
final class Forgetting {
    private Forgetting() {}

    static Content of(Entity gone, Content content) {
        List<Entity> changed = new ArrayList<>();
        for (Entity entity : content.entities().values()) {
            if (gone instanceof Folder
                    && entity.folder().filter(id -> id == gone.id()).isPresent()) {
                changed.add(entity.withLabel(entity.label().in(Optional.empty())));
            } else if (entity instanceof EventDefinition event && event.made().isPresent()) {
                changed.add(event.withMade(event.made().map(made -> without(made, gone.id()))));
            }
        }
        return content.with(changed);
    }

    private static EventDefinition.Made without(EventDefinition.Made made, int id) {
        return new EventDefinition.Made(
                made.trigger().filter(each -> each != id),
                made.tag().filter(each -> each != id),
                made.variables().stream().filter(each -> each != id).toList());
    }
}
