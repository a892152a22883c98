package io.sluice.sim;

import io.sluice.codec.EmergencyPhase;
import io.sluice.codec.TradingMode;
import io.sluice.control.config.ControlConfig;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Set;

/** Everything around the engine: who acts, what is true, how the weather is. */
final class World {
    private static final long S = 1_000_000_000L;
    private static final int REMEMBERED = 64;

    final Draw draw;
    final Agenda agenda;
    final FaultTally tally;
    final OperatorInputs inputs = new OperatorInputs();
    final Market market;
    final Post post;
    final Host host;
    final Truth truth = new Truth(this);
    final Adapter live;
    final Adapter paper;
    final Services services;
    final People operators;
    final List<Client> clients = new ArrayList<>();
    /** How often a message is lost, repeated or late while it storms. */
    final double lossy;
    /** How much goes wrong while it storms. */
    final double trouble;
    /** Whether faults strike that break what the book's rules take for granted. */
    final boolean breaks;
    /** Faults that do not strike. */
    final Set<Fault> off;

    long ringFullUntilNs;
    boolean healing;

    private final Gremlin gremlin;
    private final ConfigDraw configs;
    private final Deque<byte[]> recent = new ArrayDeque<>();
    private ControlConfig config;
    private boolean storm;
    private boolean stopped;
    private boolean lostMuch;

    World(final Draw draw, final FaultTally tally, final Set<Fault> off) {
        this.off = off;
        this.draw = draw;
        this.tally = tally;
        configs = new ConfigDraw(draw);
        config = configs.any(null);
        // now and then midnight falls into the run
        agenda = new Agenda(1_770_000_000L * S + draw.between(0L, 86_400L) * S);
        market = new Market(draw);
        lossy = draw.of(0.0, 0.005, 0.02, 0.08);
        trouble = draw.of(0.2, 1.0, 3.0);
        breaks = draw.chance(0.4);
        host = new Host(config, tally, this::onRecord);
        post = new Post(this);
        live = new Adapter(this, TradingMode.LIVE);
        paper = new Adapter(this, TradingMode.PAPER);
        services = new Services(this);
        operators = new People(this);
        gremlin = new Gremlin(this);
        final int strategies = draw.between(1, config.capacity().strategies());
        for (int i = 1; i <= strategies; i++) {
            clients.add(new Client(this, i));
        }
    }

    /** The first start, cold or, seldom, in normal. */
    void begin() {
        host.start(config, agenda.nowNs(), 0, draw.chance(0.08));
        live.begin();
        paper.begin();
        services.begin();
        operators.begin();
        clients.forEach(Client::begin);
        gremlin.begin();
        agenda.in(draw.ms(2000, 30000), this::weather);
    }

    ControlConfig config() {
        return config;
    }

    Facts facts() {
        return host.checker().facts();
    }

    boolean isCalm() {
        return !storm || healing;
    }

    /** Whether something goes wrong now that does so with this probability in a usual storm. */
    boolean mishap(final double probability) {
        return storm && !healing && draw.chance(probability * trouble);
    }

    /** Whether this fault strikes now; it is counted. */
    boolean strikes(final Fault fault) {
        if (!mishap(fault.rate) || fault.breaksAssumption && !breaks || off.contains(fault)) {
            return false;
        }
        tally.fault(fault);
        if (fault.breaksAssumption) {
            truth.struck(fault);
        }
        return true;
    }

    /** Whether this fault happens, storm or not; it is counted. */
    boolean happens(final Fault fault, final double probability) {
        if (!draw.chance(probability) || off.contains(fault)) {
            return false;
        }
        tally.fault(fault);
        return true;
    }

    /** Whether a venue is of the kind where this fault strikes again and again. */
    boolean isProneTo(final Fault fault, final double probability) {
        return draw.chance(probability) && !off.contains(fault);
    }

    /** How old a report may be, and how late a fill that it shows. */
    long graceNs() {
        return config.recovery().reconcileGraceNs();
    }

    /** A delay that breaks no assumption. */
    long withinGrace() {
        return draw.between(1L, graceNs() - 30_000_000L);
    }

    /** The adapter that serves a mode. */
    Adapter adapter(final TradingMode mode) {
        return mode == TradingMode.PAPER ? paper : live;
    }

    private void weather() {
        storm = !storm && !healing;
        agenda.in(storm ? draw.ms(1000, 25000) : draw.ms(3000, 30000), this::weather);
    }

    /** Gives an input to the engine; false if it died of it. */
    boolean execute(final byte[] envelope) {
        if (!Envelopes.isReport(envelope)) {
            recent.addLast(envelope);
            if (recent.size() > REMEMBERED) {
                recent.removeFirst();
            }
        }
        if (host.input(envelope, agenda.nowNs())) {
            return true;
        }
        tally.fault(Fault.CRASH);
        final boolean torn = happens(Fault.CRASH_TORN_TAIL, 0.25);
        comeBack(torn ? happens(Fault.CRASH_MANY_DROPPED, 0.3) ? draw.between(2, 5) : 1 : 0);
        return false;
    }

    /** A stop and a start again. */
    void restart() {
        host.down();
        comeBack(0);
    }

    private void comeBack(final int dropped) {
        stopped = true;
        lostMuch |= dropped > 1;
        if (dropped > 0) {
            truth.forgotten();
        }
        final long pauseNs = draw.chance(0.8) ? draw.ms(1, 3000) : draw.ms(1000, 90000);
        agenda.in(pauseNs, () -> {
            host.recover(dropped);
            final boolean changed = happens(Fault.RESTART_CHANGED, 0.35);
            tally.fault(Fault.RESTART);
            config = changed ? configs.any(config.capacity()) : config;
            stopped = false;
            truth.changed();
            host.start(config, agenda.nowNs(), dropped, false);
            post.sendAgain();
        });
    }

    /** Whether records were lost that others had seen: ids may then be given out twice, and paper has no reports. */
    boolean lostMuch() {
        return lostMuch;
    }

    boolean isStopped() {
        return stopped;
    }

    /** An input that went in lately, but for reports: an old one would break what their rules take for granted. */
    byte[] recent() {
        final int skip = draw.between(0, recent.size() - 1);
        return recent.stream().skip(skip).findFirst().orElseThrow();
    }

    /** A stop has begun, which is a bad moment for more. */
    private void disturb() {
        if (strikes(Fault.CRASH_IN_STOP)) {
            host.crashAfter(draw.between(1, 6));
        }
        if (strikes(Fault.LINK_DOWN_IN_STOP)) {
            live.link().fall(draw.chance(0.5));
        }
    }

    /** What everyone may see now. */
    private void onRecord(final Seen seen) {
        tally.input(seen.inputType);
        seen.rewind();
        while (seen.next()) {
            tally.outcome(seen.type);
            switch (seen.type) {
                case 200 -> {
                    tally.decision(seen.decision.verdict(), seen.decision.code());
                    final int id = seen.decision.strategyId();
                    if (id >= 1 && id <= clients.size()) {
                        clients.get(id - 1).onDecision(seen.decision);
                    }
                }
                case 213 -> adapter(seen.close.tradingMode()).onClose(seen.close);
                case 214 -> adapter(seen.cancel.tradingMode()).onCancel(seen.cancel);
                case 212 -> {
                    truth.onEmergency(seen);
                    if (seen.emergency.phase() == EmergencyPhase.TRIGGERED) {
                        disturb();
                    }
                }
                case 215 -> truth.adjusted(seen.adjusted);
                case 223 -> tally.answer(seen.result.code());
                default -> {
                    // read from the views by whom it concerns
                }
            }
        }
        truth.onRecord(seen, host.glance());
    }
}
