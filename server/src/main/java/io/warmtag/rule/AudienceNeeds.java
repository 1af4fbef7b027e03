package io.warmtag.rule;

import io.warmtag.rule.audience.model.Condition;
import io.warmtag.rule.audience.model.Life;
import io.warmtag.rule.audience.model.Needs;
import io.warmtag.visitor.ModelSettingsStore;
import io.warmtag.visitor.model.PersonState;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** What a site's audiences look at. */
public final class AudienceNeeds {
    /** Stands for every name of an event. */
    public static final String EVERY_NAME = "*";

    private final AudienceDirectory directory;
    private final ModelSettingsStore models;

    public AudienceNeeds(AudienceDirectory directory, ModelSettingsStore models) {
        this.directory = directory;
        this.models = models;
    }

    /** Of conditions of a site, audiences or not. */
    public Needs of(int site, Collection<Condition> conditions) {
        return Needs.of(conditions, models.history(site), id -> directory.condition(site, id));
    }

    /** See {@link Audiences#names}. */
    Set<String> names(int site) {
        Set<String> names = new TreeSet<>();
        for (Audience audience : directory.of(site)) {
            Needs needs = of(audience);
            names.addAll(needs.names());
            if (needs.everyName() || holdsForStrangers(audience)) {
                names.add(EVERY_NAME);
            }
        }
        return names;
    }

    Needs of(Audience audience) {
        return of(audience.site(), List.of(audience.condition()));
    }

    /** Whether somebody of whom nothing is known fulfils it: then whatever he does first brings him in. */
    boolean holdsForStrangers(Audience audience) {
        var nothing = new Life(PersonState.EMPTY, List.of(), List.of(), models.history(audience.site()), true);
        return directory.evaluator(audience.site()).holds(audience.condition(), nothing.whole(), 0);
    }
}
