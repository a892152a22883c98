package io.sluice.json;

import com.fasterxml.jackson.core.JsonParser;
import io.sluice.codec.Role;
import io.sluice.json.JsonInput.Source;
import io.sluice.record.EnvelopeEncoder;
import io.sluice.schema.Schema;
import java.io.IOException;
import java.util.List;

/** The keys that stand beside the fields of every message. */
final class CommonKeys {
    static final String TYPE = "type";
    static final String TIME = "time";
    static final String CORRELATION_ID = "correlationId";
    static final String ORIGIN = "origin";

    static final String KIND = "kind";
    /** Between an origin and the gateway that sent for it. */
    static final String VIA = " via ";

    /** By place: a request takes the first three, a play file the first seven, what is shown all of them. */
    private static final List<String> NAMES = List.of(
            TYPE,
            TIME,
            CORRELATION_ID,
            ORIGIN,
            KIND,
            "seq",
            "wallTime",
            "event",
            "severity",
            "actor",
            "message",
            "warning");

    private static final int REQUEST_KEYS = 3;
    private static final int PLAY_KEYS = 7;

    private int seen;
    private long timeNs;
    private long correlationMsb;
    private long correlationLsb;
    private Role role;
    private String principal;
    private String via;

    void clear() {
        seen = 0;
        timeNs = 0;
        correlationMsb = 0;
        correlationLsb = 0;
        role = null;
        principal = null;
        via = "";
    }

    boolean has(final String key) {
        return (seen & 1 << NAMES.indexOf(key)) != 0;
    }

    long timeNs() {
        return timeNs;
    }

    long correlationMsb() {
        return correlationMsb;
    }

    long correlationLsb() {
        return correlationLsb;
    }

    Role role() {
        return role;
    }

    String principal() {
        return principal;
    }

    String via() {
        return via;
    }

    /** Reads the value that the parser stands on. */
    void read(final String key, final JsonParser parser, final Source source) throws IOException, MalformedException {
        final int index = NAMES.indexOf(key);
        final int known =
                switch (source) {
                    case API -> REQUEST_KEYS;
                    case PLAY -> PLAY_KEYS;
                    case SHOWN -> NAMES.size();
                };
        if (index < 0 || index >= known) {
            throw new MalformedException("unknown key");
        }
        if ((seen & 1 << index) != 0) {
            throw new MalformedException("duplicate key");
        }
        seen |= 1 << index;
        switch (key) {
            case TIME -> readTime(parser);
            case CORRELATION_ID -> {
                final String uuid = Values.string(parser, "a UUID");
                correlationMsb = Hex.parseUuid(uuid, true);
                correlationLsb = Hex.parseUuid(uuid, false);
            }
            case ORIGIN -> readOrigin(Values.string(parser, "the origin"));
            default -> parser.skipChildren();
        }
    }

    private void readTime(final JsonParser parser) throws IOException, MalformedException {
        timeNs = Values.time(parser);
        if (timeNs < 0 || timeNs > JsonInput.MAX_TIME_NS) {
            throw new MalformedException("time out of range: 1970 to 2190");
        }
    }

    private void readOrigin(final String origin) throws MalformedException {
        final int colon = origin.indexOf(':');
        final int value = Schema.values("Role").value(colon < 0 ? origin : origin.substring(0, colon));
        if (value < 0) {
            throw new MalformedException("not role:principal, the role being one of "
                    + String.join(", ", Schema.values("Role").spellings()));
        }
        role = Role.get((short) value);
        final String name = colon < 0 ? "" : origin.substring(colon + 1);
        final int gateway = name.lastIndexOf(VIA);
        principal = gateway < 0 ? name : name.substring(0, gateway);
        via = gateway < 0 ? "" : name.substring(gateway + VIA.length());
        Values.text(principal, EnvelopeEncoder.MAX_PRINCIPAL, false);
        Values.text(via, EnvelopeEncoder.MAX_PRINCIPAL, false);
    }
}
