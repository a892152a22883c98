package io.sluice.serve.notify;

import io.sluice.codec.ApprovalAnswer;
import io.sluice.codec.Channel;

/** The door of the engine, as the notifier needs it. Any thread; each call waits for its answer within a limit. */
public interface Desk {
    /**
     * What became of a command.
     *
     * @param accepted whether it was carried out.
     * @param code     why not.
     * @param sentence for a person.
     */
    record Verdict(boolean accepted, String code, String sentence) {}

    /**
     * Answers a request.
     *
     * @param rowHash of the request as the person saw it, 32 bytes.
     * @param words   reason of a REJECT, comment of an APPROVE.
     */
    Verdict decide(String operator, Channel channel, ApprovalAnswer answer, long tradeId, byte[] rowHash, String words);

    /** Has it recorded that somebody may not do what he tried. */
    void refused(String principal, String what, long tradeId);

    /**
     * Gives a request its link.
     *
     * @return whether it has it.
     */
    boolean issueLink(long tradeId, String token);
}
