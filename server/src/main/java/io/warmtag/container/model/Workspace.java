package io.warmtag.container.model;

/**
 * A site's draft.
 *
 * @param nextId of the next entity; ids are never used again
 * @param revision how often it was changed
 */
public record Workspace(Content content, int nextId, long revision) {
    public static final Workspace NEW = new Workspace(Content.EMPTY, 1, 0);

    public Workspace with(Content other) {
        return new Workspace(other, nextId, revision);
    }
}
