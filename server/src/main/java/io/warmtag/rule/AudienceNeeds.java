package io.warmtag.rule;

import io.warmtag.rule.audience.model.Condition;
import io.warmtag.rule.audience.model.Life;
import io.warmtag.rule.audience.model.Needs;
import io.warmtag.visitor.ModelSettingsStore;
import io.warmtag.visitor.model.PersonState;
import io.warmtag.visitor.model.SettingsHistory;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;

/** What a site's audiences look at. */
public final class AudienceNeeds {
    /** Stands for every name of an event. */
    public static final String EVERY_NAME = "*";

    private final AudienceDirectory directory;
    private final ModelSettingsStore models;
    private final Map<Integer, Names> names = new ConcurrentHashMap<>();

    /** What a site's audiences want to hear of, as long as they and the settings are these very ones. */
    private record Names(Collection<Audience> audiences, SettingsHistory history, Set<String> names) {}

    public AudienceNeeds(AudienceDirectory directory, ModelSettingsStore models) {
        this.directory = directory;
        this.models = models;
    }

    /** Of conditions of a site, audiences or not. */
    public Needs of(int site, Collection<Condition> conditions) {
        return Needs.of(conditions, models.history(site), id -> directory.condition(site, id));
    }

    /** See {@link Audiences#names}; asked for each event that comes in. */
    Set<String> names(int site) {
        Collection<Audience> audiences = directory.of(site);
        if (audiences.isEmpty()) {
            return Set.of();
        }
        SettingsHistory history = models.history(site);
        Names known = names.get(site);
        if (known == null || known.audiences != audiences || known.history != history) {
            known = new Names(audiences, history, names(audiences));
            names.put(site, known);
        }
        return known.names;
    }

    private Set<String> names(Collection<Audience> audiences) {
        Set<String> names = new TreeSet<>();
        for (Audience audience : audiences) {
            Needs needs = of(audience);
            names.addAll(needs.names());
            if (needs.everyName() || holdsForStrangers(audience)) {
                names.add(EVERY_NAME);
            }
        }
        return Set.copyOf(names);
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
