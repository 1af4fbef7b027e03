package io.warmtag.destination;

/** What console and API need of destinations. */
public record DestinationServices(
        Kinds kinds, Targets targets, Deliveries deliveries, DryRun dryRun, Connection connection, Lists lists) {}
