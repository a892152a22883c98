package io.sluice.serve.http;

import static io.sluice.codec.Code.BACK_PRESSURED;
import static io.sluice.codec.Code.CAPACITY;
import static io.sluice.codec.Code.ENGINE_LOST;
import static io.sluice.codec.Code.ENGINE_STOPPED;
import static io.sluice.codec.Code.EXPIRED;
import static io.sluice.codec.Code.MALFORMED;
import static io.sluice.codec.Code.MISSING_REASON;
import static io.sluice.codec.Code.NOT_SUPPORTED;
import static io.sluice.codec.Code.OUT_OF_RANGE;
import static io.sluice.codec.Code.REASON_MISMATCH;
import static io.sluice.codec.Code.REPEATED;
import static io.sluice.codec.Code.REQUESTED;
import static io.sluice.codec.Code.SEC_001;
import static io.sluice.codec.Code.SEC_020;
import static io.sluice.codec.Code.SEC_090;
import static io.sluice.codec.Code.TTL_OUT_OF_RANGE;
import static io.sluice.codec.Code.UNKNOWN_TRADE;

import io.sluice.codec.Code;
import io.sluice.schema.Schema;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;

/** Which status of HTTP a code has (SPEC A-6). */
final class Statuses {
    static final int OK = 200;
    static final int WAITING = 202;
    static final int BAD = 400;
    static final int UNAUTHENTICATED = 401;
    static final int FORBIDDEN = 403;
    static final int NOT_FOUND = 404;
    static final int NOT_ALLOWED = 405;
    static final int CONFLICT = 409;
    static final int GONE = 410;
    static final int TOO_LARGE = 413;
    static final int UNSUPPORTED_MEDIA = 415;
    static final int OTHER_BODY = 422;
    static final int LOCKED = 423;
    static final int TOO_MANY = 429;
    static final int FAULT = 500;
    static final int UNSUPPORTED = 501;
    static final int NOT_GRANTED = 502;
    static final int AWAY = 503;
    static final int UNKNOWN = 504;

    /** Codes that are named; every other refusal is a conflict with how things are. */
    private static final Map<Code, Integer> NAMED = new EnumMap<>(Code.class);

    static {
        row(OK, Code.OK, REPEATED);
        row(WAITING, REQUESTED);
        row(BAD, MALFORMED, MISSING_REASON, TTL_OUT_OF_RANGE, OUT_OF_RANGE, REASON_MISMATCH);
        row(FORBIDDEN, SEC_001, SEC_090);
        row(NOT_FOUND, Code.NOT_FOUND, UNKNOWN_TRADE);
        row(GONE, EXPIRED);
        row(LOCKED, SEC_020);
        row(UNSUPPORTED, NOT_SUPPORTED);
        row(AWAY, ENGINE_LOST, ENGINE_STOPPED, BACK_PRESSURED, CAPACITY);
    }

    private Statuses() {}

    private static void row(final int status, final Code... codes) {
        Arrays.stream(codes).forEach(code -> NAMED.put(code, status));
    }

    /** Of an answer with this code that is not accepted. Of an accepted one it is 200, whatever the code. */
    static int of(final Code code) {
        return NAMED.getOrDefault(code, CONFLICT);
    }

    /** As it is written everywhere: {@code SEC-050}. */
    static String word(final Code code) {
        return Schema.values("Code").spelling(code.value());
    }
}
