package io.warmtag.preview;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What pages under preview did and why.
 *
 * @param pages newest first
 * @param faults why the container could not be put together, in the order in which it happened
 * @param revision of the draft that the newest page got; 0 when it got something else
 * @param newest revision of the draft by now
 */
public record Trace(List<PageLoad> pages, List<String> faults, long revision, long newest) {
    /** Whether the draft has been changed since the newest page was opened. */
    public boolean isOutdated() {
        return revision > 0 && newest > revision;
    }

    /** @param steps newest first */
    public record PageLoad(String id, Instant at, String url, String title, List<Step> steps) {
        public long fired() {
            return steps.stream().mapToLong(Step::fired).sum();
        }
    }

    /**
     * Something that triggers looked at.
     *
     * @param number within its page, from 1
     * @param sent Warmtag events that were sent with it or by its tags
     * @param tags those that ran first
     * @param dataLayer after the push, as indented JSON
     * @param data what came with it, as indented JSON
     */
    public record Step(
            String page,
            int number,
            String name,
            Instant at,
            List<Sent> sent,
            List<TagLine> tags,
            List<VariableLine> variables,
            Texts texts,
            List<ConsentLine> consent,
            List<String> errors) {
        public long fired() {
            return tags.stream().filter(TagLine::isFired).count();
        }

        public long failed() {
            return tags.stream().filter(tag -> tag.status == Status.FAILED).count() + errors.size();
        }

        /** Tells it apart within its preview. */
        public String key() {
            return page + "-" + number;
        }
    }

    /** @param id a UUID, if the page speaks the truth */
    public record Sent(String id, String name) {}

    /** JSON to be read by people. */
    public record Texts(String dataLayer, String data) {}

    /** What became of a tag at a step. */
    public enum Status {
        FIRED,
        FAILED,
        BLOCKED,
        CONSENT,
        LIMIT,
        SCHEDULE,
        SETUP,
        PAUSED,
        /** It fires on the live site only, and a preview isn't that. */
        LIVE_ONLY,
        /** The setup tag without which it must not fire is paused, or for the live site only. */
        SETUP_HELD,
        /** It matched and has not ended yet, or the page was left before it did. */
        RUNNING,
        /** No firing trigger matched. */
        UNMATCHED
    }

    /**
     * @param id in the workspace; 0 when the page didn't say
     * @param detail ms, the error, the consent types that are missing; empty when there is none
     */
    public record TagLine(
            int id,
            String name,
            String type,
            Status status,
            String detail,
            List<TriggerLine> firing,
            List<TriggerLine> blocking) {
        public boolean isFired() {
            return status == Status.FIRED;
        }

        /** Whether there is something to see: it ran, or was held back, or a trigger of its own looked at this step. */
        public boolean isAsked() {
            return status != Status.UNMATCHED
                    || firing.stream().anyMatch(trigger -> trigger.state().equals("failed"));
        }

        public String state() {
            return status.name().toLowerCase(java.util.Locale.ROOT);
        }
    }

    /**
     * @param state {@code passed}, {@code failed}, or {@code waits}: it was not asked, because it waits for something else
     */
    public record TriggerLine(int id, String name, String type, String state, List<ConditionLine> conditions) {}

    /**
     * @param left what is looked at, like <code>{{Click Text}}</code>
     * @param value what that was
     * @param wanted what it was compared with
     * @param result {@code passed}, {@code failed}, or {@code broken} where it could not be compared
     */
    public record ConditionLine(
            String left, String value, String operator, boolean negate, String wanted, String result) {}

    public record VariableLine(int id, String name, String type, String value) {}

    /** @param state {@code granted} or {@code denied} */
    public record ConsentLine(String type, String state) {}

    public Optional<Step> find(String key) {
        return pages.stream()
                .flatMap(page -> page.steps().stream())
                .filter(step -> step.key().equals(key))
                .findFirst();
    }
}
