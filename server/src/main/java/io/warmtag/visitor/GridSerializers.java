package io.warmtag.visitor;

import com.hazelcast.config.SerializerConfig;
import com.hazelcast.nio.ObjectDataInput;
import com.hazelcast.nio.ObjectDataOutput;
import com.hazelcast.nio.serialization.StreamSerializer;
import io.warmtag.visitor.model.OrderFacts;
import io.warmtag.visitor.model.PersonEvent;
import io.warmtag.visitor.model.PersonState;
import io.warmtag.visitor.model.StateCodec;
import io.warmtag.visitor.model.Temperature;
import io.warmtag.visitor.model.Transition;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** How keys, states and steps travel between members and lie in memory: by hand, because every byte is there a million times. */
final class GridSerializers {
    private static final Temperature[] TEMPERATURES = Temperature.values();
    private static final StepResult.Kind[] KINDS = StepResult.Kind.values();
    // What a state begins with. Nearly everybody was never joined and pays nothing for those who were.
    private static final byte NONE = 0;
    private static final byte ALONE = 1;
    private static final byte JOINED = 2;
    private static final byte ELSEWHERE = 3;

    private GridSerializers() {}

    static List<SerializerConfig> configs() {
        return List.of(
                config(PersonKey.class, new Keys()),
                config(GridState.class, new States()),
                config(StepResult.class, new Results()),
                config(Step.Apply.class, new Applies()),
                config(Step.Advance.class, new Advances()),
                config(Step.Replace.class, new Replaces()),
                config(Step.ApplyMany.class, new AppliesOfMany()));
    }

    private static <T> SerializerConfig config(Class<T> type, StreamSerializer<T> serializer) {
        return new SerializerConfig().setTypeClass(type).setImplementation(serializer);
    }

    private static void writeUuid(ObjectDataOutput out, UUID id) throws IOException {
        out.writeLong(id.getMostSignificantBits());
        out.writeLong(id.getLeastSignificantBits());
    }

    private static UUID readUuid(ObjectDataInput in) throws IOException {
        return new UUID(in.readLong(), in.readLong());
    }

    private static void writeState(ObjectDataOutput out, @Nullable GridState state) throws IOException {
        if (state == null) {
            out.writeByte(NONE);
            return;
        }
        UUID joinedTo = state.joinedTo();
        if (joinedTo != null) {
            out.writeByte(ELSEWHERE);
            writeUuid(out, joinedTo);
            out.writeInt(state.joins());
            return;
        }
        out.writeByte(state.joins() == 0 ? ALONE : JOINED);
        out.writeByteArray(StateCodec.encode(state.state()));
        out.writeInt(state.logged());
        out.writeLong(state.seenStored());
        out.writeInt(state.revision());
        if (state.joins() != 0) {
            out.writeInt(state.joins());
        }
    }

    private static @Nullable GridState readState(ObjectDataInput in) throws IOException {
        byte kind = in.readByte();
        return switch (kind) {
            case NONE -> null;
            case ELSEWHERE -> GridState.joined(readUuid(in), in.readInt());
            case ALONE -> alone(in);
            case JOINED -> {
                GridState state = alone(in);
                yield new GridState(
                        state.state(), state.logged(), state.seenStored(), state.revision(), in.readInt(), null);
            }
            default -> throw new IOException("a state of the unknown kind " + kind);
        };
    }

    private static GridState alone(ObjectDataInput in) throws IOException {
        return new GridState(StateCodec.decode(in.readByteArray()), in.readInt(), in.readLong(), in.readInt());
    }

    private static GridState present(@Nullable GridState state) throws IOException {
        if (state == null) {
            throw new IOException("a state is missing");
        }
        return state;
    }

    private static final class Keys implements StreamSerializer<PersonKey> {
        @Override
        public int getTypeId() {
            return 1;
        }

        @Override
        public void write(ObjectDataOutput out, PersonKey key) throws IOException {
            out.writeInt(key.site());
            writeUuid(out, key.id());
        }

        @Override
        public PersonKey read(ObjectDataInput in) throws IOException {
            return new PersonKey(in.readInt(), readUuid(in));
        }
    }

    private static final class States implements StreamSerializer<GridState> {
        @Override
        public int getTypeId() {
            return 2;
        }

        @Override
        public void write(ObjectDataOutput out, GridState state) throws IOException {
            writeState(out, state);
        }

        @Override
        public GridState read(ObjectDataInput in) throws IOException {
            return present(readState(in));
        }
    }

    private static final class Results implements StreamSerializer<StepResult> {
        @Override
        public int getTypeId() {
            return 3;
        }

        @Override
        public void write(ObjectDataOutput out, StepResult result) throws IOException {
            out.writeByte(result.kind().ordinal());
            writeState(out, result.after());
            out.writeInt(result.transitions().size());
            for (Transition transition : result.transitions()) {
                CauseText cause = CauseText.of(transition.cause());
                out.writeByte(transition.from().ordinal());
                out.writeByte(transition.to().ordinal());
                out.writeLong(transition.at());
                out.writeString(cause.code());
                out.writeString(cause.id());
                out.writeInt(transition.version());
                out.writeInt(transition.number());
            }
        }

        @Override
        public StepResult read(ObjectDataInput in) throws IOException {
            StepResult.Kind kind = KINDS[in.readByte()];
            GridState after = readState(in);
            int size = in.readInt();
            List<Transition> transitions = new ArrayList<>(size);
            for (int i = 0; i < size; i++) {
                Temperature from = TEMPERATURES[in.readByte()];
                Temperature to = TEMPERATURES[in.readByte()];
                long at = in.readLong();
                var cause = new CauseText(String.valueOf(in.readString()), in.readString());
                transitions.add(new Transition(from, to, at, cause.cause(), in.readInt(), in.readInt()));
            }
            return new StepResult(kind, after, transitions);
        }
    }

    private static final class Applies implements StreamSerializer<Step.Apply> {
        private static final int UNKNOWN = -1;

        @Override
        public int getTypeId() {
            return 4;
        }

        @Override
        public void write(ObjectDataOutput out, Step.Apply step) throws IOException {
            out.writeBoolean(step.fresh);
            out.writeInt(step.joins);
            out.writeInt(step.events.size());
            for (PersonEvent event : step.events) {
                writeUuid(out, event.id());
                out.writeString(event.name());
                out.writeLong(event.time());
            }
            writeOrders(out, step.orders);
        }

        @Override
        public Step.Apply read(ObjectDataInput in) throws IOException {
            boolean fresh = in.readBoolean();
            int joins = in.readInt();
            int size = in.readInt();
            List<PersonEvent> events = new ArrayList<>(size);
            for (int i = 0; i < size; i++) {
                events.add(new PersonEvent(readUuid(in), String.valueOf(in.readString()), in.readLong()));
            }
            return new Step.Apply(events, fresh, joins, readOrders(in));
        }

        private static void writeOrders(ObjectDataOutput out, @Nullable List<OrderFacts> orders) throws IOException {
            out.writeInt(orders == null ? UNKNOWN : orders.size());
            if (orders == null) {
                return;
            }
            for (OrderFacts order : orders) {
                out.writeString(order.transactionId());
                out.writeLong(order.placedAt());
                writeTime(out, order.deliveredAt());
                writeTime(out, order.cancelledAt());
            }
        }

        private static @Nullable List<OrderFacts> readOrders(ObjectDataInput in) throws IOException {
            int size = in.readInt();
            if (size == UNKNOWN) {
                return null;
            }
            List<OrderFacts> orders = new ArrayList<>(size);
            for (int i = 0; i < size; i++) {
                String id = String.valueOf(in.readString());
                orders.add(new OrderFacts(id, in.readLong(), readTime(in), readTime(in)));
            }
            return orders;
        }

        private static void writeTime(ObjectDataOutput out, @Nullable Long at) throws IOException {
            out.writeLong(at == null ? PersonState.NEVER : at);
        }

        private static @Nullable Long readTime(ObjectDataInput in) throws IOException {
            long at = in.readLong();
            return at == PersonState.NEVER ? null : Long.valueOf(at);
        }
    }

    private static final class AppliesOfMany implements StreamSerializer<Step.ApplyMany> {
        private final Keys keys = new Keys();
        private final Applies steps = new Applies();

        @Override
        public int getTypeId() {
            return 7;
        }

        @Override
        public void write(ObjectDataOutput out, Step.ApplyMany many) throws IOException {
            out.writeInt(many.steps.size());
            for (Map.Entry<PersonKey, Step.Apply> step : many.steps.entrySet()) {
                keys.write(out, step.getKey());
                steps.write(out, step.getValue());
            }
        }

        @Override
        public Step.ApplyMany read(ObjectDataInput in) throws IOException {
            int size = in.readInt();
            Map<PersonKey, Step.Apply> read = new HashMap<>(size * 2);
            for (int i = 0; i < size; i++) {
                read.put(keys.read(in), steps.read(in));
            }
            return new Step.ApplyMany(read);
        }
    }

    private static final class Advances implements StreamSerializer<Step.Advance> {
        @Override
        public int getTypeId() {
            return 5;
        }

        @Override
        public void write(ObjectDataOutput out, Step.Advance step) throws IOException {
            out.writeLong(step.now);
            out.writeInt(step.logged);
        }

        @Override
        public Step.Advance read(ObjectDataInput in) throws IOException {
            return new Step.Advance(in.readLong(), in.readInt());
        }
    }

    private static final class Replaces implements StreamSerializer<Step.Replace> {
        @Override
        public int getTypeId() {
            return 6;
        }

        @Override
        public void write(ObjectDataOutput out, Step.Replace step) throws IOException {
            writeState(out, step.expected);
            writeState(out, step.folded);
        }

        @Override
        public Step.Replace read(ObjectDataInput in) throws IOException {
            return new Step.Replace(readState(in), readState(in));
        }
    }
}
