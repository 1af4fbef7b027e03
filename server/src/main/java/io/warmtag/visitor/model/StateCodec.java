package io.warmtag.visitor.model;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.UUID;

/**
 * A state as bytes, for the checkpoint table and the memory grid. A format number, a byte of flags, then numbers of
 * variable length; instants are written as their distance from the position, because they are near it. About 80 bytes
 * without orders; at most 300 with 20.
 */
public final class StateCodec {

    /** To be raised with every change of the layout; a reader refuses what it does not know. */
    static final byte FORMAT = 1;

    /** All numbers at their longest. */
    private static final int MOST_BYTES = 400;

    private static final int TEMPERATURE = 0b11;
    private static final int WARM = 1 << 2;
    private static final int EVENT = 1 << 3;
    private static final int SEEN = 1 << 4;
    private static final int ACTIONS = 1 << 5;
    private static final int VIEWS = 1 << 6;
    private static final int CEASED = 1 << 7;

    private StateCodec() {}

    public static byte[] encode(PersonState state) {
        ByteBuffer out = ByteBuffer.allocate(MOST_BYTES);
        long position = state.position();
        EventKey event = state.lastEvent();
        out.put(FORMAT).put((byte) flags(state));
        putSigned(out, position);
        putUnsigned(out, state.settingsVersion());
        putUnsigned(out, state.standing().changes());
        putSigned(out, state.standing().since() - position);
        putSigned(out, state.warmth().since() - position);
        putSum(out, state.score().actions(), position);
        putSum(out, state.score().views(), position);
        if (state.lastSeen() != PersonState.NEVER) {
            putSigned(out, state.lastSeen() - position);
        }
        if (event != null) {
            putSigned(out, event.time() - position);
            out.putLong(event.id().getMostSignificantBits());
            out.putLong(event.id().getLeastSignificantBits());
        }
        putOrders(out, state.orders(), position);
        return Arrays.copyOf(out.array(), out.position());
    }

    /** @throws IllegalArgumentException when the bytes are of another format, cut off or too long */
    public static PersonState decode(byte[] bytes) {
        ByteBuffer in = ByteBuffer.wrap(bytes);
        try {
            byte format = in.get();
            if (format != FORMAT) {
                throw new IllegalArgumentException("person state has format " + format + ", this program reads format "
                        + FORMAT + ": fold the person again, or run the program that wrote it");
            }
            PersonState state = read(in);
            if (in.hasRemaining()) {
                throw new IllegalArgumentException(
                        "person state has " + in.remaining() + " bytes too many: fold the person again");
            }
            return state;
        } catch (BufferUnderflowException cut) {
            throw new IllegalArgumentException(
                    "person state is cut off after " + bytes.length + " bytes: fold the person again", cut);
        }
    }

    private static PersonState read(ByteBuffer in) {
        int flags = in.get();
        long position = getSigned(in);
        int version = (int) getUnsigned(in);
        int changes = (int) getUnsigned(in);
        Standing standing = new Standing(temperature(flags & TEMPERATURE), position + getSigned(in), changes);
        Warmth warmth = new Warmth((flags & WARM) != 0, position + getSigned(in));
        DecayingSum actions = (flags & ACTIONS) != 0 ? getSum(in, position) : DecayingSum.ZERO;
        DecayingSum views = (flags & VIEWS) != 0 ? getSum(in, position) : DecayingSum.ZERO;
        long lastSeen = (flags & SEEN) != 0 ? position + getSigned(in) : PersonState.NEVER;
        EventKey event = (flags & EVENT) != 0
                ? new EventKey(position + getSigned(in), new UUID(in.getLong(), in.getLong()))
                : null;
        CountedOrders orders = getOrders(in, flags, position);
        return new PersonState(new Score(actions, views), warmth, standing, orders, event, position, version, lastSeen);
    }

    private static int flags(PersonState state) {
        return code(state.temperature())
                | flag(WARM, state.warmth().warm())
                | flag(EVENT, state.lastEvent() != null)
                | flag(SEEN, state.lastSeen() != PersonState.NEVER)
                | flag(ACTIONS, !state.score().actions().equals(DecayingSum.ZERO))
                | flag(VIEWS, !state.score().views().equals(DecayingSum.ZERO))
                | flag(CEASED, state.orders().ceasedAt() != PersonState.NEVER);
    }

    private static int flag(int bit, boolean set) {
        return set ? bit : 0;
    }

    private static int code(Temperature temperature) {
        return switch (temperature) {
            case COLD -> 0;
            case WARM -> 1;
            case HOT -> 2;
        };
    }

    private static Temperature temperature(int code) {
        return switch (code) {
            case 0 -> Temperature.COLD;
            case 1 -> Temperature.WARM;
            case 2 -> Temperature.HOT;
            default ->
                throw new IllegalArgumentException(
                        "person state has the unknown temperature " + code + ": fold the person again");
        };
    }

    private static void putSum(ByteBuffer out, DecayingSum sum, long position) {
        if (!sum.equals(DecayingSum.ZERO)) {
            out.putDouble(sum.value());
            putSigned(out, sum.since() - position);
        }
    }

    private static DecayingSum getSum(ByteBuffer in, long position) {
        return new DecayingSum(in.getDouble(), position + getSigned(in));
    }

    /** Each order as its distance from the one before. */
    private static void putOrders(ByteBuffer out, CountedOrders orders, long position) {
        putUnsigned(out, orders.count());
        if (orders.ceasedAt() != PersonState.NEVER) {
            putSigned(out, orders.ceasedAt() - position);
        }
        long before = position;
        for (long time : orders.times()) {
            putSigned(out, time - before);
            before = time;
        }
    }

    private static CountedOrders getOrders(ByteBuffer in, int flags, long position) {
        int count = (int) getUnsigned(in);
        long ceasedAt = (flags & CEASED) != 0 ? position + getSigned(in) : PersonState.NEVER;
        if (count < 0) {
            throw new IllegalArgumentException("person state has " + count + " orders: fold the person again");
        }
        long[] times = new long[Math.min(count, CountedOrders.KEPT)];
        long before = position;
        for (int i = 0; i < times.length; i++) {
            before += getSigned(in);
            times[i] = before;
        }
        return new CountedOrders(count, ceasedAt, times);
    }

    /** Zigzag, so that small distances to both sides are short; wraps around, so that any distance survives. */
    private static void putSigned(ByteBuffer out, long value) {
        putUnsigned(out, (value << 1) ^ (value >> 63));
    }

    private static long getSigned(ByteBuffer in) {
        long value = getUnsigned(in);
        return (value >>> 1) ^ -(value & 1);
    }

    /** Seven bits a byte, the lowest first. */
    private static void putUnsigned(ByteBuffer out, long value) {
        long rest = value;
        while ((rest & ~0x7FL) != 0) {
            out.put((byte) (rest | 0x80));
            rest >>>= 7;
        }
        out.put((byte) rest);
    }

    private static long getUnsigned(ByteBuffer in) {
        long value = 0;
        for (int shift = 0; shift < 64; shift += 7) {
            byte next = in.get();
            value |= (long) (next & 0x7F) << shift;
            if (next >= 0) {
                return value;
            }
        }
        throw new IllegalArgumentException("person state has a number without end: fold the person again");
    }
}
