package io.sluice.sim;

import io.sluice.codec.MessageHeaderDecoder;
import io.sluice.schema.FieldKind;
import io.sluice.schema.FieldSpec;
import io.sluice.schema.MessageSpec;
import io.sluice.schema.Schema;
import io.sluice.sim.Script.Entry;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Runs part of a script again, without the world that made it. Ids are a record's sequence and an index, so that ids
 * in inputs are moved along with the records that gave them out.
 */
final class Rerun {
    private static final int ID_BITS = 13;
    private static final Set<String> IDS = Set.of("tradeId", "commandId", "lockoutId", "requestId");

    /** What ran, as it went in. */
    record Input(long timeNs, byte[] envelope) {}

    private final List<Entry> all;
    private final Tamper tamper;
    private final List<Input> ran = new ArrayList<>();
    private final long[] newRecords;
    private Broken broken;

    Rerun(final List<Entry> all, final Tamper tamper) {
        this.all = all;
        this.tamper = tamper;
        newRecords = new long[all.size()];
    }

    /** Runs the entries that are kept; returns what broke, or null. */
    Broken run(final boolean[] kept) {
        Arrays.fill(newRecords, -1);
        final Host host = new Host(all.get(0).config(), new FaultTally(), seen -> {});
        host.tamper(tamper);
        ran.clear();
        broken = null;
        try {
            for (int i = 0; i < all.size(); i++) {
                if (kept[i]) {
                    newRecords[i] = host.records();
                    put(host, all.get(i));
                }
            }
        } catch (final Broken e) {
            broken = e;
        }
        return broken;
    }

    /** The inputs that ran last time, starts aside. */
    List<Input> ran() {
        return ran;
    }

    private void put(final Host host, final Entry entry) {
        if (entry.isStart()) {
            if (host.records() > 0) {
                host.down();
                host.recover(entry.dropped());
            }
            host.start(entry.config(), entry.timeNs(), entry.dropped(), entry.normal());
            return;
        }
        if (!host.isUp()) {
            return;
        }
        final byte[] envelope = moveIds(entry.envelope());
        ran.add(new Input(entry.timeNs(), envelope));
        host.crashAfter(entry.diedOf() > 0 ? entry.diedOf() : Integer.MAX_VALUE);
        host.input(envelope, entry.timeNs());
        host.crashAfter(Integer.MAX_VALUE);
    }

    private byte[] moveIds(final byte[] original) {
        final UnsafeBuffer envelope = new UnsafeBuffer(original.clone());
        final int message = Envelopes.inputOffset(envelope);
        final MessageSpec spec = Schema.message(envelope.getShort(message + 2, ByteOrder.LITTLE_ENDIAN) & 0xFFFF);
        for (final FieldSpec field : spec.fields()) {
            if (field.kind() == FieldKind.ID && IDS.contains(field.name())) {
                final int at = message + MessageHeaderDecoder.ENCODED_LENGTH + field.offset();
                final long id = envelope.getLong(at, ByteOrder.LITTLE_ENDIAN);
                envelope.putLong(at, moved(id), ByteOrder.LITTLE_ENDIAN);
            }
        }
        return envelope.byteArray();
    }

    private long moved(final long id) {
        final long sequence = id >> ID_BITS;
        int low = 0;
        int high = all.size() - 1;
        while (low < high) {
            final int middle = low + high + 1 >>> 1;
            if (all.get(middle).records() < sequence) {
                low = middle;
            } else {
                high = middle - 1;
            }
        }
        if (id <= 0 || newRecords[low] < 0) {
            return id;
        }
        final long next = newRecords[low] + sequence - all.get(low).records();
        return next << ID_BITS | id & (1 << ID_BITS) - 1;
    }
}
