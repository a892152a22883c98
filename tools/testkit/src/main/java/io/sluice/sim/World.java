package io.sluice.sim;

import io.sluice.codec.TradingMode;
import io.sluice.control.config.ControlConfig;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** Everything around the engine: who acts, what is true, how the weather is. */
final class World {
    private static final long S = 1_000_000_000L;
    private static final int REMEMBERED = 64;

    final Draw draw;
    final Agenda agenda;
    final Tally tally;
    final OperatorInputs inputs = new OperatorInputs();
    final Market market;
    final Post post;
    final Host host;
    final Broker live;
    final Broker paper;
    final Services services;
    final Operators operators;
    final List<Client> clients = new ArrayList<>();
    /** How often a message is lost, repeated or late while it storms. */
    final double lossy;
    /** How much goes wrong while it storms. */
    final double trouble;

    long ringFullUntilNs;
    boolean healing;

    private final Gremlin gremlin;
    private final ConfigDraw configs;
    private final Deque<byte[]> recent = new ArrayDeque<>();
    private ControlConfig config;
    private boolean storm;
    private boolean stopped;
    private boolean lostMuch;

    World(final Draw draw, final Tally tally) {
        this.draw = draw;
        this.tally = tally;
        configs = new ConfigDraw(draw);
        config = configs.any(null);
        // now and then midnight falls into the run
        agenda = new Agenda(1_770_000_000L * S + draw.between(0L, 86_400L) * S);
        market = new Market(draw);
        lossy = draw.of(0.0, 0.005, 0.02, 0.08);
        trouble = draw.of(0.2, 1.0, 3.0);
        host = new Host(config, tally, this::onRecord);
        post = new Post(this);
        live = new Broker(this, TradingMode.LIVE);
        paper = new Broker(this, TradingMode.PAPER);
        services = new Services(this);
        operators = new Operators(this);
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

    Broker broker(final TradingMode mode) {
        return mode == TradingMode.PAPER ? paper : live;
    }

    private void weather() {
        storm = !storm && !healing;
        agenda.in(storm ? draw.ms(1000, 25000) : draw.ms(3000, 30000), this::weather);
    }

    /** Gives an input to the engine. */
    void execute(final byte[] envelope) {
        recent.addLast(envelope);
        if (recent.size() > REMEMBERED) {
            recent.removeFirst();
        }
        if (!host.input(envelope, agenda.nowNs())) {
            final boolean torn = draw.chance(0.25);
            final int dropped = torn ? draw.chance(0.7) ? 1 : draw.between(2, 5) : 0;
            tally.fault(dropped == 0 ? Fault.CRASH : dropped == 1 ? Fault.CRASH_TORN_TAIL : Fault.CRASH_MANY_DROPPED);
            comeBack(dropped);
        }
    }

    /** A stop and a start again. */
    void restart() {
        host.down();
        comeBack(0);
    }

    private void comeBack(final int dropped) {
        stopped = true;
        lostMuch |= dropped > 1;
        final long pauseNs = draw.chance(0.8) ? draw.ms(1, 3000) : draw.ms(1000, 90000);
        agenda.in(pauseNs, () -> {
            host.recover(dropped);
            final boolean changed = draw.chance(0.35);
            tally.fault(changed ? Fault.RESTART_CHANGED : Fault.RESTART_SAME);
            config = changed ? configs.any(config.capacity()) : config;
            stopped = false;
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

    /** An input that went in lately. */
    byte[] recent() {
        final int skip = draw.between(0, recent.size() - 1);
        return recent.stream().skip(skip).findFirst().orElseThrow();
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
                case 213 -> broker(seen.close.tradingMode()).onClose(seen.close);
                case 214 -> broker(seen.cancel.tradingMode()).onCancel(seen.cancel);
                case 223 -> tally.answer(seen.result.code());
                default -> {
                    // read from the views by whom it concerns
                }
            }
        }
    }
}
