package io.sluice.sim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.codec.Bool;
import io.sluice.codec.Code;
import io.sluice.codec.DecisionEncoder;
import io.sluice.codec.Verdict;
import io.sluice.config.ConfigLoader;
import io.sluice.control.config.ControlConfig;
import io.sluice.json.MalformedException;
import io.sluice.replay.Player;
import io.sluice.sim.Rerun.Input;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.agrona.MutableDirectBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A record that says something wrong is noticed, each kind by the invariant that is meant to notice it. */
class PlantedBugTest {
    private static final long SEED = 11;
    private static final int STEPS = 1500;

    @ParameterizedTest(name = "{0}")
    @MethodSource("bugs")
    void shouldCatchAPlantedBug(final String sentence, final Tamper bug) {
        assertThatThrownBy(() -> run(bug)).isInstanceOfSatisfying(Broken.class, broken -> assertThat(broken.sentence())
                .contains(sentence));
    }

    static Stream<Arguments> bugs() {
        return Stream.of(
                bug(
                        "An ALLOW is given only if the gate allowed it",
                        seen -> decisions(seen, (out, at) -> {
                            if (Code.get(out.getByte(at + DecisionEncoder.codeEncodingOffset())) == Code.GATE_REFUSED) {
                                out.putByte(at + DecisionEncoder.codeEncodingOffset(), (byte) Code.OK.value());
                                out.putByte(at + DecisionEncoder.verdictEncodingOffset(), (byte) Verdict.ALLOW.value());
                                out.putByte(at + DecisionEncoder.actionableEncodingOffset(), (byte) Bool.TRUE.value());
                            }
                        })),
                bug(
                        "Every intent gets exactly one Decision",
                        seen -> decisions(seen, (out, at) -> {
                            final int id = at + DecisionEncoder.intentIdEncodingOffset();
                            out.putLong(id, out.getLong(id, ByteOrder.LITTLE_ENDIAN) + 1, ByteOrder.LITTLE_ENDIAN);
                        })),
                bug("Position is the sum of counted executions", seen -> {
                    if (seen.inputType == 105 && seen.execution.lastQuantity() > 0) {
                        final int last = seen.execution.offset()
                                + io.sluice.codec.ExecutionReportDecoder.lastQuantityEncodingOffset();
                        final int cum = seen.execution.offset()
                                + io.sluice.codec.ExecutionReportDecoder.cumQuantityEncodingOffset();
                        memory(seen).putLong(last, seen.execution.lastQuantity() + 1, ByteOrder.LITTLE_ENDIAN);
                        if (seen.execution.cumQuantity() >= 0) {
                            memory(seen).putLong(cum, seen.execution.cumQuantity() + 1, ByteOrder.LITTLE_ENDIAN);
                        }
                    }
                }),
                bug("An average price is that of the fills", seen -> {
                    if (seen.inputType == 105 && seen.execution.lastPrice() > 0) {
                        final int price = seen.execution.offset()
                                + io.sluice.codec.ExecutionReportDecoder.lastPriceEncodingOffset();
                        memory(seen).putLong(price, seen.execution.lastPrice() + 1, ByteOrder.LITTLE_ENDIAN);
                    }
                }),
                bug("What ended, or never was, is neither confirmed nor withdrawn", seen -> {
                    if (seen.inputType == 150) {
                        final int id =
                                seen.confirm.offset() + io.sluice.codec.ConfirmCommandDecoder.requestIdEncodingOffset();
                        memory(seen).putLong(id, seen.confirm.requestId() + 1, ByteOrder.LITTLE_ENDIAN);
                    }
                }),
                bug("A broker without life is a broker.disconnect", seen -> {
                    if (seen.inputType == 110 && seen.sequence > 200) {
                        final int source =
                                seen.heartbeat.offset() + io.sluice.codec.HeartbeatDecoder.sourceEncodingOffset();
                        memory(seen).putByte(source, (byte) io.sluice.codec.ComponentSource.DB.value());
                    }
                }),
                bug("SOFT, HARD and SUSPECT exactly as the reference says", PlantedBugTest::crash),
                bug("Engine time never goes back", seen -> seen.timeNs -= seen.sequence == 300 ? 1L << 50 : 0),
                bug("Sequences have no gaps", seen -> seen.sequence += seen.sequence > 400 ? 1 : 0));
    }

    /** The equity that the model hears of falls to a fifth, the machine's does not. */
    private static void crash(final Seen seen) {
        if (seen.inputType == 104 && seen.sequence > 200) {
            final int at = seen.equity.offset() + io.sluice.codec.EquityUpdateDecoder.equityEncodingOffset();
            memory(seen).putLong(at, seen.equity.equity() / 5, ByteOrder.LITTLE_ENDIAN);
        }
    }

    @Test
    void shouldShrinkToAScenarioThatPlays() throws MalformedException {
        final Simulation simulation = new Simulation(SEED, STEPS);
        simulation.run();
        final AtomicLong seenAt = new AtomicLong();
        final Tamper bug = seen -> decisions(seen, (out, at) -> {
            final int offset = at + DecisionEncoder.verdictEncodingOffset();
            if (Code.get(out.getByte(at + DecisionEncoder.codeEncodingOffset())) == Code.NOT_REDUCING) {
                out.putByte(offset, (byte) Verdict.ALLOW.value());
                out.putByte(at + DecisionEncoder.codeEncodingOffset(), (byte) Code.OK.value());
                out.putByte(at + DecisionEncoder.actionableEncodingOffset(), (byte) Bool.TRUE.value());
                seenAt.incrementAndGet();
            }
        });
        final Script script = simulation.host().script();
        final boolean[] all = new boolean[script.entries().size()];
        Arrays.fill(all, true);
        final Broken broken = new Rerun(script.entries(), bug).run(all);
        final Shrinker shrinker = new Shrinker(script, broken.sentence(), bug);
        final List<Input> inputs = shrinker.shrink();
        final ControlConfig config = shrinker.first().config();

        assertThat(shrinker.breaks()).isTrue();
        assertThat(inputs).hasSizeBetween(1, 30);
        assertThat(play(inputs, config, shrinker.first().normal())).isGreaterThanOrEqualTo(inputs.size());
        assertThat(seenAt).hasPositiveValue();
    }

    /** Plays the lines under the settings that the command names; returns the last sequence. */
    private static long play(final List<Input> inputs, final ControlConfig config, final boolean normal)
            throws MalformedException {
        final ControlConfig loaded =
                ConfigLoader.load("none", "", Map.of(), Scenario.sets(config)).control();
        assertThat(loaded).isEqualTo(config);
        final Player player = new Player(loaded, normal, (record, length) -> {});
        for (final String line : Scenario.lines(inputs).split("\n")) {
            player.line(line);
        }
        return player.lastSequence();
    }

    private static void run(final Tamper bug) {
        for (long seed = SEED; seed < SEED + 20; seed++) {
            new Simulation(seed, STEPS, bug).run();
        }
    }

    private static Arguments bug(final String sentence, final Tamper bug) {
        return Arguments.of(sentence, bug);
    }

    /** Changes a decision where it lies. */
    private interface Change {
        void to(MutableDirectBuffer memory, int at);
    }

    private static void decisions(final Seen seen, final Change change) {
        if (seen.inputType != 100) {
            return;
        }
        seen.rewind();
        while (seen.next()) {
            if (seen.type == 200) {
                change.to(memory(seen), seen.decision.offset());
            }
        }
        seen.rewind();
    }

    private static MutableDirectBuffer memory(final Seen seen) {
        return (MutableDirectBuffer) seen.record().buffer();
    }
}
