package io.sluice.sim;

import io.sluice.codec.ApprovalAnswer;
import io.sluice.codec.Bool;
import io.sluice.codec.LockoutType;
import io.sluice.codec.PolicyField;
import io.sluice.codec.PolicyUpdateEncoder;
import io.sluice.codec.RecoveryStage;
import io.sluice.codec.SystemMode;
import io.sluice.codec.TradingMode;
import io.sluice.sim.Facts.Pending;
import io.sluice.sim.Post.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** People: they answer requests, set things right, tighten, loosen, and make mistakes. */
final class People {
    private static final int MS = 1_000_000;

    private final World world;
    private final Healer healer;
    private int runs;

    People(final World world) {
        this.world = world;
        healer = new Healer(world);
    }

    void begin() {
        world.agenda.in(world.draw.ms(500, 3000), this::act);
        world.agenda.in(world.draw.ms(500, 3000), this::care);
    }

    Healer healer() {
        return healer;
    }

    private void send(final byte[] envelope) {
        world.post.send(Kind.COMMAND, envelope);
    }

    /** Whoever is on duty sets right what keeps trading from going on. */
    private void care() {
        world.agenda.in(world.healing ? 700 * MS : world.draw.ms(700, 4000), this::care);
        if (world.host.isUp()) {
            healer.act(world.healing || world.draw.chance(0.85));
        }
    }

    private void act() {
        world.agenda.in(world.draw.ms(150, 1500), this::act);
        if (!world.host.isUp() || world.healing) {
            return;
        }
        final int kind = world.draw.between(0, 99);
        if (kind < 55) {
            answer();
        } else if (world.mishap(0.25)) {
            err();
        } else if (kind < 92) {
            usual();
        } else if (!world.isCalm()) {
            tighten();
        }
    }

    private SenderId anyone() {
        return SenderId.operator(world.draw.from(world.config().hitl().allowedOperators()));
    }

    private void answer() {
        final List<Pending> pending = new ArrayList<>(world.facts().pending.values());
        if (pending.isEmpty()) {
            return;
        }
        final Draw draw = world.draw;
        final Pending request = draw.from(pending);
        final SenderId door = anyone();
        final ApprovalAnswer answer =
                draw.chance(0.75) ? ApprovalAnswer.APPROVE : draw.of(ApprovalAnswer.REJECT, ApprovalAnswer.CANCEL);
        final long price = draw.chance(0.1) ? request.requestPriceE8() * draw.between(96, 104) / 100 : 0;
        final byte[] decision = world.inputs.decision(door, door.principal(), request.tradeId(), answer, price);
        if (world.strikes(Fault.LATE_ANSWER)) {
            final long late = request.expiresNs() + draw.between(-1, 1);
            world.agenda.at(late, () -> {
                if (world.host.isUp()) {
                    world.execute(decision);
                }
            });
            return;
        }
        send(decision);
        if (world.strikes(Fault.DOUBLE_ANSWER)) {
            send(decision);
        }
    }

    private void usual() {
        final Draw draw = world.draw;
        final SenderId door = anyone();
        switch (draw.between(0, 9)) {
            case 0 -> policy(door, false);
            case 1 -> send(world.inputs.lockout(
                    draw.of(door, SenderId.MARKET, SenderId.RISK),
                    draw.from(Market.ALL),
                    draw.between(1, 40),
                    draw.of(LockoutType.MANUAL, LockoutType.NEWS_SHOCK)));
            case 2 -> send(
                    world.inputs.promoted(draw.of(door, SenderId.RISK), "m", draw.of("1", "2"), draw.of("1", "2")));
            case 3 -> send(world.inputs.modelAck(SenderId.RISK, "sizer", "m", draw.of("1", "2")));
            case 4 -> force(door);
            case 5 -> send(world.inputs.release(door));
            case 6 -> request(door);
            case 7 -> link(door);
            case 8 -> send(world.inputs.startRecovery(door, "run-" + runs++, draw.chance(0.1)));
            default -> {
                final Map<Long, Facts.Lockout> lockouts = world.facts().lockouts;
                send(world.inputs.delete(door, lockouts.isEmpty() ? 9 : draw.from(List.copyOf(lockouts.keySet()))));
            }
        }
    }

    private void policy(final SenderId door, final boolean mixed) {
        final Draw draw = world.draw;
        final PolicyUpdateEncoder out = world.inputs.beginPolicy(door);
        if (mixed) {
            out.hitlEnabled(Bool.TRUE)
                    .requireApprovalForLive(Bool.FALSE)
                    .tradingMode(TradingMode.LIVE)
                    .allowNewTrades(Bool.FALSE);
        } else {
            switch (draw.between(0, 5)) {
                case 0 -> out.hitlEnabled(draw.chance(0.8) ? Bool.TRUE : Bool.FALSE);
                case 1 -> out.autoApprovePaper(draw.of(Bool.TRUE, Bool.FALSE));
                case 2 -> out.requireApprovalForLive(draw.of(Bool.TRUE, Bool.FALSE));
                case 3 -> out.approvalTimeoutSeconds(draw.between(0, 40));
                case 4 -> out.slippageMaxPercent(draw.between(0L, 3L) * Client.LOT);
                default -> out.tradingMode(draw.chance(0.8) ? TradingMode.LIVE : TradingMode.PAPER);
            }
        }
        send(world.inputs.policy(door));
    }

    private void force(final SenderId door) {
        final Draw draw = world.draw;
        final SystemMode mode = draw.of(
                SystemMode.NORMAL,
                SystemMode.NORMAL,
                SystemMode.DEGRADED,
                SystemMode.SAFE_MODE,
                SystemMode.SAFE_MODE_DISCONNECTED,
                SystemMode.HALT);
        final long least = world.config().override().minTtlNs() / 1_000_000_000L;
        send(world.inputs.force(door, mode, (int) least + draw.between(0, 5), "because"));
    }

    private void request(final SenderId door) {
        final List<Long> waiting = List.copyOf(world.facts().requests.keySet());
        if (!waiting.isEmpty()) {
            final long id = world.draw.from(waiting);
            send(world.draw.chance(0.2) ? world.inputs.withdraw(door, id) : world.inputs.confirm(door, id));
        }
    }

    private void link(final SenderId door) {
        final byte[] token = new byte[32];
        token[0] = (byte) world.draw.between(1, 3);
        final List<Long> pending = List.copyOf(world.facts().pending.keySet());
        if (world.draw.chance(0.5)) {
            send(world.inputs.issue(door, pending.isEmpty() ? 5 : world.draw.from(pending), token));
        } else {
            send(world.inputs.use(world.draw.of(door, SenderId.MONITOR), token));
        }
    }

    private void tighten() {
        final Draw draw = world.draw;
        final SenderId door = anyone();
        switch (draw.between(0, 3)) {
            case 0 -> send(world.inputs.stop(draw.of(door, SenderId.RISK, SenderId.MONITOR), "enough"));
            case 1 -> send(world.inputs.lock(draw.of(door, SenderId.RISK, SenderId.MONITOR)));
            case 2 -> {
                world.inputs.beginPolicy(door).allowNewTrades(Bool.FALSE);
                send(world.inputs.policy(door));
            }
            default -> {
                world.tally.fault(Fault.INTEGRITY_VIOLATION);
                final List<Long> pending = List.copyOf(world.facts().pending.keySet());
                send(world.inputs.violation(pending.isEmpty() ? 3 : draw.from(pending)));
            }
        }
    }

    private void err() {
        final Draw draw = world.draw;
        final SenderId door = anyone();
        final SenderId mallory = SenderId.operator("mallory");
        final List<Long> pending = List.copyOf(world.facts().pending.keySet());
        final long tradeId = pending.isEmpty() ? 1 : draw.from(pending);
        switch (draw.between(0, 9)) {
            case 0 -> fault(
                    Fault.OPERATOR_NOT_ALLOWED,
                    world.inputs.decision(mallory, "mallory", tradeId, ApprovalAnswer.APPROVE, 0));
            case 1 -> fault(
                    Fault.OPERATOR_NOT_ALLOWED,
                    draw.chance(0.5) ? world.inputs.reset(mallory, true, "x") : world.inputs.stop(mallory, "x"));
            case 2 -> fault(
                    Fault.WRONG_PRINCIPAL,
                    world.inputs.decision(mallory, door.principal(), tradeId, ApprovalAnswer.APPROVE, 0));
            case 3 -> fault(
                    Fault.WRONG_ID,
                    draw.chance(0.5)
                            ? world.inputs.confirm(door, 4)
                            : world.inputs.decision(
                                    door, door.principal(), draw.between(1L, 1L << 30), ApprovalAnswer.REJECT, 0));
            case 4 -> {
                world.tally.fault(Fault.MIXED_CHANGE);
                policy(door, true);
            }
            case 5 -> fault(
                    Fault.REASON_MISSING,
                    draw.chance(0.5)
                            ? world.inputs.force(door, SystemMode.HALT, 60, "")
                            : world.inputs.unlock(door, ""));
            case 6 -> fault(
                    Fault.OUT_OF_RANGE,
                    draw.chance(0.5)
                            ? world.inputs.force(door, SystemMode.DEGRADED, draw.of(-1, 0, 1_000_000), "x")
                            : world.inputs.lockout(door, "Q1", draw.of(0, -5), LockoutType.MANUAL));
            case 7 -> fault(Fault.LOWER_CASE_SYMBOL, world.inputs.lockout(door, "q1", 5, LockoutType.MANUAL));
            case 8 -> confirmOwn(door);
            default -> fault(Fault.OUT_OF_RANGE, world.inputs.enable(door, draw.between(0, 6), ""));
        }
    }

    /** Whoever asked confirms it himself, or says a stage has passed that nobody asked about. */
    private void confirmOwn(final SenderId door) {
        final Map<Long, Facts.Request> requests = world.facts().requests;
        if (requests.isEmpty()) {
            final RecoveryStage stage = world.draw.of(RecoveryStage.READY, RecoveryStage.VERIFY_RISK);
            send(world.inputs.stageResult(door, "", stage, world.draw.chance(0.5)));
            return;
        }
        final long id = world.draw.from(List.copyOf(requests.keySet()));
        fault(
                Fault.SAME_OPERATOR,
                world.inputs.confirm(SenderId.operator(requests.get(id).operator()), id));
    }

    private void fault(final Fault fault, final byte[] envelope) {
        world.tally.fault(fault);
        send(envelope);
    }

    boolean isBlocked() {
        return !world.facts().is(PolicyField.ALLOW_NEW_TRADES);
    }
}
