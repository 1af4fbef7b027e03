package io.warmtag.container.model;

import io.warmtag.catalog.Catalog;
import io.warmtag.catalog.Kind;
import io.warmtag.catalog.TypeSpec;
import io.warmtag.catalog.Value;
import io.warmtag.catalog.ValueJson;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What of a container is there for one tag alone, and would go with it.
 *
 * @param config the tag itself, and triggers and variables that nothing else needs, as they stand in the script
 * @param parts names of the parts that nothing else needs
 */
public record Share(Tag tag, String config, List<String> parts) {

    /**
     * The share of each tag that fires.
     *
     * @param compiled of the content, for the live environment
     */
    public static List<Share> of(Content content, Catalog catalog, Compiled compiled) {
        return new Sharing(content, catalog, compiled).shares();
    }

    private static final class Sharing {
        private static final Pattern FUNCTION = Pattern.compile("\\{\"f\":(\\d+)}");

        private final Content content;
        private final Catalog catalog;
        private final Reach reach;
        private final Compiled compiled;
        /** By entity, the only tag that needs it; empty when there are more. */
        private final Map<Integer, Optional<Tag>> owners = new HashMap<>();

        private final Map<String, Optional<Tag>> partOwners = new HashMap<>();

        Sharing(Content content, Catalog catalog, Compiled compiled) {
            this.content = content;
            this.catalog = catalog;
            this.reach = Reach.of(content, catalog, true);
            this.compiled = compiled;
        }

        List<Share> shares() {
            Map<Integer, StringBuilder> configs = new LinkedHashMap<>();
            for (Tag tag : reach.tags()) {
                if (!tag.firing().triggers().isEmpty()) {
                    own(tag);
                    configs.put(tag.id(), new StringBuilder());
                }
            }
            add(configs, "t", reach.tags());
            add(configs, "r", reach.triggers());
            add(configs, "v", reach.variables());
            Map<Integer, List<String>> parts = new HashMap<>();
            partOwners.forEach((part, owner) -> owner.ifPresent(tag ->
                    parts.computeIfAbsent(tag.id(), id -> new ArrayList<>()).add(part)));
            var shares = new ArrayList<Share>();
            configs.forEach((id, config) -> shares.add(new Share(
                    (Tag) content.find(id).orElseThrow(), config.toString(), parts.getOrDefault(id, List.of()))));
            return shares;
        }

        /** Notes everything that a tag needs as needed by it. */
        private void own(Tag tag) {
            var seen = new HashSet<Integer>();
            var usedParts = new HashSet<String>();
            need(tag, seen, usedParts);
            seen.forEach(id -> note(owners, id, tag));
            usedParts.forEach(part -> note(partOwners, part, tag));
        }

        private static <K> void note(Map<K, Optional<Tag>> owners, K key, Tag tag) {
            owners.merge(key, Optional.of(tag), (one, other) -> Optional.empty());
        }

        private void need(Entity entity, Set<Integer> seen, Set<String> usedParts) {
            if (!reach.has(entity) || !seen.add(entity.id())) {
                return;
            }
            type(entity).ifPresent(type -> needPart(type.part(), usedParts));
            for (Reference reference : content.links(catalog).from(entity)) {
                if (reference.target() instanceof Reference.Target.Numbered numbered) {
                    content.find(numbered.kind(), numbered.id()).ifPresent(each -> need(each, seen, usedParts));
                } else if (reference.target() instanceof Reference.Target.Named named) {
                    content.variable(named.variable())
                            .ifPresentOrElse(
                                    each -> need(each, seen, usedParts),
                                    () -> catalog.builtIn(named.variable())
                                            .flatMap(builtIn -> catalog.type(Kind.VARIABLE, builtIn.type()))
                                            .ifPresent(type -> needPart(type.part(), usedParts)));
                }
            }
        }

        private void needPart(String part, Set<String> usedParts) {
            if (usedParts.add(part)) {
                catalog.needs(part).forEach(other -> needPart(other, usedParts));
            }
        }

        private Optional<TypeSpec> type(Entity entity) {
            if (entity instanceof Tag tag) {
                return catalog.type(Kind.TAG, tag.type());
            } else if (entity instanceof Trigger trigger) {
                return catalog.type(Kind.TRIGGER, trigger.type());
            }
            return entity instanceof Variable variable
                    ? catalog.type(Kind.VARIABLE, variable.type())
                    : Optional.empty();
        }

        /** Gives the compiled entities, which stand in the order of {@code all}, to those who own them. */
        private void add(Map<Integer, StringBuilder> configs, String member, List<? extends Entity> all) {
            List<Value> values = compiled.tags()
                    .flatMap(tags -> tags.get(member))
                    .map(items -> ((Value.Items) items).items())
                    .orElse(List.of());
            for (int i = 0; i < all.size(); i++) {
                Value value = values.get(i);
                owners.getOrDefault(all.get(i).id(), Optional.empty())
                        .map(tag -> configs.get(tag.id()))
                        .ifPresent(config -> append(config, ValueJson.write(value)));
            }
        }

        private void append(StringBuilder config, String json) {
            config.append(',').append(json);
            Matcher function = FUNCTION.matcher(json);
            while (function.find()) {
                config.append(',').append(compiled.code().get(Integer.parseInt(function.group(1))));
            }
        }
    }
}
