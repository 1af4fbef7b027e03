package io.warmtag.api;

import static java.util.stream.Collectors.joining;

import io.warmtag.destination.Condition.Operator;
import io.warmtag.destination.Consent;
import io.warmtag.destination.Setting;
import io.warmtag.destination.SettingsJson;
import java.util.Objects;
import java.util.stream.Stream;

/** What is wrong with a destination's settings, in words that follow the field's name. */
final class DestinationProblems {
    private DestinationProblems() {}

    static String said(SettingsJson.Problem problem) {
        return switch (problem.code()) {
            case "missing" -> "is missing.";
            case "unknown" -> "is not known here.";
            case "text" -> "must be a text.";
            case "texts" -> "must be an object of texts.";
            case "object" -> "must be an object, without null.";
            case "objects" -> "must be a list of objects.";
            case "list" -> "must be a list of texts.";
            case "value" -> "must be a text, a number, true or false.";
            case "whole" -> "must be a whole number.";
            case "number" -> "must have a number as the value of at_least and at_most.";
            case "operator" ->
                "must be one of "
                        + Stream.of(Operator.values()).map(Operator::code).collect(joining(", ")) + ".";
            case "event" -> "must name an event in each line, with at most 100 characters; or *.";
            case "range" -> {
                SettingsJson.Range range = Objects.requireNonNull(SettingsJson.RANGES.get(problem.field()));
                yield "must be from " + range.least() + " to " + range.most() + ".";
            }
            default -> "must be one of " + String.join(", ", Consent.PURPOSES) + ".";
        };
    }

    static String said(SettingsJson.Problem problem, Setting setting) {
        return switch (problem.code()) {
            case "missing" -> "is missing.";
            case "json" -> "must be a JSON object.";
            default ->
                switch (setting.kind()) {
                    case ADDRESS -> "must be an address like https://shop.example/hook.";
                    case CHECK -> "must be \"true\" or \"false\".";
                    case CHOICE -> "must be one of " + String.join(", ", setting.choices()) + ".";
                    case AUDIENCE -> "must be the number of an audience.";
                    case AREA -> "must have at most 20000 characters.";
                    case TEXT, SECRET -> "must match " + setting.form() + ".";
                };
        };
    }
}
