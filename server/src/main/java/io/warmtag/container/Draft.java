package io.warmtag.container;

import io.warmtag.container.model.Content;
import io.warmtag.container.model.Workspace;
import java.time.Instant;
import java.util.Map;

/**
 * A site's draft as it is stored.
 *
 * @param id of the workspace in the database
 * @param stamps who changed what last, by the entity's id
 */
public record Draft(int id, Workspace workspace, Map<Integer, Stamp> stamps) {
    public Draft {
        stamps = Map.copyOf(stamps);
    }

    /** Before every change. */
    static Draft unread(int id) {
        return new Draft(id, new Workspace(Content.EMPTY, 1, -1), Map.of());
    }

    /**
     * The last change of an entity.
     *
     * @param revision of the whole draft then
     */
    public record Stamp(long revision, String author, Instant at) {}

    /** The revision at which an entity was last changed; 0 when there is none. */
    public long revision(int entity) {
        Stamp stamp = stamps.get(entity);
        return stamp == null ? 0 : stamp.revision();
    }
}
