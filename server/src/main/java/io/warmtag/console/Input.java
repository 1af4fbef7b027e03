package io.warmtag.console;

import java.util.List;

/**
 * One field of a form that is made of a description.
 *
 * @param kind how it is shown: text, plain, number, name, code, area, html, javascript, check,
 *     choice, checklist, time, clock or table
 * @param groups what can be chosen
 * @param when of which other field it is shown; {@link When#ALWAYS}
 */
record Input(Label label, String kind, String value, List<Group> groups, Table table, String wrong, When when) {

    /** @param name in the form; the place of the value in the entity's JSON */
    record Label(String name, String title, String help, boolean required) {}

    record Option(String value, String title, boolean selected) {}

    /** @param heading empty: none */
    record Group(String heading, List<Option> options) {}

    record Row(List<Input> cells) {}

    record Table(List<String> titles, List<Row> rows) {
        static final Table NONE = new Table(List.of(), List.of());
    }

    /**
     * Shown only while another field has one of some values.
     *
     * @param is JSON list of texts
     */
    record When(String field, String is) {
        static final When ALWAYS = new When("", "");
    }

    String id() {
        return "f-" + label.name().replaceAll("[^A-Za-z0-9_-]", "-");
    }

    String name() {
        return label.name();
    }

    boolean on() {
        return value.equals("true");
    }

    /** How many of the options are chosen. */
    long chosen() {
        return groups.stream()
                .flatMap(group -> group.options().stream())
                .filter(Option::selected)
                .count();
    }

    Input withWhen(When other) {
        return new Input(label, kind, value, groups, table, wrong, other);
    }
}
