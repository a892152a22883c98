package io.sluice.serve.notify;

import io.sluice.codec.ApprovalAnswer;
import io.sluice.codec.Channel;
import io.sluice.config.ServeConfig.ChatOperator;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.LongFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What a pressed button does (SPEC N-2): finds the request and the operator, compares the hash that the message showed,
 * and gives the answer at the door. Any thread.
 */
final class Decider {
    /** What a button says: {@code s1|A|tradeId|first 8 hex digits of the row hash}. */
    static final String APPROVE = "A";

    static final String REJECT = "R";
    static final String HOLD = "H";
    private static final Pattern FORM = Pattern.compile("s1\\|([ARH])\\|([0-9]{1,16})\\|([0-9a-f]{8})");
    private static final int SHOWN_DIGITS = 8;
    private static final String REJECTED = "rejected with a button";
    private static final String APPROVED = "approved with a button";

    /** Refusals that are recorded in a minute. */
    private static final int MOST_REFUSED = 20;

    private static final long MINUTE_NS = TimeUnit.MINUTES.toNanos(1);

    private final Channel channel;
    private final Map<String, String> operators;
    private final LongFunction<String> rowHashes;
    private final Outbox outbox;
    private final Rules rules;
    private final Desk desk;
    private final Deque<Long> refusedNs = new ArrayDeque<>();

    /**
     * @param rowHashes the row hash of a request that waits, 64 hex digits; null where the state shows none, and empty
     *                  where the request does not match it.
     */
    Decider(
            final Channel channel,
            final List<ChatOperator> operators,
            final LongFunction<String> rowHashes,
            final Outbox outbox,
            final Rules rules,
            final Desk desk) {
        this.channel = channel;
        this.operators =
                operators.stream().collect(Collectors.toMap(ChatOperator::user, ChatOperator::operator, (a, b) -> a));
        this.rowHashes = rowHashes;
        this.outbox = outbox;
        this.rules = rules;
        this.desk = desk;
    }

    /** What a button carries. */
    static String button(final String what, final Notice request) {
        return "s1|" + what + '|' + request.tradeId() + '|'
                + request.text("rowHash").substring(0, SHOWN_DIGITS);
    }

    /**
     * Does it.
     *
     * @param user as the service numbers him.
     * @param data what the button carries.
     * @return what to tell him alone; empty where the message itself will show it.
     */
    String pressed(final String user, final String data) {
        final Matcher form = FORM.matcher(data);
        if (!form.matches()) {
            return "This button is of another version of Sluice; nothing was done.";
        }
        final long tradeId = Long.parseLong(form.group(2));
        final String operator = operators.get(user);
        if (operator == null) {
            if (isFew()) {
                desk.refused(channel.name() + ' ' + user, "a button of a request", tradeId);
            }
            return "SEC-090: you are not an operator here; nothing was done.";
        }
        final String rowHash = rowHash(tradeId);
        if (rowHash == null) {
            return "NOT_FOUND: the request of trade " + tradeId + " does not wait for an answer; nothing was done.";
        }
        if (!rowHash.startsWith(form.group(3))) {
            return "VOID: the request of trade " + tradeId
                    + " is not the one that this message shows; nothing was done.";
        }
        return switch (form.group(1)) {
            case HOLD -> hold(tradeId, operator);
            case APPROVE -> decide(operator, ApprovalAnswer.APPROVE, tradeId, rowHash, APPROVED);
            default -> decide(operator, ApprovalAnswer.REJECT, tradeId, rowHash, REJECTED);
        };
    }

    /** The state may come a moment after the record that this message was made of. */
    private String rowHash(final long tradeId) {
        final String found = rowHashes.apply(tradeId);
        final Notice request = found == null ? outbox.request(tradeId) : null;
        return request == null ? found : request.text("rowHash");
    }

    /** Somebody who presses on and on must not fill the journal. */
    private synchronized boolean isFew() {
        final long now = System.nanoTime();
        refusedNs.removeIf(each -> now - each > MINUTE_NS);
        return refusedNs.size() < MOST_REFUSED && refusedNs.add(now);
    }

    private String hold(final long tradeId, final String operator) {
        final Notice request = outbox.request(tradeId);
        final boolean isNew =
                request != null && outbox.hold(tradeId, operator, rules.of("hitl.held", request.severity()));
        return isNew ? "" : "Somebody has it already, or it was answered.";
    }

    private String decide(
            final String operator,
            final ApprovalAnswer answer,
            final long tradeId,
            final String rowHash,
            final String words) {
        final Desk.Verdict verdict =
                desk.decide(operator, channel, answer, tradeId, HexFormat.of().parseHex(rowHash), words);
        return verdict.accepted() ? "" : verdict.code() + ": " + verdict.sentence();
    }
}
