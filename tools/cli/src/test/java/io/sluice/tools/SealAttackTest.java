package io.sluice.tools;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.client.Door;
import io.sluice.client.Offer;
import io.sluice.codec.ComponentSource;
import io.sluice.codec.EventType;
import io.sluice.codec.Role;
import io.sluice.codec.SealDecoder;
import io.sluice.codec.Severity;
import io.sluice.codec.SystemEventEncoder;
import io.sluice.config.ConfigLoader;
import io.sluice.engine.Engine;
import io.sluice.engine.EngineOptions;
import io.sluice.journal.JournalScan;
import io.sluice.record.RecordDecoder;
import io.sluice.seal.Seal;
import io.sluice.seal.SealKeys;
import io.sluice.seal.SealSigner;
import io.sluice.tools.Forger.Fate;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** SPEC J-8: who changes a journal so that all of it still fits is caught, and by what. */
class SealAttackTest {
    private static final int EVENTS = 30;

    @TempDir
    private static Path place;

    private static Path written;
    private static Path publicKey;
    private static List<Seal> seals;

    @TempDir
    private Path directory;

    @BeforeAll
    static void write() throws IOException {
        written = place.resolve("data");
        publicKey = place.resolve("seal.pub");
        SealKeys.generate(place.resolve("seal.key"), publicKey);
        try (Engine engine = Engine.open(EngineOptions.of(ConfigLoader.load(
                        "test",
                        // However slow the host, no silence is noticed: each record is an input.
                        "sluice { hitl.allowed-operators = [alice], pipeline.wait-strategy = park,"
                                + " health.broker-timeout = 1 h, health.component-ttl = 1 h,"
                                + " capacity { symbols = 16, trades = 64, pending = 8, history = 64 },"
                                + " journal.seal { records = 8, interval = 1 d, key = \"" + place.resolve("seal.key")
                                + "\" } }",
                        Map.of(),
                        List.of()))
                .in(written)
                .segmentBytes(16 << 20))) {
            final Door broker = engine.door(Role.BROKER, "test");
            for (int i = 0; i < EVENTS; i++) {
                while (event(broker, "event " + (100 + i)) != Offer.OFFERED) {
                    Thread.onSpinWait();
                }
                while (i % 10 == 9 && seals(written).size() <= i / 10) {
                    Thread.onSpinWait();
                }
            }
        }
        seals = seals(written);
        assertThat(seals).hasSizeGreaterThan(2);
    }

    private static Offer event(final Door broker, final String details) {
        return broker.offer(broker.begin(new SystemEventEncoder())
                .eventType(EventType.RECOVERED)
                .source(ComponentSource.BROKER)
                .severity(Severity.INFO)
                .details(details));
    }

    private static List<Seal> seals(final Path data) {
        final List<Seal> found = new ArrayList<>();
        JournalScan.run(data, (record, position) -> {
            if (Seal.is(record)) {
                found.add(Seal.of(record));
            }
        });
        return found;
    }

    @Test
    void shouldFindTheJournalGoodAsItWasWritten() {
        final Cli verified = verify(written, "--key", publicKey);
        assertThat(verified.code()).as(verified.out()).isZero();
        assertThat(verified.lines())
                .contains("sealed up to record " + last().to() + " (" + seals.size()
                        + " seals, signed); not sealed yet: 1 record(s)")
                .contains("chain hash " + hash(last()));
        assertThat(verify(written, "--expect", hash(seals.get(0))).code()).isZero();
        assertThat(verify(written).out()).contains("seals, signed, signatures not checked)");
    }

    @Test
    void shouldLeaveAForgeryWithoutAChangeGood() {
        Forger.rewrite(written, directory, inputs -> {});
        assertThat(verify(directory, "--key", publicKey).code()).isZero();
    }

    @Test
    void shouldNameTheRangeInWhichARecordWasRewritten() {
        Forger.rewrite(written, directory, SealAttackTest::lie);
        assertBad(verify(directory), rangeWith("event 105"));
    }

    @Test
    void shouldNameTheRangeInWhichTwoRecordsWereSwapped() {
        Forger.rewrite(written, directory, inputs -> {
            final int at = find(inputs, "event 112");
            final Forger.Input one = inputs.get(at);
            inputs.set(at, one.with(inputs.get(at + 1).envelope()));
            inputs.set(at + 1, inputs.get(at + 1).with(one.envelope()));
        });
        assertBad(verify(directory), rangeWith("event 112"));
    }

    @Test
    void shouldSayThatARecordWasTakenOut() {
        Forger.rewrite(written, directory, inputs -> inputs.remove(find(inputs, "event 103")));
        assertBad(verify(directory), "taken out");
    }

    @Test
    void shouldNameTheSealBeforeWhichOneIsMissing() {
        Forger.rewrite(written, directory, inputs -> inputs.remove(seal(inputs, 1)));
        assertBad(
                verify(directory),
                "begins at record " + seals.get(2).from() + ", but the seal in record "
                        + seals.get(0).sequence() + " ended at record "
                        + seals.get(0).to() + ": a seal is missing");
        final Path first = directory.resolve("first");
        Forger.rewrite(written, first, inputs -> inputs.remove(seal(inputs, 0)));
        assertBad(verify(first), "begins at record " + seals.get(1).from() + " after seals that are missing");
    }

    @Test
    void shouldNameTheSealThatWasChanged() {
        Forger.rewrite(written, directory, inputs -> {
            final int at = seal(inputs, 1);
            final byte[] envelope = inputs.get(at).envelope().clone();
            envelope[envelope.length - 1] ^= 1;
            inputs.set(at, inputs.get(at).with(envelope));
        });
        assertBad(
                verify(directory, "--key", publicKey),
                "the signature of the seal in record " + seals.get(1).sequence());
        assertBad(
                verify(directory),
                "records " + seals.get(2).from() + " to " + seals.get(2).to());
    }

    @Test
    void shouldCatchWhoMakesTheSealsAnewByTheirSignature() throws IOException {
        Forger.rewriteAndSeal(written, directory, SealAttackTest::lie, null);
        assertThat(verify(directory).code()).isZero();
        assertBad(verify(directory, "--key", publicKey), "no signed seal covers records 1 to ");

        SealKeys.generate(place.resolve("other.key"), place.resolve("other.pub"));
        final Path other = directory.resolve("other");
        Forger.rewriteAndSeal(
                written, other, SealAttackTest::lie, new SealSigner(SealKeys.readPrivate(place.resolve("other.key"))));
        assertThat(verify(other).code()).isZero();
        assertThat(verify(other, "--key", place.resolve("other.pub")).code()).isZero();
        assertBad(
                verify(other, "--key", publicKey),
                "the signature of the seal in record " + seals.get(0).sequence());
    }

    @Test
    void shouldCatchWhoMakesTheSealsAnewByAChainHashThatWasKept() {
        Forger.rewriteAndSeal(written, directory, SealAttackTest::lie, null);
        assertBad(verify(directory, "--expect", hash(last())), "the chain hash that was kept, " + hash(last()));
    }

    @Test
    void shouldSayWhatIsNotSealedWhereTheTailWasCutAndCatchTheCutByAKeptHash() {
        // Right before the next seal, which may follow at once.
        final long cut = seals.get(2).sequence() - 1;
        Forger.copy(written, directory, record -> record.header().sequence() <= cut ? Fate.KEEP : Fate.DROP, false);
        final Cli verified = verify(directory, "--key", publicKey);
        assertThat(verified.code()).as(verified.out()).isZero();
        assertThat(verified.out())
                .contains("sealed up to record " + seals.get(1).to())
                .contains("not sealed yet: " + (cut - seals.get(1).to()) + " record(s)");
        assertBad(verify(directory, "--expect", hash(last())), "the chain hash that was kept, ");
    }

    @Test
    void shouldNameTheRecordsThatWereCutWhereTheEnginesOwnFileRemembersThem() throws IOException {
        final long cut = seals.get(1).sequence();
        Forger.copy(written, directory, record -> record.header().sequence() <= cut ? Fate.KEEP : Fate.DROP, false);
        Files.copy(written.resolve("engine.dat"), directory.resolve("engine.dat"));
        assertBad(verify(directory), "records " + (cut + 1) + " to " + last().sequence() + " are missing");
    }

    @Test
    void shouldTellARecordThatWasChangedFromAMachineThatDecidesOtherwise() {
        final long[] stripped = new long[1];
        final Function<RecordDecoder, Fate> stripOne = record -> {
            final boolean isIt = record.header().sequence() > 1 && record.outcomesLength() > 0 && stripped[0] == 0;
            stripped[0] = isIt ? record.header().sequence() : stripped[0];
            return isIt ? Fate.STRIP : Fate.KEEP;
        };
        Forger.copy(written, directory, stripOne, false);
        final Cli changed = verify(directory);
        final String what = "record " + stripped[0] + " is not what re-execution gives";
        assertBad(changed, what);
        assertThat(changed.out())
                .contains("the seals say: records 1 to " + seals.get(0).to() + " are not what ");

        stripped[0] = 0;
        final Path sealed = directory.resolve("sealed");
        Forger.copy(written, sealed, stripOne, true);
        final Cli otherwise = verify(sealed);
        assertBad(otherwise, what);
        assertThat(otherwise.out())
                .contains("the seals say that record " + stripped[0] + " and those before it are what was written");
    }

    @Test
    void shouldRefuseBadUsageInALine() {
        assertThat(verify(written, "--expect", "abc").err())
                .contains("64 hexadecimal digits")
                .hasLineCount(1);
        assertThat(verify(written, "--key", place.resolve("none")).err())
                .contains("no such file")
                .hasLineCount(1);
        assertThat(verify(written, "--key", place.resolve("seal.key")).err())
                .contains("holds no PEM PUBLIC KEY")
                .hasLineCount(1);
        assertThat(verify(written, "--expect", "abc").code()).isEqualTo(2);
    }

    private static void lie(final List<Forger.Input> inputs) {
        change(inputs, "event 105", "event 999");
    }

    private static void change(final List<Forger.Input> inputs, final String text, final String other) {
        final int at = find(inputs, text);
        inputs.set(at, inputs.get(at).saying(text, other));
    }

    private static int find(final List<Forger.Input> inputs, final String text) {
        return IntStream.range(0, inputs.size())
                .filter(i -> inputs.get(i).says(text))
                .findFirst()
                .orElseThrow();
    }

    private static int seal(final List<Forger.Input> inputs, final int number) {
        return IntStream.range(0, inputs.size())
                .filter(i -> inputs.get(i).type() == SealDecoder.TEMPLATE_ID)
                .skip(number)
                .findFirst()
                .orElseThrow();
    }

    /** How verify names the range in which an event lies; there are no ticks, so inputs are records. */
    private static String rangeWith(final String text) {
        final int sequence = find(Forger.inputs(written), text) + 1;
        final Seal seal =
                seals.stream().filter(s -> s.to() >= sequence).findFirst().orElseThrow();
        return "records " + seal.from() + " to " + seal.to() + " are not what the seal in record " + seal.sequence()
                + " was made of";
    }

    private static Seal last() {
        return seals.get(seals.size() - 1);
    }

    private static String hash(final Seal seal) {
        return HexFormat.of().formatHex(seal.link());
    }

    private static Cli verify(final Path data, final Object... more) {
        final List<Object> args = new ArrayList<>(List.of("verify", "--dir", data));
        Collections.addAll(args, more);
        return Cli.run(args.toArray());
    }

    private static void assertBad(final Cli verified, final String why) {
        assertThat(verified.code()).as(verified.out()).isEqualTo(1);
        assertThat(verified.lines().get(verified.lines().size() - 1))
                .startsWith("BAD: ")
                .contains(why);
    }
}
