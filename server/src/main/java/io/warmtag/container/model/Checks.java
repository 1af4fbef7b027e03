package io.warmtag.container.model;

import io.warmtag.catalog.Catalog;
import io.warmtag.catalog.FieldReader;
import io.warmtag.catalog.Kind;
import io.warmtag.catalog.Message;
import io.warmtag.catalog.ParamCheck;
import io.warmtag.catalog.ParamKind;
import io.warmtag.catalog.ParamSpec;
import io.warmtag.catalog.Problem;
import io.warmtag.catalog.Template;
import io.warmtag.catalog.TypeSpec;
import io.warmtag.catalog.Value;
import io.warmtag.container.code.CustomFunction;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.regex.Pattern;

/** What is wrong with an entity, looked at in the content that it is to be part of. */
public final class Checks {
    private static final int MOST_NAME = 200;
    private static final int MOST_NOTES = 10_000;
    private static final int LEAST_TIMEOUT_MS = 50;
    private static final int MOST_TIMEOUT_MS = 60_000;
    private static final int MOST_PRIORITY = 1_000_000;
    private static final Pattern NAME = Pattern.compile("[^\\p{Cntrl}\\u2028\\u2029]+");
    private static final Set<String> CONSENT = Set.of(
            "ad_storage",
            "ad_user_data",
            "ad_personalization",
            "analytics_storage",
            "functionality_storage",
            "personalization_storage",
            "security_storage");

    private static final int MOST_READ = 1_000;
    /** Constants within Constants: nobody writes more, and a circle ends. */
    private static final int MOST_STEPS = 4;

    private final Catalog catalog;
    private final Map<String, Optional<Message>> read = new ConcurrentHashMap<>();

    public Checks(Catalog catalog) {
        this.catalog = catalog;
    }

    /** @param content with the entity in it */
    public List<Problem> problems(Entity entity, Content content) {
        var problems = new ArrayList<Problem>();
        label(entity, content, problems);
        Function<String, Optional<String>> fixed = name -> fixed(name, content, MOST_STEPS);
        if (entity instanceof Tag tag) {
            typed(Kind.TAG, tag.type(), tag.params(), fixed, problems);
            tag(tag, problems);
        } else if (entity instanceof Trigger trigger) {
            typed(Kind.TRIGGER, trigger.type(), trigger.params(), fixed, problems);
            ConditionCheck.addProblems("conditions", trigger.conditions(), fixed, problems);
            List<Condition> enabling =
                    EntityReader.conditions(new FieldReader(trigger.params(), "params.", problems), Trigger.ENABLE);
            ConditionCheck.addProblems("params." + Trigger.ENABLE, enabling, fixed, problems);
        } else if (entity instanceof Variable variable) {
            typed(Kind.VARIABLE, variable.type(), variable.params(), fixed, problems);
        } else if (entity instanceof EventDefinition event) {
            EventCheck.addProblems(event, problems);
        }
        references(entity, content, problems);
        return problems;
    }

    private void label(Entity entity, Content content, List<Problem> problems) {
        String name = entity.name();
        if (name.isBlank() || name.length() > MOST_NAME || !NAME.matcher(name).matches()) {
            problems.add(Problem.of("name", "problem.name.length", "most", MOST_NAME));
        } else if (entity instanceof Variable && (name.contains("{") || name.contains("}"))) {
            problems.add(Problem.of("name", "problem.name.braces"));
        } else if (entity instanceof Variable && catalog.builtIn(name).isPresent()) {
            problems.add(Problem.of("name", "problem.name.built_in", "name", name));
        } else if (isTaken(entity, content)) {
            problems.add(Problem.of("name", "problem.name.taken", "name", name));
        }
        if (entity.label().notes().length() > MOST_NOTES) {
            problems.add(Problem.of("notes", "problem.notes.length", "most", MOST_NOTES));
        }
        entity.folder()
                .filter(id -> content.find(Kind.FOLDER, id).isEmpty())
                .ifPresent(id -> problems.add(Problem.of("folder", "problem.reference.folder", "id", id)));
    }

    private static boolean isTaken(Entity entity, Content content) {
        return content.allNamed(entity.kind(), entity.name()).stream().anyMatch(other -> other.id() != entity.id());
    }

    /** What a Constant holds, and the Constants in it. */
    private static Optional<String> fixed(String name, Content content, int steps) {
        Optional<String> text = content.variable(name)
                .filter(variable -> steps > 0
                        && variable.type().equals("constant")
                        && variable.format().equals(Variable.Format.NONE))
                .flatMap(variable -> variable.params().text("value"));
        if (text.isEmpty()) {
            return text;
        }
        Template template = Template.parse(text.get());
        return template.names().stream()
                        .allMatch(inner -> fixed(inner, content, steps - 1).isPresent())
                ? Optional.of(template.filled(
                        inner -> fixed(inner, content, steps - 1).orElseThrow()))
                : Optional.empty();
    }

    private void typed(
            Kind kind,
            String type,
            Value.Fields params,
            Function<String, Optional<String>> fixed,
            List<Problem> problems) {
        Optional<TypeSpec> spec = catalog.type(kind, type);
        if (spec.isEmpty()) {
            String known = String.join(
                    ", ", catalog.types(kind).stream().map(TypeSpec::id).toList());
            problems.add(Problem.of("type", "problem.type", "type", type, "known", known));
            return;
        }
        problems.addAll(ParamCheck.problems(spec.get().params(), params, fixed));
        for (ParamSpec param : spec.get().params()) {
            if (param.kind() == ParamKind.JAVASCRIPT
                    && param.isShown(params, spec.get().params())) {
                params.text(param.id())
                        .filter(text -> !text.isBlank()
                                && text.length() <= param.limits().length())
                        .flatMap(this::problemOfCode)
                        .ifPresent(message -> problems.add(new Problem("params." + param.id(), message)));
            }
        }
    }

    /** Reading code takes a ms, and nearly all of a container's is as it was the last time. */
    private Optional<Message> problemOfCode(String code) {
        if (read.size() > MOST_READ) {
            read.clear();
        }
        return read.computeIfAbsent(code, CustomFunction::problem);
    }

    private static void tag(Tag tag, List<Problem> problems) {
        Tag.Firing firing = tag.firing();
        if (firing.timeout() < LEAST_TIMEOUT_MS || firing.timeout() > MOST_TIMEOUT_MS) {
            problems.add(
                    Problem.of("timeout", "problem.tag.timeout", "least", LEAST_TIMEOUT_MS, "most", MOST_TIMEOUT_MS));
        }
        if (Math.abs(firing.priority()) > MOST_PRIORITY) {
            problems.add(Problem.of("priority", "problem.tag.priority", "most", MOST_PRIORITY));
        }
        if (firing.from().isPresent()
                && firing.to().isPresent()
                && !firing.from().get().isBefore(firing.to().get())) {
            problems.add(Problem.of("to", "problem.tag.schedule"));
        }
        List<String> types = tag.consent().types();
        for (int i = 0; i < types.size(); i++) {
            if (!CONSENT.contains(types.get(i))) {
                String known = String.join(", ", CONSENT.stream().sorted().toList());
                problems.add(Problem.of("consent.types[" + i + "]", "problem.param.choice", "choices", known));
            }
        }
        if (tag.consent().mode() == Tag.Consent.Mode.ADDITIONAL && types.isEmpty()) {
            problems.add(Problem.of("consent.types", "problem.tag.consent"));
        }
    }

    private void references(Entity entity, Content content, List<Problem> problems) {
        problems.addAll(missing(entity, content));
        Circles.through(entity, content, catalog)
                .ifPresent(circle -> problems.add(Problem.of(circle.field(), "problem.circle", "way", circle.way())));
    }

    /** What it refers to that isn't there. */
    public List<Problem> missing(Entity entity, Content content) {
        var problems = new ArrayList<Problem>();
        for (Reference reference : content.links(catalog).from(entity)) {
            if (reference.target() instanceof Reference.Target.Named named) {
                boolean known = catalog.builtIn(named.variable()).isPresent()
                        || content.variable(named.variable()).isPresent();
                if (!known) {
                    problems.add(Problem.of(reference.field(), "problem.reference.variable", "name", named.variable()));
                }
            } else if (reference.target() instanceof Reference.Target.Numbered numbered
                    && content.find(numbered.kind(), numbered.id()).isEmpty()) {
                problems.add(Problem.of(
                        reference.field(),
                        "problem.reference." + numbered.kind().code(),
                        "id",
                        numbered.id()));
            }
        }
        return problems;
    }
}
