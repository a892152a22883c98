package io.sluice.client;

import io.sluice.codec.SignOfLifeDecoder;

/** What an engine showed of itself over a door: as its own beacon, but the door's word instead of a mapped file. */
final class RemoteBeacon extends Beacon {
    void attached(final long startSequence, final long lastSequence, final long gate) {
        memory.putLongVolatile(START_AT, startSequence);
        memory.putLongVolatile(SEQUENCE_AT, lastSequence);
        memory.putLongVolatile(GATE_AT, gate);
        memory.putLongVolatile(HEARTBEAT_AT, System.nanoTime());
        memory.putLongVolatile(STATE_AT, State.RUNNING.ordinal());
    }

    void show(final SignOfLifeDecoder sign) {
        memory.putLongVolatile(TIME_AT, sign.lastTimeNs());
        memory.putLongVolatile(SEQUENCE_AT, sign.lastSequence());
        memory.putLongVolatile(GATE_AT, sign.gate());
        memory.putLongVolatile(HEARTBEAT_AT, sign.engineBeatNs());
        memory.putLongVolatile(STATE_AT, sign.engineState());
    }

    /** Nothing is known of it any more: it counts as lost until the next word. */
    void lost() {
        memory.putLongVolatile(HEARTBEAT_AT, 0);
        memory.putLongVolatile(STATE_AT, State.RUNNING.ordinal());
    }

    void closed() {
        memory.putLongVolatile(STATE_AT, State.STOPPED.ordinal());
    }
}
