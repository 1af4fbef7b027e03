package io.warmtag.event;

/** The events could not be stored now, for sure or for all we know; the caller is to try again with the same ids. */
public class StorageUnavailable extends RuntimeException {
    public StorageUnavailable(String reason) {
        super(reason, null, false, false);
    }
}
