package io.sluice.control;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sluice.codec.Bool;
import io.sluice.codec.EngineStartedEncoder;
import io.sluice.codec.JournalKind;
import io.sluice.codec.MessageHeaderEncoder;
import io.sluice.codec.Role;
import io.sluice.codec.StartKind;
import io.sluice.config.CanonicalConfig;
import io.sluice.config.ConfigLoader;
import io.sluice.config.RecordSize;
import io.sluice.control.config.ControlConfig;
import io.sluice.control.gate.Senders;
import io.sluice.control.image.ImageWriter;
import io.sluice.control.view.View;
import io.sluice.json.JsonInput;
import io.sluice.json.JsonOutput;
import io.sluice.json.JsonRecord;
import io.sluice.json.MalformedException;
import io.sluice.record.EnvelopeEncoder;
import io.sluice.record.RecordDecoder;
import io.sluice.record.RecordEncoder;
import io.sluice.replay.Stepper;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * A machine in the hands of a test: inputs as JSON, as {@code play} reads them, outcomes as the lines that {@code play}
 * writes. Every record is kept, so that a restart executes them again in a fresh machine and compares each byte.
 */
final class Scenario {
    /** Engine time of the first start. */
    static final long START_NS = Instant.parse("2026-01-05T09:00:00Z").getEpochSecond() * 1_000_000_000L;

    private static final String[] SMALL = {
        "sluice.capacity.symbols=16",
        "sluice.capacity.trades=64",
        "sluice.capacity.pending=16",
        "sluice.capacity.strategies=4",
        "sluice.capacity.decisions-per-strategy=256",
        "sluice.capacity.history=256"
    };
    private static final List<String> NUMBERS = List.of(
            "clientId",
            "strategyId",
            "intentId",
            "tradeId",
            "commandId",
            "reportId",
            "ttlSeconds",
            "latencyMs",
            "approvalTimeoutSeconds",
            "durationSeconds",
            "lockoutId",
            "requestId");
    private static final Map<List<String>, ControlConfig> CONFIGS = new ConcurrentHashMap<>();
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int RECORD_CAPACITY = 1 << 20;

    /**
     * One record as written.
     *
     * @param bytes all of it.
     */
    record Written(long sequence, long timeNs, byte[] bytes, List<Outcome> outcomes) {
        /** The input. */
        Outcome input() {
            final RecordDecoder decoder = new RecordDecoder();
            decoder.wrap(new UnsafeBuffer(bytes), 0, bytes.length);
            final StringBuilder line = new StringBuilder();
            final JsonRecord json = new JsonRecord().wrap(decoder);
            decoder.input();
            json.input(line);
            return new Outcome(parse(line.toString()));
        }

        /** Outcomes of a type. */
        List<Outcome> all(final String type) {
            return new Said(outcomes).all(type);
        }
    }

    private final RecordEncoder encoder = new RecordEncoder(RECORD_CAPACITY);
    private final UnsafeBuffer envelope = new UnsafeBuffer(new byte[1 << 20]);
    private final JsonInput input = new JsonInput(JsonInput.Source.PLAY, Senders::defaultRole);
    private final List<Written> records = new ArrayList<>();
    private final List<String> settings = new ArrayList<>();
    private ControlMachine machine;
    private Stepper stepper;
    private ControlConfig config;
    private ControlConfig recordedConfig;
    private long nowNs = START_NS;
    private long wallOffsetNs;
    private long reportId;
    private long execution;
    private int marked;

    private Scenario(final String... overrides) {
        settings.addAll(Arrays.asList(SMALL));
        settings.addAll(Arrays.asList(overrides));
        config = load(settings);
        machine = new ControlMachine(config);
        stepper = stepper();
    }

    /** An engine that starts cold. */
    static Scenario cold(final String... overrides) {
        final Scenario scenario = new Scenario(overrides);
        scenario.start(StartKind.FIRST, false, 0);
        return scenario;
    }

    /** An engine that starts in normal, with nothing owed or required and a reconciled empty book. */
    static Scenario normal(final String... overrides) {
        final Scenario scenario = new Scenario(overrides);
        scenario.start(StartKind.FIRST, true, 0);
        return scenario;
    }

    /** A normal one where neither live nor paper orders ask a person. */
    static Scenario free(final String... overrides) {
        final String[] all = Arrays.copyOf(overrides, overrides.length + 1);
        all[overrides.length] = "sluice.hitl.require-approval-for-live=false";
        return normal(all);
    }

    /** A cold start that has gone through all stages with a flat account: normal, an equity of 1000. */
    static Scenario healthy(final String... overrides) {
        final Scenario scenario = cold(overrides);
        scenario.alive();
        scenario.flatReport();
        scenario.aliveFor("10s");
        assertThat(scenario.mode()).as("mode after a cold start").isEqualTo("normal");
        return scenario;
    }

    /** Reading a configuration takes longer than most tests, and few differ. */
    private static ControlConfig load(final List<String> settings) {
        return CONFIGS.computeIfAbsent(List.copyOf(settings), all -> ConfigLoader.load(
                        "scenario.conf",
                        "sluice.hitl.allowed-operators = [alice, bob]\nsluice.journal.max-record = 4MB\n",
                        Map.of(),
                        all)
                .control());
    }

    private Stepper stepper() {
        final Written last = records.isEmpty() ? null : records.get(records.size() - 1);
        return new Stepper(
                machine,
                encoder,
                this::keep,
                last == null ? 0 : last.sequence,
                last == null ? Long.MIN_VALUE : last.timeNs);
    }

    /** A new epoch, behind a journal of which it knows only how far the strategies were. */
    static Scenario epoch(final String fences, final boolean normal) {
        final Scenario scenario = new Scenario();
        scenario.start(StartKind.EPOCH, normal, 0, fences);
        return scenario;
    }

    private void start(final StartKind kind, final boolean normal, final int dropped) {
        start(kind, normal, dropped, "");
    }

    private void start(final StartKind kind, final boolean normal, final int dropped, final String fences) {
        mark();
        machine.configure(config);
        final EnvelopeEncoder door = new EnvelopeEncoder(Role.ENGINE, "");
        final EngineStartedEncoder started = door.begin(envelope, 0, new EngineStartedEncoder());
        started.instance().msb(7).lsb(records.size() + 1);
        started.journalId().msb(0x1234).lsb(0x5678);
        started.journalKind(JournalKind.LIVE)
                .startKind(kind)
                .behaviourVersion(ControlMachine.BEHAVIOUR_VERSION)
                .startNormal(normal ? Bool.TRUE : Bool.FALSE)
                .droppedRecords(dropped)
                .droppedBytes(0)
                .putConfigHash(CanonicalConfig.fingerprint(config), 0, 32);
        final byte[] text = config.equals(recordedConfig) ? new byte[0] : CanonicalConfig.bytes(config);
        started.putConfiguration(text, 0, text.length).fences(fences);
        recordedConfig = config;
        stepper.start(envelope, 0, door.end(started), nowNs, wallNs());
    }

    private void keep(final RecordEncoder record, final int length) {
        assertThat((long) length).as("size of a record").isLessThanOrEqualTo(RecordSize.largest(config));
        final byte[] bytes = new byte[length];
        record.buffer().getBytes(0, bytes);
        final RecordDecoder decoder = new RecordDecoder();
        assertThat(decoder.wrap(new UnsafeBuffer(bytes), 0, length)).isTrue();
        final StringBuilder lines = new StringBuilder();
        new JsonRecord().wrap(decoder).outcomes(lines);
        final List<Outcome> outcomes = new ArrayList<>();
        lines.toString().lines().forEach(line -> outcomes.add(new Outcome(parse(line))));
        records.add(new Written(decoder.header().sequence(), decoder.header().timeNs(), bytes, List.copyOf(outcomes)));
    }

    static Map<String, Object> parse(final String line) {
        try {
            return JSON.readValue(line, new TypeReference<LinkedHashMap<String, Object>>() {});
        } catch (final JsonProcessingException e) {
            throw new AssertionError(line, e);
        }
    }

    // ---- time

    /** Lets time pass; timers fire. */
    Said pass(final String duration) {
        return to(nowNs + ns(duration));
    }

    /** Goes to a time after the first start; timers fire. */
    Said at(final String sinceStart) {
        return to(START_NS + ns(sinceStart));
    }

    private Said to(final long timeNs) {
        mark();
        assertThat(timeNs).as("time goes on").isGreaterThanOrEqualTo(nowNs);
        nowNs = timeNs;
        stepper.advance(nowNs, wallNs());
        return said();
    }

    /** Moves the wall clock alone. */
    void wallStep(final String duration) {
        wallOffsetNs += ns(duration);
    }

    private long wallNs() {
        return nowNs + wallOffsetNs;
    }

    long nowNs() {
        return nowNs;
    }

    /** "1.5s", "1ns", "20ms", "5m", also negative. */
    static long ns(final String duration) {
        final int unitAt = duration.replaceAll("[a-z]+$", "").length();
        final BigDecimal scale =
                switch (duration.substring(unitAt)) {
                    case "ns" -> BigDecimal.ONE;
                    case "ms" -> BigDecimal.valueOf(1_000_000L);
                    case "s" -> BigDecimal.valueOf(1_000_000_000L);
                    case "m" -> BigDecimal.valueOf(60_000_000_000L);
                    case "h" -> BigDecimal.valueOf(3_600_000_000_000L);
                    default -> throw new IllegalArgumentException(duration);
                };
        return new BigDecimal(duration.substring(0, unitAt)).multiply(scale).longValueExact();
    }

    // ---- inputs

    /** Inputs as JSON lines; quotes may be single. A line's time moves the clock. */
    Said json(final String lines) {
        final int from = records.size();
        for (final String line :
                lines.lines().map(String::strip).filter(l -> !l.isEmpty()).toList()) {
            try {
                input.parse(line.replace('\'', '"'));
            } catch (final MalformedException e) {
                throw new AssertionError(line + ": " + e.getMessage(), e);
            }
            if (input.hasTime()) {
                nowNs = input.timeNs();
            }
            stepper.input(envelope, 0, input.envelope(envelope, 0), nowNs, wallNs());
        }
        marked = from;
        return said();
    }

    /** One input, its fields as key=value. */
    Said in(final String type, final String... fields) {
        return json(line(type, fields));
    }

    static String line(final String type, final String... fields) {
        final Map<String, String> all = new LinkedHashMap<>();
        for (final String field : fields) {
            final int at = field.indexOf('=');
            if (field.length() == at + 1) {
                all.remove(field.substring(0, at));
            } else {
                all.put(field.substring(0, at), field.substring(at + 1));
            }
        }
        final StringBuilder json =
                new StringBuilder("{\"type\":\"").append(type).append('"');
        all.forEach((key, value) -> {
            final boolean plain =
                    NUMBERS.contains(key) || value.startsWith("[") || value.equals("true") || value.equals("false");
            final String shown =
                    plain ? value : JSON.getNodeFactory().textNode(value).toString();
            json.append(",\"").append(key).append("\":").append(shown);
        });
        return json.append('}').toString();
    }

    private static String[] merged(final String[] defaults, final String... fields) {
        final String[] all = Arrays.copyOf(defaults, defaults.length + fields.length);
        System.arraycopy(fields, 0, all, defaults.length, fields.length);
        return all;
    }

    /** An input past the JSON door: a message as an SBE encoder would leave it. */
    Said raw(final Role role, final String principal, final byte[] message) {
        mark();
        final EnvelopeEncoder door = new EnvelopeEncoder(role, principal);
        final int length = door.wrap(envelope, 0, new UnsafeBuffer(message), 0, message.length);
        stepper.input(envelope, 0, length, nowNs, wallNs());
        return said();
    }

    /** A client came to the door or went. */
    Said client(final long id, final String phase, final String... fields) {
        final String[] all = {"clientId=" + id, "phase=" + phase, "osUser=root", "road=slow", "roles=[]"};
        return raw(Role.ENGINE, "", message("ClientChanged", merged(all, fields)));
    }

    /** The bytes that the JSON door makes of a line. */
    static byte[] message(final String type, final String... fields) {
        final JsonInput door = new JsonInput(JsonInput.Source.PLAY, Senders::defaultRole);
        try {
            door.parse(line(type, fields));
        } catch (final MalformedException e) {
            throw new AssertionError(e);
        }
        final byte[] bytes = new byte[door.length()];
        door.buffer().getBytes(0, bytes);
        return bytes;
    }

    /** An intent of strategy 1: one BTCUSD live at 100, bought unless said otherwise; gives its decision. */
    Outcome intent(final long id, final String action, final String... fields) {
        final String[] order = {
            "strategyId=1",
            "intentId=" + id,
            "action=" + action,
            "tradingMode=live",
            "symbol=BTCUSD",
            "side=BUY",
            "quantity=1",
            "price=100"
        };
        final Said said = in("OrderIntent", merged(order, fields));
        return said.all("Decision").get(said.all("Decision").size() - 1);
    }

    Outcome open(final long id, final String... fields) {
        return intent(id, "open", fields);
    }

    /** A report of an order of BTCUSD. */
    Said execution(final long tradeId, final String status, final String... fields) {
        final String[] report = {
            "tradeId=" + tradeId,
            "execId=e" + ++execution,
            "status=" + status,
            "symbol=BTCUSD",
            "side=BUY",
            "lastQuantity=0",
            "lastPrice=0",
            "leavesQuantity=0"
        };
        return in("ExecutionReport", merged(report, fields));
    }

    /** A fill that leaves nothing. */
    Said fill(final long tradeId, final String quantity, final String price, final String... fields) {
        return execution(
                tradeId, "FILLED", merged(new String[] {"lastQuantity=" + quantity, "lastPrice=" + price}, fields));
    }

    /** A fill that leaves something. */
    Said part(final long tradeId, final String quantity, final String price, final String... fields) {
        return execution(
                tradeId, "PARTIAL", merged(new String[] {"lastQuantity=" + quantity, "lastPrice=" + price}, fields));
    }

    /** Fills a close that the machine asked for. */
    Said fillClose(final Outcome close, final String price) {
        return fill(
                0,
                close.get("quantity"),
                price,
                "commandId=" + close.get("commandId"),
                "symbol=" + close.get("symbol"),
                "side=" + close.get("side"),
                "tradingMode=" + close.get("tradingMode"));
    }

    /** A bought position of live BTCUSD, the trade filled. */
    long bought(final long intentId, final String quantity) {
        final Outcome decision = open(intentId, "quantity=" + quantity);
        assertThat(decision.get("verdict")).isEqualTo("ALLOW");
        fill(decision.id("tradeId"), quantity, "100");
        return decision.id("tradeId");
    }

    Said quote(final String symbol, final String bid, final String ask) {
        return in("Quote", "symbol=" + symbol, "bid=" + bid, "ask=" + ask);
    }

    Said equity(final String equity) {
        return in("EquityUpdate", "equity=" + equity);
    }

    Said heartbeat(final String source) {
        return in("Heartbeat", "source=" + source);
    }

    Said probe(final String source, final boolean ok) {
        return in("ProbeResult", "source=" + source, "ok=" + ok);
    }

    Said event(final String type, final String source, final String reason, final String... fields) {
        final String[] event = {
            "eventType=" + type, "source=" + source, "severity=warning", "reasonCode=" + reason, "origin=monitor:test"
        };
        return in("SystemEvent", merged(event, fields));
    }

    /** A full report of one position. */
    Said report(final String symbol, final String quantity) {
        return in("PositionReport", "reportId=" + ++reportId, "symbol=" + symbol, "quantity=" + quantity, "last=true");
    }

    /** A full report of an account that holds nothing. */
    Said flatReport() {
        return in("PositionReport", "reportId=" + ++reportId, "quantity=0", "last=true");
    }

    Said approve(final long tradeId, final String... fields) {
        return answer(tradeId, "APPROVE", fields);
    }

    Said answer(final long tradeId, final String decision, final String... fields) {
        final String[] answer = {"tradeId=" + tradeId, "decision=" + decision, "operatorId=alice", "channel=CLI"};
        return in("ApprovalDecision", merged(answer, fields));
    }

    Said stop() {
        return in("EmergencyStop", "operatorId=alice", "reason=test");
    }

    Said reset(final String... fields) {
        return in("EmergencyReset", merged(new String[] {"operatorId=alice", "reason=test"}, fields));
    }

    Said startRecovery(final String runId, final String... fields) {
        return in("StartRecovery", merged(new String[] {"runId=" + runId, "operatorId=alice"}, fields));
    }

    Said stageResult(final String stage, final boolean ok, final String... fields) {
        return in("RecoveryStageResult", merged(new String[] {"stage=" + stage, "ok=" + ok}, fields));
    }

    /** Signs of life of everything required, a quote of BTCUSD around 100 and an equity of 1000. */
    Said alive() {
        return json(
                """
                {'type':'Heartbeat','source':'broker'}
                {'type':'Heartbeat','source':'market_data'}
                {'type':'Heartbeat','source':'risk'}
                {'type':'Quote','symbol':'BTCUSD','bid':'99.5','ask':'100.5'}
                {'type':'EquityUpdate','equity':'1000'}
                """);
    }

    /** Goes on with signs of life at least every two seconds, the last at the end. */
    Said aliveFor(final String duration) {
        final int from = records.size();
        final long endNs = nowNs + ns(duration);
        while (nowNs < endNs) {
            to(Math.min(endNs, nowNs + 2_000_000_000L));
            alive();
        }
        marked = from;
        return said();
    }

    // ---- restarts

    /**
     * Executes every record again in a fresh machine and compares each byte; then starts the engine anew, from an image
     * of that machine.
     */
    Said restart(final String... overrides) {
        return restart(0, overrides);
    }

    /** The same after a crash that lost records at the end of the journal. */
    Said restart(final int dropped, final String... overrides) {
        machine = imaged(replay());
        settings.addAll(Arrays.asList(overrides));
        config = load(settings);
        stepper = stepper();
        start(StartKind.CRASH, false, dropped);
        return said();
    }

    /** The same after the engine was down for a while: no timer fires before the start. */
    Said restartAfter(final String down, final String... overrides) {
        nowNs += ns(down);
        return restart(overrides);
    }

    /** Goes on in such a machine without a start: nothing may change. */
    void swap() {
        machine = imaged(replay());
        stepper = stepper();
    }

    /** The machine that goes on from an image of this one, as behind a snapshot; its own image must be the same. */
    private ControlMachine imaged(final ControlMachine executed) {
        final byte[] image = image(executed);
        final ControlMachine restored =
                ControlMachine.restore(recordedConfig, new UnsafeBuffer(image), 0, image.length);
        assertThat(image(restored)).as("image of a restored machine").isEqualTo(image);
        return restored;
    }

    private static byte[] image(final ControlMachine imaged) {
        final ImageWriter writer = new ImageWriter();
        final byte[] bytes = new byte[imaged.image(writer)];
        writer.buffer().getBytes(0, bytes);
        return bytes;
    }

    /** A fresh machine that has executed every record; each must come out byte for byte the same (W-3). */
    ControlMachine replay() {
        ControlMachine fresh = null;
        final RecordEncoder again = new RecordEncoder(RECORD_CAPACITY);
        final RecordDecoder decoder = new RecordDecoder();
        for (final Written written : records) {
            final UnsafeBuffer bytes = new UnsafeBuffer(written.bytes);
            decoder.wrap(bytes, 0, written.bytes.length);
            final ControlConfig started = startedWith(decoder);
            if (fresh == null) {
                fresh = new ControlMachine(started);
            }
            if (started != null) {
                fresh.configure(started);
            }
            again.begin(
                    bytes,
                    decoder.envelopeOffset(),
                    decoder.envelopeLength(),
                    decoder.header().sequence(),
                    decoder.header().timeNs(),
                    decoder.header().wallTimeNs());
            assertThat(fresh.execute(again))
                    .as("record %s is written", written.sequence)
                    .isTrue();
            final byte[] got = new byte[again.finish()];
            again.buffer().getBytes(0, got);
            assertThat(got).as("record %s executed again", written.sequence).isEqualTo(written.bytes);
        }
        return fresh;
    }

    private ControlConfig lastStarted;

    /** The configuration of an EngineStarted, null for any other record. */
    private ControlConfig startedWith(final RecordDecoder decoder) {
        decoder.input();
        if (decoder.templateId() != EngineStartedEncoder.TEMPLATE_ID) {
            return null;
        }
        final io.sluice.codec.EngineStartedDecoder in = new io.sluice.codec.EngineStartedDecoder();
        in.wrap(
                decoder.buffer(),
                decoder.messageOffset() + MessageHeaderEncoder.ENCODED_LENGTH,
                io.sluice.codec.EngineStartedDecoder.BLOCK_LENGTH,
                io.sluice.codec.EngineStartedDecoder.SCHEMA_VERSION);
        final String text = in.configuration();
        if (!text.isEmpty()) {
            lastStarted = CanonicalConfig.parse(text);
        }
        return lastStarted;
    }

    // ---- what came of it

    private void mark() {
        marked = records.size();
    }

    private Said said() {
        return since(marked);
    }

    /** Everything said since a number of records. */
    Said since(final int record) {
        final List<Outcome> all = new ArrayList<>();
        records.subList(record, records.size()).forEach(written -> all.addAll(written.outcomes));
        return new Said(all);
    }

    /** Everything said so far. */
    Said everything() {
        return since(0);
    }

    List<Written> records() {
        return records;
    }

    ControlMachine machine() {
        return machine;
    }

    String mode() {
        return status().get("mode");
    }

    String stage() {
        return status().get("stage");
    }

    Outcome status() {
        return view(View.STATUS).get(0);
    }

    /** The allowed actions, comma separated, {@code w} behind one with a warning. */
    String permissions() {
        final StringBuilder out = new StringBuilder();
        for (final io.sluice.codec.ActionType action : io.sluice.codec.ActionType.values()) {
            if (action != io.sluice.codec.ActionType.NULL_VAL
                    && io.sluice.schema.Permissions.allows(machine.permissions(), action)) {
                out.append(out.isEmpty() ? "" : ",")
                        .append(action.name().toLowerCase(java.util.Locale.ROOT))
                        .append(io.sluice.schema.Permissions.warns(machine.permissions(), action) ? "(w)" : "");
            }
        }
        return out.toString();
    }

    List<Outcome> view(final View view) {
        final List<Outcome> rows = new ArrayList<>();
        machine.view(view, (buffer, offset, length) -> {
            final StringBuilder out = new StringBuilder();
            new JsonOutput().message(out, buffer, offset, length);
            rows.add(new Outcome(parse(out.toString())));
        });
        return rows;
    }

    /** Live position of a symbol, "0" if flat. */
    String position(final String symbol) {
        return position(symbol, "live");
    }

    String position(final String symbol, final String mode) {
        return view(View.POSITIONS).stream()
                .filter(row -> row.is("symbol", symbol) && row.is("tradingMode", mode))
                .map(row -> row.get("quantity"))
                .findFirst()
                .orElse("0");
    }

    Outcome trade(final long tradeId) {
        return view(View.TRADES).stream()
                .filter(row -> row.is("tradeId", Long.toString(tradeId)))
                .findFirst()
                .orElseThrow();
    }
}
