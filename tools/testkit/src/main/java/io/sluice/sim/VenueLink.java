package io.sluice.sim;

import io.sluice.codec.ComponentSource;
import io.sluice.codec.EventType;
import io.sluice.codec.ReasonCode;
import io.sluice.codec.TradingMode;
import io.sluice.sim.Post.Kind;
import java.util.List;

/** The link to a venue: heartbeats, ups and downs, regular reports. Paper is next door: its link never fails. */
final class VenueLink {
    private static final long MS = 1_000_000L;

    private final World world;
    private final Adapter adapter;
    private final Teller teller;
    private final TradingMode mode;
    private final Reports reports;
    private boolean up = true;
    private int session;

    VenueLink(final World world, final Adapter adapter, final Teller teller, final TradingMode mode) {
        this.world = world;
        this.adapter = adapter;
        this.teller = teller;
        this.mode = mode;
        reports = new Reports(world, adapter);
    }

    void begin() {
        if (mode == TradingMode.LIVE) {
            heart();
            world.agenda.in(500 * MS, this::report);
        }
    }

    boolean isUp() {
        return up;
    }

    Reports reports() {
        return reports;
    }

    /** One up with each fall: what was under way then never arrives. */
    int session() {
        return session;
    }

    /** Signs of life, and the link's ups and downs. */
    private void heart() {
        if (up) {
            world.post.send(Kind.SIGNAL, world.inputs.heartbeat(SenderId.BROKER, ComponentSource.BROKER));
            if (world.strikes(Fault.ADAPTER_FORGETS)) {
                adapter.forget();
                fall(true);
                reports.beginAgain();
            } else if (world.strikes(Fault.LINK_DOWN)) {
                fall(world.draw.chance(0.5));
            } else if (!world.facts().pending.isEmpty() && world.strikes(Fault.UNAPPROVED_FILL)) {
                adapter.fillUnapproved(
                        world.draw.from(List.copyOf(world.facts().pending.keySet())));
            }
        } else if (world.healing) {
            rise();
        }
        world.agenda.in(world.draw.ms(600, 1000), this::heart);
    }

    /** @param said whether the adapter says so. */
    void fall(final boolean said) {
        if (!up) {
            return;
        }
        if (said) {
            tell(EventType.FAIL_CRIT, ReasonCode.BROKER_DISCONNECT);
        }
        up = false;
        session++;
        world.truth.changed();
        world.agenda.in(world.draw.ms(500, 15000), this::rise);
    }

    private void rise() {
        if (up) {
            return;
        }
        up = true;
        world.truth.changed();
        tell(EventType.RECOVERED, ReasonCode.BROKER_RECONNECTED);
        final boolean replays = world.happens(Fault.REPLAYED_AFTER_RECONNECT, world.healing ? 1 : 0.5);
        final boolean reportsFirst = world.draw.chance(0.5);
        if (reportsFirst) {
            reports.send();
        }
        if (replays) {
            teller.replayAll();
        } else {
            teller.giveUp();
        }
        if (!reportsFirst) {
            reports.send();
        }
    }

    private void tell(final EventType type, final ReasonCode reason) {
        world.post.send(
                Kind.SIGNAL,
                world.inputs.event(SenderId.BROKER, type, ComponentSource.BROKER, reason, world.draw.bits()));
    }

    private void report() {
        if (up) {
            reports.send();
        }
        world.agenda.in(world.draw.ms(1500, 4000), this::report);
    }
}
