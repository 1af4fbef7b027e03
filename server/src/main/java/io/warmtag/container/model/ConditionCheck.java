package io.warmtag.container.model;

import io.warmtag.catalog.Message;
import io.warmtag.catalog.ParamCheck;
import io.warmtag.catalog.Problem;
import io.warmtag.catalog.Selectors;
import io.warmtag.catalog.Template;
import io.warmtag.catalog.regex.Regexes;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;

/** What is wrong with a trigger's conditions. */
final class ConditionCheck {
    private static final int MOST_CONDITIONS = 50;
    private static final int MOST_TEXT = 2_000;
    private static final Pattern NUMBER = Pattern.compile("\\s*[+-]?(\\d+\\.?\\d*|\\.\\d+)([eE][+-]?\\d+)?\\s*");

    private ConditionCheck() {}

    /**
     * @param place the field that they are in
     * @param fixed the value of a variable that is the same on every page
     */
    static void addProblems(
            String place,
            List<Condition> conditions,
            Function<String, Optional<String>> fixed,
            List<Problem> problems) {
        if (conditions.size() > MOST_CONDITIONS) {
            problems.add(Problem.of(place, "problem.condition.count", "most", MOST_CONDITIONS));
        }
        for (int i = 0; i < conditions.size(); i++) {
            String field = place + "[" + i + "].";
            Condition condition = conditions.get(i);
            if (!Template.parse(condition.left()).hasReferences()) {
                problems.add(Problem.of(field + "left", "problem.condition.left"));
            }
            if (condition.left().length() > MOST_TEXT || condition.right().length() > MOST_TEXT) {
                problems.add(Problem.of(field + "right", "problem.condition.length", "most", MOST_TEXT));
            } else {
                right(condition, fixed).ifPresent(message -> problems.add(new Problem(field + "right", message)));
            }
        }
    }

    private static Optional<Message> right(Condition condition, Function<String, Optional<String>> fixed) {
        boolean open = Template.parse(condition.right()).hasReferences();
        String sample = ParamCheck.sample(condition.right());
        return switch (condition.operator()) {
            case MATCHES_REGEX ->
                ParamCheck.pattern(condition.right(), fixed, open ? Regexes::problem : Regexes::problemWhenLean);
            case URL_MATCHES ->
                AddressPattern.of(condition.right()).isPresent()
                        ? Optional.empty()
                        : Optional.of(Message.of("problem.condition.address"));
            case MATCHES_CSS -> Selectors.problem(sample).map(Message::of);
            case LESS, LESS_OR_EQUALS, GREATER, GREATER_OR_EQUALS ->
                open || NUMBER.matcher(condition.right()).matches()
                        ? Optional.empty()
                        : Optional.of(Message.of("problem.param.number"));
            case CONTAINS, STARTS_WITH, ENDS_WITH ->
                condition.right().isEmpty() ? Optional.of(Message.of("problem.condition.right")) : Optional.empty();
            case EQUALS -> Optional.empty();
        };
    }
}
