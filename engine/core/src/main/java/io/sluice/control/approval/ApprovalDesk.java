package io.sluice.control.approval;

import io.sluice.codec.ApprovalCreatedEncoder;
import io.sluice.codec.ApprovalDecidedEncoder;
import io.sluice.codec.ApprovalDecisionDecoder;
import io.sluice.codec.ApprovalExpiredEncoder;
import io.sluice.codec.ApprovalRestoredEncoder;
import io.sluice.codec.Channel;
import io.sluice.codec.Code;
import io.sluice.codec.IntegrityViolationDecoder;
import io.sluice.codec.MarketSnapshotEncoder;
import io.sluice.codec.OrderIntentDecoder;
import io.sluice.codec.PolicyField;
import io.sluice.codec.TradeState;
import io.sluice.codec.TradingMode;
import io.sluice.control.health.QuoteMonitor;
import io.sluice.control.intent.DecisionDesk;
import io.sluice.control.intent.RiskChecks;
import io.sluice.control.num.Wide;
import io.sluice.control.policy.Policy;
import io.sluice.control.step.Alerts;
import io.sluice.control.step.CodeNames;
import io.sluice.control.step.Step;
import io.sluice.control.symbol.Instrument;
import io.sluice.control.timer.TimerBook;
import io.sluice.control.trade.Order;
import io.sluice.control.trade.Trade;
import io.sluice.control.trade.TradeBook;
import java.util.Arrays;
import org.agrona.concurrent.UnsafeBuffer;

/** Asks people, takes their answers, and ends requests (H-4 to H-12). */
public final class ApprovalDesk {
    private static final long NS_PER_SECOND = 1_000_000_000L;
    private static final long NS_PER_MS = 1_000_000L;

    private final Step step;
    private final TimerBook timers;
    private final Policy policy;
    private final RiskChecks checks;
    private final QuoteMonitor quotes;
    private final TradeBook trades;
    private final DecisionDesk decisions;
    private final Alerts alerts;
    private final ApprovalBook book;
    private final DecidedRing decided;
    private final RowHash hashes = new RowHash();
    private final ApprovalCreatedEncoder shown = new ApprovalCreatedEncoder();
    private final MarketSnapshotEncoder snapshot = new MarketSnapshotEncoder();
    private final Order order = new Order();
    private final UnsafeBuffer view = new UnsafeBuffer(0, 0);

    /** @param book pending requests. */
    public ApprovalDesk(
            final Step step,
            final TimerBook timers,
            final Policy policy,
            final RiskChecks checks,
            final QuoteMonitor quotes,
            final TradeBook trades,
            final DecisionDesk decisions,
            final Alerts alerts,
            final ApprovalBook book,
            final DecidedRing decided) {
        this.step = step;
        this.timers = timers;
        this.policy = policy;
        this.checks = checks;
        this.quotes = quotes;
        this.trades = trades;
        this.decisions = decisions;
        this.alerts = alerts;
        this.book = book;
        this.decided = decided;
    }

    /** Whether a person has to say yes to an order first (H-1). */
    public boolean needsPerson(final Order order) {
        if (!order.addsRisk()) {
            return false;
        }
        return order.mode() == TradingMode.LIVE
                ? policy.is(PolicyField.REQUIRE_APPROVAL_FOR_LIVE)
                : !policy.is(PolicyField.AUTO_APPROVE_PAPER);
    }

    /**
     * Why a person cannot be asked about an order (rows 14 and 15 of G-3), OK if one can or need not be. An amend that
     * raises risk has to come as a new order (H-1).
     */
    public Code objection(final Order order) {
        if (!needsPerson(order)) {
            return Code.OK;
        }
        if (!order.isNew()) {
            return Code.APPROVAL_REQUIRED;
        }
        if (!book.hasRoom()) {
            return Code.CAPACITY;
        }
        final boolean priced = order.priceE8() != 0 || order.instrument() != null && quotes.isFresh(order.instrument());
        return priced ? Code.OK : Code.NO_FRESH_QUOTE;
    }

    /**
     * Asks a person about a new trade (H-4); a market order has a fresh quote. Where approval is switched off, the
     * trade is approved unasked (H-2).
     *
     * @return whether an answer has to come.
     */
    public boolean request(final Trade trade, final OrderIntentDecoder intent) {
        trades.move(trade, TradeState.AWAITING_APPROVAL, Code.REQUESTED, Channel.NULL_VAL);
        final Approval approval = book.add(trade);
        approval.begin(trade, intent);
        final Instrument instrument = trade.instrument();
        approval.requestPriceE8 = quotes.isFresh(instrument) ? instrument.midE8() : trade.priceE8();
        approval.correlationMsb = step.record().header().correlationId().msb();
        approval.correlationLsb = step.record().header().correlationId().lsb();
        approval.requestedNs = step.nowNs();
        approval.expiresNs = step.nowNs() + policy.get(PolicyField.APPROVAL_TIMEOUT_SECONDS) * NS_PER_SECOND;
        trade.requestEnd(Code.OK);
        approval.expiry.subject(trade.id());
        timers.set(approval.expiry, approval.expiresNs);
        show(approval, ApprovalCreatedEncoder.TEMPLATE_ID);
        if (policy.is(PolicyField.HITL_ENABLED)) {
            return true;
        }
        stampSystem(approval, Code.HITL_DISABLED);
        trades.move(trade, TradeState.ACCEPTED, Code.HITL_DISABLED, Channel.SYSTEM);
        close(approval, Code.HITL_DISABLED, ApprovalDecidedEncoder.TEMPLATE_ID);
        return false;
    }

    /** A person answers (H-5); the operator is known to be allowed. */
    public Code onDecision(final ApprovalDecisionDecoder in) {
        final Approval approval = book.find(in.tradeId());
        if (approval == null) {
            return absent(in.tradeId());
        }
        if (!sawThis(approval, in)) {
            return Code.VOID;
        }
        return switch (in.decision()) {
            case APPROVE -> approve(approval, in);
            case REJECT -> endByPerson(approval, Code.OPERATOR_REJECTED, in);
            case CANCEL -> endByPerson(approval, Code.CANCELLED, in);
            case NULL_VAL -> step.malformed(ApprovalDecisionDecoder.decisionId());
        };
    }

    private Code absent(final long tradeId) {
        final Trade trade = trades.find(tradeId);
        if (trade == null || trade.requestEnd() == Code.NULL_VAL) {
            return Code.NOT_FOUND;
        }
        return trade.requestEnd() == Code.HITL_TIMEOUT ? Code.EXPIRED : Code.ALREADY_DECIDED;
    }

    /** Whether the person saw this request, as far as the answer says what was seen (H-5). */
    private static boolean sawThis(final Approval approval, final ApprovalDecisionDecoder in) {
        int given = 0;
        int differs = 0;
        for (int i = 0; i < approval.rowHash.length; i++) {
            given |= in.rowHash(i);
            differs |= in.rowHash(i) ^ approval.rowHash[i] & 0xFF;
        }
        return given == 0 || differs == 0;
    }

    private Code approve(final Approval approval, final ApprovalDecisionDecoder in) {
        final Code code = objection(approval);
        if (code != Code.OK) {
            return code;
        }
        if (slips(approval, in.price())) {
            endByPerson(approval, Code.SEC_050, in);
            return Code.SEC_050;
        }
        readPerson(approval, Code.OPERATOR_APPROVED, in);
        final Trade trade = approval.trade;
        trades.move(trade, TradeState.ACCEPTED, Code.OPERATOR_APPROVED, in.channel());
        market(approval, trade.instrument());
        close(approval, Code.OPERATOR_APPROVED, ApprovalDecidedEncoder.TEMPLATE_ID);
        decisions.giveFinal(trade, Code.OK);
        return Code.OK;
    }

    /** What stands against the order now, whoever approves it (H-5). */
    private Code objection(final Approval approval) {
        order.of(approval.trade);
        order.stale(checks.isStale(approval.modelName, approval.modelVersion));
        Code code = checks.gate(order.action());
        code = code != Code.OK ? code : checks.newRisk(order);
        code = code != Code.OK ? code : checks.limits(order);
        return code != Code.OK || quotes.isFresh(order.instrument()) ? code : Code.NO_FRESH_QUOTE;
    }

    /** H-6: how far the market moved; compared exactly, twice the mid being the sum of bid and ask. */
    private boolean slips(final Approval approval, final long seenPriceE8) {
        final Instrument instrument = approval.trade.instrument();
        final long request = approval.requestPriceE8;
        final long byMid = Math.abs(instrument.bidE8() + instrument.askE8() - 2 * request);
        final long bySeen =
                seenPriceE8 == ApprovalDecisionDecoder.priceNullValue() ? 0 : 2 * Math.abs(seenPriceE8 - request);
        final long limit = policy.get(PolicyField.SLIPPAGE_MAX_PERCENT);
        return Wide.compareProducts(Math.max(byMid, bySeen), Wide.HUNDRED, 2 * Math.abs(request), limit) > 0;
    }

    private Code endByPerson(final Approval approval, final Code code, final ApprovalDecisionDecoder in) {
        readPerson(approval, code, in);
        reject(approval, code, in.channel(), ApprovalDecidedEncoder.TEMPLATE_ID);
        return Code.OK;
    }

    /** The person's words stand as the reason of a plain yes or no; any other end speaks for itself. */
    private void readPerson(final Approval approval, final Code code, final ApprovalDecisionDecoder in) {
        in.sbeRewind();
        in.wrapOperatorId(view);
        approval.decidedBy.set(view);
        in.wrapReason(view);
        final boolean plain = code == Code.OPERATOR_APPROVED || code == Code.OPERATOR_REJECTED;
        if (plain && view.capacity() > 0) {
            approval.decisionReason.set(view);
        } else {
            approval.decisionReason.set(CodeNames.of(code));
        }
        in.wrapComment(view);
        approval.decisionComment.set(view);
        stamp(approval, in.channel());
    }

    /** A strategy takes its own request back (G-3). */
    public void withdraw(final Trade trade) {
        end(trade, Code.CANCELLED);
    }

    /** Ends the request of a trade that awaits approval. */
    public void end(final Trade trade, final Code code) {
        endBySystem(book.find(trade.id()), code, ApprovalDecidedEncoder.TEMPLATE_ID);
    }

    /** A request runs out (H-7). */
    public void onExpiry(final long tradeId) {
        final Approval approval = book.find(tradeId);
        step.correlate(approval.correlationMsb, approval.correlationLsb);
        endBySystem(approval, Code.HITL_TIMEOUT, ApprovalExpiredEncoder.TEMPLATE_ID);
    }

    /** Ends every pending request, by ascending id; returns how many. */
    public int rejectAll(final Code code) {
        int count = 0;
        for (Approval approval = book.first(); approval != null; count++) {
            final Approval next = approval.next();
            endBySystem(approval, code, ApprovalDecidedEncoder.TEMPLATE_ID);
            approval = next;
        }
        return count;
    }

    /** A store holds a request whose hash does not match (H-9). */
    public Code onViolation(final IntegrityViolationDecoder in) {
        in.wrapStore(view);
        alerts.raise(Code.SEC_080, in.tradeId(), view);
        final Approval approval = book.find(in.tradeId());
        if (approval != null) {
            endBySystem(approval, Code.ROW_HASH_MISMATCH, ApprovalDecidedEncoder.TEMPLATE_ID);
        }
        return Code.OK;
    }

    /** A start: hashes are checked, what ran out ends, the rest is announced again (H-12). */
    public void onStarted(final RestartCounts counts) {
        for (Approval approval = book.first(); approval != null; ) {
            final Approval next = approval.next();
            if (!Arrays.equals(hashes.of(approval), approval.rowHash)) {
                view.wrap(CodeNames.of(Code.ROW_HASH_MISMATCH));
                alerts.raise(Code.SEC_080, approval.trade.id(), view);
                endBySystem(approval, Code.ROW_HASH_MISMATCH, ApprovalDecidedEncoder.TEMPLATE_ID);
                counts.corrupted++;
            } else if (approval.expiresNs <= step.nowNs()) {
                endBySystem(approval, Code.HITL_TIMEOUT, ApprovalExpiredEncoder.TEMPLATE_ID);
                counts.expired++;
            } else {
                write(approval, ApprovalRestoredEncoder.TEMPLATE_ID);
                counts.restored++;
            }
            approval = next;
        }
        counts.pending = book.size();
    }

    private void endBySystem(final Approval approval, final Code code, final int templateId) {
        stampSystem(approval, code);
        reject(approval, code, Channel.SYSTEM, templateId);
    }

    private void stampSystem(final Approval approval, final Code code) {
        approval.decidedBy.clear();
        approval.decisionReason.set(CodeNames.of(code));
        stamp(approval, Channel.SYSTEM);
    }

    private void stamp(final Approval approval, final Channel channel) {
        approval.decidedNs = step.nowNs();
        approval.channel = channel;
    }

    private void reject(final Approval approval, final Code code, final Channel channel, final int templateId) {
        final Trade trade = approval.trade;
        trades.move(trade, TradeState.REJECTED, code, channel);
        close(approval, code, templateId);
        decisions.giveFinal(trade, code);
    }

    /** Says how a request ended and takes it from the book. */
    private void close(final Approval approval, final Code code, final int templateId) {
        show(approval, templateId);
        decided.add(shown.buffer(), shown.offset(), shown.encodedLength());
        approval.trade.requestEnd(code);
        timers.cancel(approval.expiry);
        book.remove(approval);
    }

    private void show(final Approval approval, final int templateId) {
        System.arraycopy(hashes.of(approval), 0, approval.rowHash, 0, approval.rowHash.length);
        write(approval, templateId);
    }

    private void write(final Approval approval, final int templateId) {
        approval.encode(step.next(shown, templateId));
        step.end(shown);
    }

    /** H-11. */
    private void market(final Approval approval, final Instrument instrument) {
        final long mid = instrument.midE8();
        step.end(step.next(snapshot)
                .tradeId(approval.trade.id())
                .bid(instrument.bidE8())
                .ask(instrument.askE8())
                .spread(instrument.askE8() - instrument.bidE8())
                .midPrice(mid)
                .responseLatencyMs((approval.decidedNs - approval.requestedNs) / NS_PER_MS)
                .priceDeviationPct(movedPct(mid, approval.requestPriceE8)));
    }

    /** What no decimal can hold is shown as the largest move there is, as is any move away from 0. */
    private static long movedPct(final long midE8, final long requestE8) {
        final long movedE8 = Math.abs(midE8 - requestE8);
        if (movedE8 == 0) {
            return 0;
        }
        final long pct =
                requestE8 == 0 ? Wide.OUT_OF_RANGE : Wide.multiplyDivide(movedE8, Wide.HUNDRED, Math.abs(requestE8));
        return pct == Wide.OUT_OF_RANGE ? Wide.LIMIT - 1 : pct;
    }
}
