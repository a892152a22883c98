package io.sluice.control.approval;

import io.sluice.codec.ActionType;
import io.sluice.codec.Channel;
import io.sluice.control.step.Text;
import io.sluice.control.symbol.Instrument;
import java.nio.charset.StandardCharsets;
import java.security.DigestException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Locale;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Row hash of a request (H-9): SHA-256 over its fields in the order of MESSAGES, each {@code name=value} and a line
 * feed, absent ones empty, decimals with eight places, times in nanoseconds.
 */
final class RowHash {
    private static final int CAPACITY = 4096;
    private static final byte[][] ACTIONS = names(ActionType.values(), true);
    private static final byte[][] MODES = names(io.sluice.codec.TradingMode.values(), true);
    private static final byte[][] SIDES = names(io.sluice.codec.Side.values(), false);
    private static final byte[][] STATES = names(io.sluice.codec.TradeState.values(), false);
    private static final byte[][] CHANNELS = names(Channel.values(), false);

    private final MessageDigest sha256;
    private final byte[] bytes = new byte[CAPACITY];
    private final UnsafeBuffer text = new UnsafeBuffer(bytes);
    private final byte[] hash = new byte[32];
    private int length;

    RowHash() {
        try {
            sha256 = MessageDigest.getInstance("SHA-256");
        } catch (final NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /** Computes the hash of a request as it stands. */
    byte[] of(final Approval approval) {
        length = 0;
        number("id", approval.trade.id());
        number("tradeId", approval.trade.id());
        number("strategyId", approval.trade.strategyId());
        number("intentId", approval.trade.intentId());
        name("action", ACTIONS[approval.trade.action().ordinal()]);
        name("tradingMode", MODES[approval.trade.mode().ordinal()]);
        symbol(approval.trade.symbol());
        name("side", SIDES[approval.trade.side().ordinal()]);
        decimal("quantity", approval.trade.quantityE8());
        decimal("leverage", approval.trade.leverageE8());
        decimal("orderPrice", approval.trade.priceE8());
        decimal("riskPct", approval.riskPctE8);
        decimal("confidence", approval.confidenceE8);
        decimal("requestPrice", approval.requestPriceE8);
        text("modelName", approval.modelName);
        text("modelVersion", approval.modelVersion);
        text("reasoningSummary", approval.reasoning);
        uuid("correlationId", approval.correlationMsb, approval.correlationLsb);
        name("status", STATES[approval.trade.state().ordinal()]);
        number("requestedAt", approval.requestedNs);
        number("expiresAt", approval.expiresNs);
        number("decidedAt", approval.decidedNs);
        text("decidedBy", approval.decidedBy);
        name("decisionChannel", CHANNELS[approval.channel.ordinal()]);
        text("decisionReason", approval.decisionReason);
        text("decisionComment", approval.decisionComment);
        try {
            sha256.update(bytes, 0, length);
            sha256.digest(hash, 0, hash.length);
        } catch (final DigestException e) {
            throw new IllegalStateException("32 bytes hold a SHA-256", e);
        }
        return hash;
    }

    private void key(final String name) {
        length += text.putStringWithoutLengthAscii(length, name);
        bytes[length++] = '=';
    }

    private void end() {
        bytes[length++] = '\n';
    }

    private void number(final String name, final long value) {
        key(name);
        if (value != Approval.ABSENT) {
            length += text.putLongAscii(length, value);
        }
        end();
    }

    private void decimal(final String name, final long valueE8) {
        key(name);
        if (valueE8 != Approval.ABSENT) {
            if (valueE8 < 0) {
                bytes[length++] = '-';
            }
            final long magnitude = Math.abs(valueE8);
            length += text.putLongAscii(length, magnitude / 100_000_000L);
            bytes[length++] = '.';
            text.putNaturalPaddedIntAscii(length, 8, (int) (magnitude % 100_000_000L));
            length += 8;
        }
        end();
    }

    private void name(final String name, final byte[] value) {
        key(name);
        put(value, value.length);
        end();
    }

    private void text(final String name, final Text value) {
        key(name);
        put(value.bytes(), value.length());
        end();
    }

    private void symbol(final UnsafeBuffer symbol) {
        key("symbol");
        for (int i = 0; i < Instrument.LENGTH && symbol.getByte(i) != 0; i++) {
            bytes[length++] = symbol.getByte(i);
        }
        end();
    }

    private void uuid(final String name, final long msb, final long lsb) {
        key(name);
        if (msb != 0 || lsb != 0) {
            hex(msb, 60, 32);
            bytes[length++] = '-';
            hex(msb, 28, 16);
            bytes[length++] = '-';
            hex(msb, 12, 0);
            bytes[length++] = '-';
            hex(lsb, 60, 48);
            bytes[length++] = '-';
            hex(lsb, 44, 0);
        }
        end();
    }

    private void hex(final long value, final int from, final int to) {
        for (int shift = from; shift >= to; shift -= 4) {
            bytes[length++] = (byte) "0123456789abcdef".charAt((int) (value >>> shift) & 0xF);
        }
    }

    private void put(final byte[] source, final int size) {
        System.arraycopy(source, 0, bytes, length, size);
        length += size;
    }

    private static byte[][] names(final Enum<?>[] values, final boolean lower) {
        final byte[][] names = new byte[values.length][];
        for (final Enum<?> value : values) {
            final String name = lower ? value.name().toLowerCase(Locale.ROOT) : value.name();
            names[value.ordinal()] =
                    value.name().equals("NULL_VAL") ? new byte[0] : name.getBytes(StandardCharsets.US_ASCII);
        }
        return names;
    }
}
