package io.sluice.sim;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.codec.ClientChangedEncoder;
import io.sluice.codec.ClientPhase;
import io.sluice.codec.Road;
import io.sluice.codec.Role;
import io.sluice.config.ConfigLoader;
import io.sluice.control.ControlMachine;
import io.sluice.control.image.ImageWriter;
import io.sluice.record.EnvelopeEncoder;
import io.sluice.record.RecordEncoder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.net.URISyntaxException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Nothing of the machine is forgotten in its image. Whoever adds a field to a class of the machine hears of it here,
 * and images it, or names it below if it is no state.
 */
@Tag("J-3")
class ImageCoverageTest {
    /** Fields that are no state, by why they are none; {@code Class.*} is all of a class. */
    private static final String NO_STATE =
            """
            the present record, begun anew with each input:
              Step.record Step.ids Step.effect Step.answer ControlMachine.record ControlMachine.message
              ControlMachine.messageOffset ControlMachine.words CauseBook.raised CauseBook.eased ModeMachine.detail
              ModeMachine.ttlSeconds Origin.role Origin.operator Origin.actor Origin.principal Executions.in
              Executions.symbolOffset Executions.execId OrderReports.in PositionReports.in StartDesk.started
              StartDesk.reissued
              StartDesk.dropped StartDesk.counts RestartCounts.* Loosening.* FourEyes.loosening
            the present order, begun anew with each:
              Order.* IntentDesk.order ApprovalDesk.order DecisionDesk.held
            views of memory and words that are wrapped or set before they are read:
              ControlMachine.view ApprovalDesk.view Approval.view Guardian.view OverrideDesk.view LockoutDesk.view
              ModelRegistry.name ModelRegistry.version ModelRegistry.third RecoveryMachine.view Origin.name
              RecoveryRun.digits RowHash.* ApprovalDesk.hashes ViewRow.* BookViews.* DeskViews.* SystemViews.*
            never changed:
              DrawdownBreaker.nothing ModelRegistry.nothing Guardian.nobody OverrideDesk.nobody Policy.nobody
            the configuration, which is given with the image, and what is read from it when it is another:
              Settings.config StartDesk.next StartDesk.before Origin.read Origin.allowed KnownSymbols.*
              SymbolLimitTable.*
            made anew from what is imaged:
              TimerBook.* Timer.keyNs Timer.heapIndex Timer.subject InstrumentBook.slots TradeIndex.*
              Trade.nextInPlace
              StrategyBook.last Chain.last Link.previous
            room that is kept for more:
              TradeBook.free CommandBook.free ApprovalBook.free LockoutDesk.free DecidedRing.first
              ExecutionMemory.head
            memory of a calculation, set before it is read:
              ClientBook.present ClientBook.detail AccountBook.inPlay AccountBook.differences AccountBook.rechecking
              BookState.bounced CloseLimits.symbol
              CloseSize.limits CloseSize.lookAgainNs CommandBook.exhausted EmergencyStop.open EndedRequests.scratch
              Executions.fills FillCounter.repeat FourEyes.bond InPlay.*
              Moves.base Moves.buys Moves.could Moves.off Moves.reported Moves.sells Moves.sum Moves.tried
              OpenThings.* Differences.*
              Pursuit.sentAgain Pursuit.sizes Quantities.* SilenceDesk.words WatchDesk.reason Rooms.watches
              Step.field Step.standing
              StrategyBook.words RequestBook.ended Rooms.account Rooms.commands Rooms.positionReports
            read from the configuration, or made again from what is imaged:
              QuoteMonitor.name QuoteMonitor.signed QuoteMonitor.read SymbolRules.* Reported.countedCertain
              Reported.countedOpen CloseBook.free
            the image itself:
              ImageWriter.* ImageReader.*
            """;

    private static final Set<String> NAMED = Stream.of(NO_STATE.split("\\s+"))
            .filter(word -> word.matches("[A-Z]\\w*\\.[\\w*]+"))
            .collect(Collectors.toSet());

    @Test
    void shouldHoldEveryValueThatCanInfluenceALaterOutcome() {
        final Set<String> passedOver = fields(ImageCoverageTest::isNamed);
        final Coverage coverage = new Coverage(passedOver);
        for (long seed = 1; seed <= 25; seed++) {
            look(seed, coverage);
        }
        final ControlMachine visited = visited();
        coverage.look(visited, imageOf(visited));
        assertThat(coverage.missing())
                .as("fields that can change without the image of the machine changing")
                .isEmpty();
        assertThat(fields(field -> isMutable(field) && !isNamed(field)))
                .as("mutable fields that no simulated machine has, so that nobody has looked at their image")
                .isSubsetOf(walked(coverage));
    }

    @Test
    void shouldNameOnlyFieldsThatAreThere() {
        final Set<String> there = fields(field -> true);
        final Set<String> classes =
                there.stream().map(name -> name.split("\\.")[0]).collect(Collectors.toSet());
        assertThat(NAMED)
                .allMatch(name -> name.endsWith(".*")
                        ? classes.contains(name.substring(0, name.length() - 2))
                        : there.contains(name));
    }

    @Test
    void shouldFindAFieldThatIsForgotten() {
        final Forgetful room = new Forgetful();
        room.say(new byte[] {'a', 'b'});
        final ImageWriter writer = new ImageWriter();
        final Coverage coverage = new Coverage(Set.of());
        coverage.look(room, () -> {
            writer.begin().section("forgetful");
            room.image(writer);
            return bytes(writer, writer.end());
        });
        assertThat(coverage.missing()).containsExactly("Forgetful.dropped", "Forgetful.forgotten");
    }

    private static void look(final long seed, final Coverage coverage) {
        final long[] records = new long[1];
        final Simulation[] simulation = new Simulation[1];
        simulation[0] = new Simulation(seed, 1500, seen -> {
            if (++records[0] % 211 == 0) {
                final ControlMachine machine = simulation[0].host().machine();
                coverage.look(machine, imageOf(machine));
            }
        });
        simulation[0].run();
    }

    /** No simulated machine has a door: this one has a client at its own. */
    private static ControlMachine visited() {
        final ControlMachine machine = new ControlMachine(
                ConfigLoader.load("test", "sluice.hitl.allowed-operators = [alice]", Map.of(), List.of())
                        .control());
        final EnvelopeEncoder door = new EnvelopeEncoder(Role.ENGINE, "");
        final UnsafeBuffer envelope = new UnsafeBuffer(new byte[EnvelopeEncoder.MAX_LENGTH]);
        final ClientChangedEncoder client = door.begin(envelope, 0, new ClientChangedEncoder())
                .clientId(1)
                .phase(ClientPhase.ATTACHED)
                .road(Road.SLOW);
        client.buffer().putByte(client.offset() + ClientChangedEncoder.rolesEncodingOffset(), (byte) 1);
        final int length = door.end(client.osUser("root").principal("alice").name("desk"));
        final RecordEncoder record = new RecordEncoder(1 << 16);
        record.begin(envelope, 0, length, 1, 1, 1);
        machine.execute(record);
        return machine;
    }

    private static Supplier<byte[]> imageOf(final ControlMachine machine) {
        final ImageWriter writer = new ImageWriter();
        return () -> bytes(writer, machine.image(writer));
    }

    private static byte[] bytes(final ImageWriter writer, final int length) {
        final byte[] bytes = new byte[length];
        writer.buffer().getBytes(0, bytes);
        return bytes;
    }

    /** References are seen by what they lead to: another one is imaged as another number. */
    private static Set<String> walked(final Coverage coverage) {
        final Set<String> walked = new TreeSet<>(coverage.seen());
        walked.addAll(List.of(
                "Approval.trade",
                "Command.trade",
                "Command.close",
                "VenueOrder.position",
                "Wanted.trades",
                "Command.foreign",
                "ExecutionMemory.entries",
                "ExecutionMemory.size",
                "Lockout.instrument",
                "Trade.instrument",
                "Chain.first",
                "Link.next",
                "ExecutionMemory.prints",
                "ExecutionMemory.subjects"));
        return walked;
    }

    private static boolean isMutable(final Field field) {
        return !Modifier.isFinal(field.getModifiers());
    }

    private static boolean isNamed(final Field field) {
        final String type = field.getDeclaringClass().getSimpleName();
        return NAMED.contains(type + "." + field.getName()) || NAMED.contains(type + ".*");
    }

    /** Fields of the machine's objects, as {@code Class.field}. */
    private static Set<String> fields(final Predicate<Field> which) {
        final Path home;
        try {
            home = Path.of(ControlMachine.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
        } catch (final URISyntaxException e) {
            throw new AssertionError(e);
        }
        // Within a build that packages, the engine comes as a jar.
        try (FileSystem jar = Files.isRegularFile(home) ? FileSystems.newFileSystem(home) : null) {
            return fields(jar == null ? home : jar.getPath("/"), which);
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Set<String> fields(final Path home, final Predicate<Field> which) throws IOException {
        try (Stream<Path> files = Files.walk(home.resolve("io/sluice/control"))) {
            return files.map(file -> home.relativize(file).toString())
                    .filter(name -> name.endsWith(".class") && !name.endsWith("package-info.class"))
                    .map(name ->
                            name.substring(0, name.length() - ".class".length()).replace('/', '.'))
                    .flatMap(name -> Stream.of(type(name).getDeclaredFields()))
                    .filter(field -> !Modifier.isStatic(field.getModifiers()) && !field.isSynthetic())
                    .filter(which)
                    .map(field -> field.getDeclaringClass().getSimpleName() + "." + field.getName())
                    .collect(Collectors.toCollection(TreeSet::new));
        }
    }

    private static Class<?> type(final String name) {
        try {
            return Class.forName(name, false, ControlMachine.class.getClassLoader());
        } catch (final ClassNotFoundException e) {
            throw new AssertionError(e);
        }
    }
}
