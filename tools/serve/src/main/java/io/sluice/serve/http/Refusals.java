package io.sluice.serve.http;

import io.sluice.codec.AccessRefusedEncoder;
import io.sluice.codec.Code;
import io.sluice.codec.MessageHeaderEncoder;
import io.sluice.serve.desk.Gateway;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Has the engine record who was refused (SPEC A-3): each answer 403, and answers 401 past some a minute. At most ten a
 * second; the next one says how many were not. Any thread.
 */
final class Refusals {
    private static final int A_SECOND = 10;
    private static final int MAX_TEXT = 64;
    private static final long SECOND_NS = TimeUnit.SECONDS.toNanos(1);

    private final Gateway gateway;
    private final UnsafeBuffer buffer = new UnsafeBuffer(new byte[512]);
    private final AccessRefusedEncoder encoder = new AccessRefusedEncoder();
    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private long windowNs = System.nanoTime();
    private int inWindow;
    private long passedOver;

    Refusals(final Gateway gateway) {
        this.gateway = gateway;
    }

    /**
     * Records one.
     *
     * @param who  name of a token, or an address.
     * @param what he wanted: method and path.
     */
    synchronized void record(final String who, final String what, final Code code) {
        final long now = System.nanoTime();
        if (now - windowNs > SECOND_NS) {
            windowNs = now;
            inWindow = 0;
        }
        if (++inWindow > A_SECOND) {
            passedOver++;
            return;
        }
        final String more = passedOver == 0 ? "" : ", and " + passedOver + " more";
        passedOver = 0;
        encoder.wrapAndApplyHeader(buffer, 0, header)
                .tradeId(AccessRefusedEncoder.tradeIdNullValue())
                .code(code);
        encoder.principal(cut(who, MAX_TEXT)).what(cut(what, MAX_TEXT - more.length()) + more);
        gateway.tell(buffer, MessageHeaderEncoder.ENCODED_LENGTH + encoder.encodedLength());
    }

    /** At most so many bytes, printable ASCII. */
    private static String cut(final String text, final int max) {
        final StringBuilder cut = new StringBuilder();
        for (int i = 0; i < text.length() && cut.length() < max; i++) {
            final char c = text.charAt(i);
            cut.append(c >= ' ' && c < 0x7F ? c : '?');
        }
        return cut.isEmpty()
                ? "?"
                : new String(cut.toString().getBytes(StandardCharsets.US_ASCII), StandardCharsets.US_ASCII);
    }
}
