package io.sluice.control;

import io.sluice.codec.ActionType;
import io.sluice.codec.ApprovalCreatedDecoder;
import io.sluice.codec.ApprovalCreatedEncoder;
import io.sluice.codec.ApprovalViewEncoder;
import io.sluice.codec.Bool;
import io.sluice.codec.CommandViewEncoder;
import io.sluice.codec.ComponentSource;
import io.sluice.codec.ComponentViewEncoder;
import io.sluice.codec.LockoutViewEncoder;
import io.sluice.codec.MessageHeaderEncoder;
import io.sluice.codec.ModelViewEncoder;
import io.sluice.codec.PermissionsViewEncoder;
import io.sluice.codec.PolicyField;
import io.sluice.codec.PolicyViewEncoder;
import io.sluice.codec.PositionViewEncoder;
import io.sluice.codec.QuoteViewEncoder;
import io.sluice.codec.ReasonCode;
import io.sluice.codec.RecoveryViewEncoder;
import io.sluice.codec.RequestViewEncoder;
import io.sluice.codec.Side;
import io.sluice.codec.StatusViewEncoder;
import io.sluice.codec.StrategyViewEncoder;
import io.sluice.codec.TradeViewEncoder;
import io.sluice.codec.TradingMode;
import io.sluice.control.approval.Approval;
import io.sluice.control.command.Command;
import io.sluice.control.foureyes.Waiting;
import io.sluice.control.health.Component;
import io.sluice.control.intent.Strategy;
import io.sluice.control.lockout.Lockout;
import io.sluice.control.models.Model;
import io.sluice.control.policy.Policy;
import io.sluice.control.step.Text;
import io.sluice.control.symbol.Instrument;
import io.sluice.control.symbol.Position;
import io.sluice.control.trade.Trade;
import io.sluice.control.view.View;
import io.sluice.control.view.ViewSink;
import io.sluice.schema.Schema;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.agrona.sbe.MessageEncoderFlyweight;

/** Writes the views of MESSAGES from the rooms. Off the hot path: it may allocate. */
final class ViewWriter {
    private static final int MAX_ROW = 4096;
    private static final long NS_PER_MS = 1_000_000L;
    private static final long NS_PER_SECOND = 1_000_000_000L;
    private static final Text NOTHING = new Text(0);
    private static final long ABSENT = Long.MIN_VALUE;

    private final Rooms rooms;
    private final Safeguards safeguards;
    private final UnsafeBuffer row = new UnsafeBuffer(new byte[MAX_ROW]);
    private final UnsafeBuffer version = new UnsafeBuffer(0, 0);
    private ViewSink sink;

    ViewWriter(final Rooms rooms) {
        this.rooms = rooms;
        safeguards = new Safeguards(rooms);
    }

    void write(final View view, final ViewSink target) {
        sink = target;
        switch (view) {
            case STATUS -> status();
            case PERMISSIONS -> permissions();
            case COMPONENTS -> components();
            case RECOVERY -> recovery();
            case PENDING -> pending();
            case HISTORY -> history();
            case TRADES -> trades();
            case POSITIONS -> positions();
            case QUOTES -> quotes();
            case COMMANDS -> commands();
            case POLICY -> policy();
            case STRATEGIES -> strategies();
            case REQUESTS -> requests();
            case LOCKOUTS -> lockouts();
            case MODELS -> models();
        }
    }

    private void status() {
        final Policy policy = rooms.policy;
        final boolean emergency = rooms.causes.isEmergency();
        final boolean known = rooms.equity.isKnown();
        final boolean forced = rooms.causes.isForced();
        final boolean locked = rooms.guardian.isLocked();
        final StatusViewEncoder out = begin(new StatusViewEncoder())
                .seq(seq())
                .time(now())
                .mode(rooms.modes.mode())
                .stage(rooms.modes.stage())
                .level(rooms.health.level())
                .override(bool(forced))
                .overrideMode(rooms.causes.forced())
                .overrideExpiresAt(policy.get(PolicyField.OVERRIDE_EXPIRES_AT))
                .computedMode(rooms.causes.plainMode())
                .modeSince(rooms.modes.sinceNs())
                .lastTransition(rooms.modes.lastTransition())
                .emergencyMode(bool(emergency))
                .emergencyReasonCode(emergency ? policy.emergencyReason() : ReasonCode.NULL_VAL)
                .emergencyDrawdownPct(policy.get(PolicyField.EMERGENCY_REASON))
                .emergencyActivatedAt(policy.get(PolicyField.EMERGENCY_ACTIVATED_AT))
                .allowNewTrades(bool(policy.is(PolicyField.ALLOW_NEW_TRADES)))
                .tradingMode(policy.tradingMode())
                .guardianLocked(bool(locked))
                .guardianSince(locked ? rooms.guardian.sinceNs() : ABSENT)
                .drawdownPct(known ? rooms.equity.drawdownPctE8() : ABSENT)
                .peak(known ? rooms.equity.peakE8() : ABSENT)
                .equity(known ? rooms.equity.valueE8() : ABSENT)
                .equityAgeMs(known ? ageMs(rooms.equity.updatedNs()) : ABSENT)
                .hitlEnabled(bool(policy.is(PolicyField.HITL_ENABLED)));
        safeguards.write(out);
        row.putInt(out.offset() + StatusViewEncoder.causesEncodingOffset(), causes());
        final Text by = forced ? rooms.overrides.operator() : NOTHING;
        final Text why = forced ? rooms.overrides.reason() : NOTHING;
        final Text lock = locked ? rooms.guardian.reason() : NOTHING;
        out.putOverrideOperatorId(by.bytes(), 0, by.length())
                .putOverrideReason(why.bytes(), 0, why.length())
                .putEmergencyReason(
                        policy.emergencyText().bytes(),
                        0,
                        policy.emergencyText().length())
                .putGuardianReason(lock.bytes(), 0, lock.length());
        end(out);
    }

    /** What stands, an emergency and a recovery owed among it. */
    private int causes() {
        final int emergency =
                rooms.causes.isEmergency() ? 1 << rooms.policy.emergencyReason().value() : 0;
        final int standing = rooms.causes.standing() | emergency;
        if (!rooms.run.isOwed()) {
            return standing;
        }
        final ReasonCode owed =
                switch (rooms.run.trigger()) {
                    case COLD_START -> ReasonCode.COLD_START;
                    case MANUAL -> ReasonCode.RECOVERY_MANUAL;
                    case AUTO, NULL_VAL -> ReasonCode.RECOVERY_AUTO;
                };
        return standing | 1 << owed.value();
    }

    private void permissions() {
        final PermissionsViewEncoder out = begin(new PermissionsViewEncoder())
                .seq(seq())
                .time(now())
                .mode(rooms.modes.mode())
                .stage(rooms.modes.stage())
                .emergency(bool(rooms.causes.isEmergency()));
        final int gate = rooms.modes.gateRow();
        row.putByte(out.offset() + PermissionsViewEncoder.allowedEncodingOffset(), (byte) gate);
        row.putByte(out.offset() + PermissionsViewEncoder.warnedEncodingOffset(), (byte) (gate >> 8));
        end(out);
    }

    private void components() {
        for (final ComponentSource source : ComponentSource.values()) {
            if (source == ComponentSource.NULL_VAL) {
                continue;
            }
            final Component component = rooms.health.component(source);
            end(begin(new ComponentViewEncoder())
                    .seq(seq())
                    .time(now())
                    .source(source)
                    .level(component.level())
                    .consecutiveFailures(component.failures())
                    .lastReason(component.lastReason())
                    .lastSeenAt(component.lastSeenNs())
                    .unstableSince(component.failures() == 0 ? ABSENT : component.firstFailureNs())
                    .required(bool(rooms.health.isRequired(source))));
        }
    }

    private void recovery() {
        if (!rooms.run.isOwed()) {
            return;
        }
        end(begin(new RecoveryViewEncoder())
                .seq(seq())
                .time(now())
                .trigger(rooms.run.trigger())
                .stage(rooms.run.stage())
                .attempt(rooms.run.attempt())
                .since(rooms.run.sinceNs())
                .brokerHealthy(bool(rooms.recovery.isBrokerUp()))
                .quotesFresh(bool(rooms.quotes.isCaughtUp()))
                .riskHealthy(bool(rooms.recovery.isRiskUp()))
                .bookReconciled(bool(rooms.book.isReconciled()))
                .equityFresh(bool(rooms.recovery.isEquityKnown()))
                .requiredHeard(bool(rooms.health.allRequiredHeard()))
                .putRunId(rooms.run.runId().bytes(), 0, rooms.run.runId().length()));
    }

    private void pending() {
        final List<Approval> byEnd = new ArrayList<>();
        for (Approval approval = rooms.pending.first(); approval != null; approval = approval.next()) {
            byEnd.add(approval);
        }
        byEnd.sort(Comparator.comparingLong(Approval::expiresNs)
                .thenComparing(approval -> approval.trade().id()));
        final UnsafeBuffer encoded = new UnsafeBuffer(new byte[MAX_ROW]);
        for (final Approval approval : byEnd) {
            final ApprovalCreatedEncoder shown = new ApprovalCreatedEncoder();
            encoded.putBytes(
                    0, Schema.message(ApprovalCreatedEncoder.TEMPLATE_ID).absentBlock());
            shown.wrap(encoded, 0);
            approval.encode(shown);
            approval(encoded, 0, shown.encodedLength(), secondsUntil(approval.expiresNs()));
        }
    }

    private void history() {
        for (int i = 0; i < rooms.decided.size(); i++) {
            approval(rooms.decided.bytes(), rooms.decided.offset(i), rooms.decided.length(i), Integer.MIN_VALUE);
        }
    }

    /** The view is a head of its own and then the block and texts of the request, to the byte. */
    private void approval(final DirectBuffer source, final int offset, final int length, final int secondsRemaining) {
        final ApprovalViewEncoder out =
                begin(new ApprovalViewEncoder()).seq(seq()).time(now()).secondsRemaining(secondsRemaining);
        final int head = ApprovalViewEncoder.BLOCK_LENGTH - ApprovalCreatedDecoder.BLOCK_LENGTH;
        row.putBytes(out.offset() + head, source, offset, length);
        sink.onRow(row, 0, MessageHeaderEncoder.ENCODED_LENGTH + head + length);
    }

    private void trades() {
        for (Trade trade = rooms.trades.firstEnded(); trade != null; trade = trade.next()) {
            trade(trade);
        }
        for (Trade trade = rooms.trades.firstUnfinished(); trade != null; trade = trade.next()) {
            trade(trade);
        }
    }

    private void trade(final Trade trade) {
        final TradeViewEncoder out = begin(new TradeViewEncoder())
                .seq(seq())
                .time(now())
                .tradeId(trade.id())
                .strategyId(trade.strategyId())
                .intentId(trade.intentId())
                .side(trade.side())
                .tradingMode(trade.mode())
                .quantity(trade.quantityE8())
                .filledQuantity(trade.filledE8())
                .averagePrice(trade.averagePriceE8())
                .state(trade.state())
                .since(trade.sinceNs());
        row.putBytes(out.offset() + TradeViewEncoder.symbolEncodingOffset(), trade.symbol(), 0, Instrument.LENGTH);
        end(out);
    }

    private void positions() {
        for (int i = 0; i < rooms.instruments.size(); i++) {
            position(rooms.instruments.at(i).live());
            position(rooms.instruments.at(i).paper());
        }
    }

    private void position(final Position position) {
        if (position.isFlat()) {
            return;
        }
        final boolean live = position.mode() == TradingMode.LIVE;
        final long reportedNs = rooms.book.reportedNs();
        final boolean reported = live && reportedNs != Long.MIN_VALUE;
        final boolean stale = live
                && (!reported
                        || now() - reportedNs > rooms.settings.get().health().positionStaleNs());
        final PositionViewEncoder out = begin(new PositionViewEncoder())
                .seq(seq())
                .time(now())
                .tradingMode(position.mode())
                .quantity(position.quantityE8())
                .averagePrice(position.averagePriceE8())
                .reportedAgeMs(reported ? ageMs(reportedNs) : ABSENT)
                .stale(bool(stale));
        position.instrument().putSymbol(row, out.offset() + PositionViewEncoder.symbolEncodingOffset());
        end(out);
    }

    private void quotes() {
        for (int i = 0; i < rooms.instruments.size(); i++) {
            final Instrument instrument = rooms.instruments.at(i);
            if (!instrument.hasQuote()) {
                continue;
            }
            final QuoteViewEncoder out = begin(new QuoteViewEncoder())
                    .seq(seq())
                    .time(now())
                    .bid(instrument.bidE8())
                    .ask(instrument.askE8())
                    .ageMs(ageMs(instrument.quotedNs()))
                    .stale(bool(rooms.quotes.isStale(instrument)));
            instrument.putSymbol(row, out.offset() + QuoteViewEncoder.symbolEncodingOffset());
            end(out);
        }
    }

    private void commands() {
        for (Command command = rooms.commands.first(); command != null; command = command.next()) {
            final boolean cancel = command.isCancel();
            final CommandViewEncoder out = begin(new CommandViewEncoder())
                    .seq(seq())
                    .time(now())
                    .commandId(command.id())
                    .kind(cancel ? ActionType.CANCEL : ActionType.REDUCE_ONLY)
                    .tradeId(cancel ? command.trade().id() : 0)
                    .side(cancel ? Side.NULL_VAL : command.side())
                    .quantity(cancel ? ABSENT : command.quantityE8())
                    .tradingMode(
                            cancel ? command.trade().mode() : command.position().mode())
                    .attempt(command.attempt())
                    .since(command.issuedNs());
            final int symbolAt = out.offset() + CommandViewEncoder.symbolEncodingOffset();
            if (cancel) {
                row.putBytes(symbolAt, command.trade().symbol(), 0, Instrument.LENGTH);
            } else {
                command.position().instrument().putSymbol(row, symbolAt);
            }
            end(out);
        }
    }

    private void policy() {
        final Policy policy = rooms.policy;
        end(begin(new PolicyViewEncoder())
                .seq(seq())
                .time(now())
                .version(policy.version())
                .emergencyMode(bool(policy.is(PolicyField.EMERGENCY_MODE)))
                .allowNewTrades(bool(policy.is(PolicyField.ALLOW_NEW_TRADES)))
                .emergencyActivatedAt(policy.get(PolicyField.EMERGENCY_ACTIVATED_AT))
                .tradingMode(policy.tradingMode())
                .hitlEnabled(bool(policy.is(PolicyField.HITL_ENABLED)))
                .autoApprovePaper(bool(policy.is(PolicyField.AUTO_APPROVE_PAPER)))
                .requireApprovalForLive(bool(policy.is(PolicyField.REQUIRE_APPROVAL_FOR_LIVE)))
                .approvalTimeoutSeconds((int) policy.get(PolicyField.APPROVAL_TIMEOUT_SECONDS))
                .slippageMaxPercent(policy.get(PolicyField.SLIPPAGE_MAX_PERCENT))
                .overrideMode(rooms.causes.forced())
                .guardianLocked(bool(policy.is(PolicyField.GUARDIAN_LOCKED))));
    }

    private void requests() {
        for (int i = 0; i < rooms.requests.size(); i++) {
            final Waiting request = rooms.requests.at(i);
            if (request.isVoid()) {
                continue;
            }
            end(begin(new RequestViewEncoder())
                    .seq(seq())
                    .time(now())
                    .requestId(request.id())
                    .command(request.type())
                    .expiresAt(request.expiresNs())
                    .putOperatorId(
                            request.operator().bytes(), 0, request.operator().length()));
        }
    }

    private void lockouts() {
        for (Lockout lockout = rooms.lockouts.first(); lockout != null; lockout = lockout.next()) {
            final LockoutViewEncoder out = begin(new LockoutViewEncoder())
                    .seq(seq())
                    .time(now())
                    .lockoutId(lockout.id())
                    .lockoutType(lockout.type())
                    .createdAt(lockout.createdNs())
                    .expiresAt(lockout.expiresNs())
                    .secondsRemaining(secondsUntil(lockout.expiresNs()));
            lockout.instrument().putSymbol(row, out.offset() + LockoutViewEncoder.symbolEncodingOffset());
            end(out.putReason(lockout.reason().bytes(), 0, lockout.reason().length())
                    .putCreatedBy(
                            lockout.createdBy().bytes(), 0, lockout.createdBy().length()));
        }
    }

    /** A row for each consumer, or one without if nobody has acknowledged the model yet. */
    private void models() {
        for (final Model model : rooms.models.models()) {
            if (model.consumers().isEmpty()) {
                model(model, NOTHING, NOTHING, false);
            }
            for (final Model.Consumer consumer : model.consumers()) {
                version.wrap(consumer.version().bytes(), 0, consumer.version().length());
                model(
                        model,
                        consumer.name(),
                        consumer.version(),
                        model.version().is(version));
            }
        }
    }

    private void model(final Model model, final Text consumer, final Text itsVersion, final boolean current) {
        end(begin(new ModelViewEncoder())
                .seq(seq())
                .time(now())
                .acknowledged(bool(current))
                .putModelName(model.name().bytes(), 0, model.name().length())
                .putVersion(model.version().bytes(), 0, model.version().length())
                .putConsumer(consumer.bytes(), 0, consumer.length())
                .putConsumerVersion(itsVersion.bytes(), 0, itsVersion.length()));
    }

    private void strategies() {
        for (int i = 0; i < rooms.strategies.size(); i++) {
            final Strategy strategy = rooms.strategies.at(i);
            end(begin(new StrategyViewEncoder())
                    .seq(seq())
                    .time(now())
                    .strategyId(strategy.id())
                    .highestIntentId(strategy.highestIntentId())
                    .enabled(bool(strategy.isEnabled()))
                    .lastSeenAt(strategy.lastSeenNs()));
        }
    }

    private <E extends MessageEncoderFlyweight> E begin(final E encoder) {
        final byte[] absent = Schema.message(encoder.sbeTemplateId()).absentBlock();
        new MessageHeaderEncoder()
                .wrap(row, 0)
                .blockLength(absent.length)
                .templateId(encoder.sbeTemplateId())
                .schemaId(encoder.sbeSchemaId())
                .version(encoder.sbeSchemaVersion());
        row.putBytes(MessageHeaderEncoder.ENCODED_LENGTH, absent);
        encoder.wrap(row, MessageHeaderEncoder.ENCODED_LENGTH);
        return encoder;
    }

    private void end(final MessageEncoderFlyweight encoder) {
        sink.onRow(row, 0, MessageHeaderEncoder.ENCODED_LENGTH + encoder.encodedLength());
    }

    private long seq() {
        return rooms.step.sequence();
    }

    private long now() {
        return rooms.step.nowNs();
    }

    private long ageMs(final long timeNs) {
        return (now() - timeNs) / NS_PER_MS;
    }

    private int secondsUntil(final long timeNs) {
        return (int) -Math.floorDiv(now() - timeNs, NS_PER_SECOND);
    }

    private static Bool bool(final boolean value) {
        return value ? Bool.TRUE : Bool.FALSE;
    }
}
