package io.warmtag.visitor;

/** How many persons of a site have which temperature. */
public record TemperatureCounts(long hot, long warm, long cold) {
    public static final TemperatureCounts NONE = new TemperatureCounts(0, 0, 0);

    public long total() {
        return hot + warm + cold;
    }
}
