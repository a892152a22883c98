package io.sluice.tools.demo;

import io.sluice.client.Door;
import io.sluice.codec.ApprovalAnswer;
import io.sluice.codec.ApprovalDecisionEncoder;
import io.sluice.codec.Channel;
import io.sluice.codec.StartRecoveryEncoder;
import java.util.List;

/**
 * Two people, by script: what they do with a request, and after how long, follows from the number of its intent. Most
 * are approved, some turned down, some left lying until they run out. Ten minutes after an emergency stop one of them
 * tries to go on, which the stop does not let them.
 */
final class ScriptedOperators {
    private static final long SECOND_NS = 1_000_000_000L;
    private static final long RECOVER_AFTER_NS = 600 * SECOND_NS;
    private static final long MIX = 0xBF58476D1CE4E5B9L;
    private static final int APPROVED_OF_100 = 68;
    private static final int ANSWERED_OF_100 = 84;

    private final Doors doors;
    private final Ledger ledger;
    private final ApprovalDecisionEncoder answer = new ApprovalDecisionEncoder();
    private final StartRecoveryEncoder recovery = new StartRecoveryEncoder();

    /** What is done with a request; null: nothing. */
    private record Script(ApprovalAnswer answer, String operator, Channel channel, long afterNs, String reason) {
        private static Script of(final long intentId) {
            final long mixed = mix(intentId);
            final int dice = (int) ((mixed >>> 33) % 100);
            final String operator = (mixed >>> 20 & 1) == 0 ? "alice" : "bob";
            final Channel channel = (mixed >>> 24 & 3) == 0 ? Channel.WEB : Channel.CLI;
            final long secondsToApprove = 5 + (mixed >>> 40) % 86;
            final long secondsToReject = 20 + (mixed >>> 40) % 150;
            if (dice < APPROVED_OF_100) {
                return new Script(ApprovalAnswer.APPROVE, operator, channel, secondsToApprove * SECOND_NS, "");
            }
            return dice < ANSWERED_OF_100
                    ? new Script(ApprovalAnswer.REJECT, operator, channel, secondsToReject * SECOND_NS, "not now")
                    : null;
        }
    }

    private static long mix(final long number) {
        final long once = (number ^ number >>> 31) * MIX;
        return (once ^ once >>> 29) * MIX;
    }

    ScriptedOperators(final Doors doors, final Ledger ledger) {
        this.doors = doors;
        this.ledger = ledger;
    }

    void onMoment(final Timeline now) {
        for (final Request request : List.copyOf(ledger.requests())) {
            final Script script = Script.of(request.intentId());
            if (script != null && now.timeNs() >= Math.max(request.askedNs() + script.afterNs, request.retryNs())) {
                answer(request, script);
            }
        }
        final long emergencyNs = ledger.emergencyNs();
        final boolean isLongAgo = emergencyNs != Long.MIN_VALUE && now.timeNs() >= emergencyNs + RECOVER_AFTER_NS;
        if (isLongAgo && !ledger.isRecoveryTried()) {
            final Door alice = doors.operator("alice");
            doors.sent(alice.offer(alice.begin(recovery).runId("after-the-stop").operatorId("alice")));
        }
    }

    private void answer(final Request request, final Script script) {
        doors.sent(doors.operator(script.operator)
                .offer(doors.operator(script.operator)
                        .begin(answer)
                        .tradeId(request.tradeId())
                        .decision(script.answer)
                        .channel(script.channel)
                        .operatorId(script.operator)
                        .reason(script.reason)
                        .comment("")));
    }
}
