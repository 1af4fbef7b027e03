package io.warmtag.tools.traffic;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import java.util.random.RandomGenerator;

/** What happens next in the shop, without end. The same seed, number of visitors and shop give the same steps. */
public final class Plan {
    private static final double COMES_BACK = 0.25;

    private final Shop shop;
    private final boolean online;
    private final RandomGenerator random;
    private final List<Slot> slots = new ArrayList<>();
    private int personas;

    private static final class Slot {
        Persona persona;
        boolean wasHere;
        final Deque<Step> steps = new ArrayDeque<>();

        Slot(Persona persona) {
            this.persona = persona;
        }
    }

    /**
     * @param visitors how many are in the shop at the same time; who leaves is followed by the next, or comes back
     */
    public Plan(long seed, int visitors, Shop shop) {
        this(seed, visitors, shop, false);
    }

    /** @param online whether nobody sends anything late */
    public Plan(long seed, int visitors, Shop shop, boolean online) {
        this.shop = shop;
        this.online = online;
        this.random = new Random(seed);
        for (int i = 0; i < visitors; i++) {
            slots.add(new Slot(arrival()));
        }
    }

    public Step next() {
        int number = random.nextInt(slots.size());
        Slot slot = slots.get(number);
        if (slot.steps.isEmpty()) {
            if (slot.wasHere && random.nextDouble() >= COMES_BACK) {
                slot.persona = arrival();
            }
            slot.wasHere = true;
            slot.steps.addAll(Journey.of(number, slot.persona, shop, random));
        }
        Step step = slot.steps.remove();
        return online ? step.inTime() : step;
    }

    private Persona arrival() {
        return Persona.draw(personas++, random);
    }
}
