package io.sluice.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.io.JsonEOFException;
import io.sluice.codec.Role;
import io.sluice.record.EnvelopeEncoder;
import io.sluice.schema.FieldSpec;
import io.sluice.schema.MessageIds;
import io.sluice.schema.Required;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.function.IntFunction;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;

/**
 * Reads one JSON object strictly into a message: a line of a play file, the body of a request. What cannot be read is
 * a {@link MalformedException}, whatever was given. One object of this class reads one after the other and is not
 * thread safe; the results stand until the next {@code parse}.
 */
public final class JsonInput {
    /** Where the JSON comes from, which decides its common keys. */
    public enum Source {
        /**
         * A play file: inputs, with {@code time} and {@code origin}. The lines of {@code tail --json} are such a file
         * too: {@code kind}, {@code seq} and {@code wallTime} are passed over, and so is a whole line of an outcome.
         */
        PLAY,
        /** A request: inputs; the door gives the origin and the engine the time. */
        API,
        /** What {@link JsonOutput} and {@link JsonRecord} write: any message; its rendered keys are read past. */
        SHOWN
    }

    /** Latest {@code time} of an input, 2190-01-01: later, a deadline of 68 years (int32 seconds) would not fit. */
    public static final long MAX_TIME_NS = 6_942_585_600_000_000_000L;

    private static final String OUTCOME = "outcome";
    private static final int MAX_DEPTH = 8;
    private static final int MAX_STRING = 1 << 21;
    private static final int MAX_NUMBER = 64;
    private static final JsonFactory FACTORY = new JsonFactoryBuilder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(MAX_DEPTH)
                    .maxStringLength(MAX_STRING)
                    .maxNumberLength(MAX_NUMBER)
                    .build())
            // A table of every name ever seen is a place that strangers could fill.
            .configure(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES, false)
            .build();

    private final Source source;
    private final IntFunction<Role> roles;
    private final CommonKeys common = new CommonKeys();
    private final Draft draft = new Draft();
    private Shape shape;
    private boolean outcome;
    private long seen;
    private String key;
    private int length;

    /** For a source whose lines name their origin, or whose door knows it. */
    public JsonInput(final Source source) {
        this(source, templateId -> null);
    }

    /**
     * For a source whose lines may leave their origin out.
     *
     * @param roles the role of a line without origin that names no operator, by template id.
     */
    public JsonInput(final Source source, final IntFunction<Role> roles) {
        this.source = source;
        this.roles = roles;
    }

    /** Reads one object from UTF-8. */
    public void parse(final byte[] utf8, final int offset, final int size) throws MalformedException {
        final String json;
        try {
            json = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(utf8, offset, size))
                    .toString();
        } catch (final CharacterCodingException e) {
            throw new MalformedException("not valid UTF-8");
        }
        parse(json);
    }

    /**
     * Reads one object.
     *
     * @throws MalformedException if it is anything but one message; then there is no result.
     */
    public void parse(final String json) throws MalformedException {
        shape = null;
        outcome = false;
        seen = 0;
        key = null;
        length = 0;
        common.clear();
        try (JsonParser parser = FACTORY.createParser(json)) {
            parse(json, parser);
        } catch (final IOException e) {
            throw new MalformedException("cannot be read: " + e.getMessage());
        }
        if (!outcome) {
            finish();
        }
    }

    /** Whether the line of a play file tells an outcome: then there is no input to have. */
    public boolean isOutcome() {
        return outcome;
    }

    /** Whether {@code kind} was given: a command of Sluice printed the line from a journal. */
    public boolean isFromJournal() {
        return common.has(CommonKeys.KIND);
    }

    /** Template id of the message. */
    public int templateId() {
        return shape.spec().id();
    }

    /** The memory that holds the message: its message header is at 0. */
    public DirectBuffer buffer() {
        return draft.writer().buffer();
    }

    /** Bytes of the message: message header, block and texts. */
    public int length() {
        return length;
    }

    /** Whether {@code time} was given. */
    public boolean hasTime() {
        return common.has(CommonKeys.TIME);
    }

    /** The time given, nanoseconds since the epoch. */
    public long timeNs() {
        return common.timeNs();
    }

    /** First half of the correlation id, both halves 0 if none was given. */
    public long correlationMsb() {
        return common.correlationMsb();
    }

    /** Second half of the correlation id. */
    public long correlationLsb() {
        return common.correlationLsb();
    }

    /** Whether {@code origin} was given. */
    public boolean hasOrigin() {
        return common.has(CommonKeys.ORIGIN);
    }

    /** Role of the origin given; else the default of MESSAGES: operator where one is named, else by the type. */
    public Role role() {
        if (hasOrigin()) {
            return common.role();
        }
        return named("operatorId").isEmpty() ? roles.apply(templateId()) : Role.OPERATOR;
    }

    /** Principal of the origin given; else the operator or strategy that the message names, or "". */
    public String principal() {
        if (hasOrigin()) {
            return common.principal();
        }
        final String operator = named("operatorId");
        return operator.isEmpty() ? named("strategyId") : operator;
    }

    /**
     * Writes the envelope of the input, with {@link #role} and {@link #principal} for origin.
     *
     * @return its length.
     */
    public int envelope(final MutableDirectBuffer target, final int at) {
        final EnvelopeEncoder envelope = new EnvelopeEncoder(role(), principal(), common.via());
        final int size = envelope.wrap(target, at, buffer(), 0, length);
        envelope.correlationId(correlationMsb(), correlationLsb());
        return size;
    }

    private void parse(final String json, final JsonParser parser) throws IOException, MalformedException {
        String done = null;
        try {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw new MalformedException(null, "not a JSON object", 1);
            }
            while (parser.nextToken() != JsonToken.END_OBJECT) {
                key = parser.currentName();
                parser.nextToken();
                if (shape == null && !outcome) {
                    begin(json, parser);
                }
                if (outcome) {
                    parser.skipChildren();
                } else {
                    readKey(parser);
                }
                done = key;
            }
            if (parser.nextToken() != null) {
                throw new MalformedException(null, "something after the object", column(parser));
            }
        } catch (final JsonProcessingException e) {
            // The parser looks ahead: it knows the name of a value that it cannot read before it hands that name out.
            final String name = parser.currentName();
            final int column = e.getLocation() == null ? 0 : e.getLocation().getColumnNr();
            throw new MalformedException(name == null || name.equals(done) ? null : name, reason(e), column);
        }
    }

    /** Without the advice to programmers that stands in some of the parser's messages. */
    private static String reason(final JsonProcessingException e) {
        return e instanceof JsonEOFException
                ? "ends before the object does"
                : e.getOriginalMessage().split(": enable", 2)[0];
    }

    private void readKey(final JsonParser parser) throws IOException, MalformedException {
        final int own = shape.indexOf(key);
        try {
            if (own >= 0) {
                if ((seen & 1L << own) != 0) {
                    throw new MalformedException("duplicate key");
                }
                seen |= 1L << own;
                shape.keys().get(own).read(parser, draft);
            } else {
                common.read(key, parser, source);
            }
        } catch (final MalformedException e) {
            throw e.at(key, column(parser));
        }
    }

    private void begin(final String json, final JsonParser parser) throws IOException, MalformedException {
        final String type = find(CommonKeys.TYPE, json, parser);
        if (type == null) {
            throw new MalformedException(CommonKeys.TYPE, "missing", 0);
        }
        final Shape named = Shape.of(type);
        final int id = named == null ? 0 : named.spec().id();
        if (id < MessageIds.FIRST_INPUT || id >= MessageIds.FIRST_OUTCOME && source != Source.SHOWN) {
            outcome = source == Source.PLAY && OUTCOME.equals(find(CommonKeys.KIND, json, parser));
            if (!outcome) {
                throw new MalformedException(CommonKeys.TYPE, "unknown type " + type, 0);
            }
            return;
        }
        shape = named;
        draft.begin(named.spec());
    }

    /** The text of a key that decides how the others are read and need not come first; null if it is missing. */
    private static String find(final String wanted, final String json, final JsonParser first)
            throws IOException, MalformedException {
        if (first.currentName().equals(wanted)) {
            return stringAt(wanted, first);
        }
        try (JsonParser parser = FACTORY.createParser(json)) {
            parser.nextToken();
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                final boolean isWanted = parser.currentName().equals(wanted);
                parser.nextToken();
                if (isWanted) {
                    return stringAt(wanted, parser);
                }
                parser.skipChildren();
            }
        }
        return null;
    }

    private static String stringAt(final String name, final JsonParser parser) throws IOException, MalformedException {
        try {
            return Values.string(parser, "the " + name);
        } catch (final MalformedException e) {
            throw e.at(name, column(parser));
        }
    }

    private void finish() throws MalformedException {
        if (shape == null) {
            throw new MalformedException(CommonKeys.TYPE, "missing", 0);
        }
        for (int i = 0; i < shape.keys().size(); i++) {
            final JsonKey expected = shape.keys().get(i);
            final boolean isGiven = (seen & 1L << i) != 0;
            if (!isGiven && (expected.required() || SpecialKeys.isRequired(shape, expected.name(), draft))) {
                throw new MalformedException(expected.name(), "missing", 0);
            }
        }
        length = draft.end();
        final FieldSpec empty = source == Source.SHOWN ? null : Required.missing(buffer(), 0);
        if (empty != null) {
            throw new MalformedException(empty.name(), "must not be empty", 0);
        }
    }

    private String named(final String field) {
        final FieldKey named = shape.field(field);
        return named == null ? "" : draft.text(named.field());
    }

    private static int column(final JsonParser parser) {
        return parser.currentTokenLocation().getColumnNr();
    }
}
