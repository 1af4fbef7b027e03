package io.warmtag.visitor.model;

/**
 * The decaying score in constant size. Views have their own sum, because their cap holds when the score is read, not
 * when they are added.
 */
public record Score(DecayingSum actions, DecayingSum views) {

    public static final Score NONE = new Score(DecayingSum.ZERO, DecayingSum.ZERO);

    /**
     * The score at an instant. Both parts only fall as time passes, so between events, under the same settings, it can
     * never reach a threshold from below.
     */
    public double at(long instant, ModelSettings settings) {
        return actions.at(instant, settings.halfLife()) + countedViews(instant, settings);
    }

    double countedViews(long instant, ModelSettings settings) {
        return Math.min(settings.weights().viewCap(), views.at(instant, settings.halfLife()));
    }

    Score after(PersonEvent event, ModelSettings settings) {
        double action = settings.weights().action(event.name());
        if (action != 0) {
            return new Score(actions.plus(action, event.time(), settings.halfLife()), views);
        }
        double view = settings.weights().view(event.name());
        return view == 0 ? this : new Score(actions, views.plus(view, event.time(), settings.halfLife()));
    }

    Score movedTo(long instant, long halfLife) {
        return new Score(actions.movedTo(instant, halfLife), views.movedTo(instant, halfLife));
    }

    /**
     * The first millisecond from {@code from} on at which the score is below the threshold of leaving. The closed form
     * gives the place to within rounding; the score itself, as everybody reads it, decides.
     */
    long firstBelowLeave(long from, ModelSettings settings) {
        double leave = settings.warm().leave();
        if (at(from, settings) < leave) {
            return from;
        }
        long instant = Math.max(from + 1, fallsTo(leave, settings));
        while (at(instant, settings) >= leave) {
            instant++;
        }
        while (instant - 1 > from && at(instant - 1, settings) < leave) {
            instant--;
        }
        return instant;
    }

    /**
     * About when, in ms, it has fallen to an amount: the closed form, right to within rounding where it is above that amount now.
     * While the views are above their cap only the actions fall; after that both parts fall as one sum.
     *
     * @param amount more than 0
     */
    public long fallsTo(double amount, ModelSettings settings) {
        double cap = settings.weights().viewCap();
        long halfLife = settings.halfLife();
        long start = Math.max(actions.since(), views.since());
        double acted = actions.at(start, halfLife);
        double viewed = views.at(start, halfLife);
        if (cap == 0) {
            return start + timeToFall(acted / amount, halfLife);
        }
        if (viewed > cap && amount > cap) {
            long actionsAlone = start + timeToFall(acted / (amount - cap), halfLife);
            if (actionsAlone <= start + timeToFall(viewed / cap, halfLife)) {
                return actionsAlone;
            }
        }
        return start + timeToFall((acted + viewed) / amount, halfLife);
    }

    private static long timeToFall(double ratio, long halfLife) {
        return (long) Math.ceil(halfLife * (Math.log(ratio) / Math.log(2)));
    }
}
