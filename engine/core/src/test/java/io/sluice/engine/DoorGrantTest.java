package io.sluice.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.sluice.client.ClientOptions;
import io.sluice.client.EngineException;
import io.sluice.client.SluiceClient;
import io.sluice.codec.AttachEncoder;
import io.sluice.codec.AttachRefusedDecoder;
import io.sluice.codec.AttachedDecoder;
import io.sluice.codec.Bool;
import io.sluice.codec.MessageHeaderDecoder;
import io.sluice.codec.Road;
import io.sluice.codec.Role;
import io.sluice.config.ConfigLoader;
import io.sluice.config.ConfigRefusedException;
import io.sluice.config.LoadedConfig;
import io.sluice.engine.door.DoorException;
import io.sluice.json.Sentences;
import io.sluice.replay.ReleasedFeed;
import io.sluice.schema.MessageReader;
import io.sluice.schema.Schema;
import io.sluice.session.FrameReader;
import io.sluice.session.FrameWriter;
import io.sluice.testing.CClient;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who gets in as what: the kernel says who it is, the grants say the rest. */
@Tag("X-4")
class DoorGrantTest {
    private static final String OTHER = "nobody";
    private static final String SEND = "import socket,sys\ns=socket.socket(socket.AF_UNIX)\ns.connect(sys.argv[1])\n"
            + "s.sendall(open(sys.argv[2],'rb').read())\nsys.stdout.buffer.write(s.recv(65536))";

    @TempDir
    private Path directory;

    /** Where another user may go. */
    private Path open;

    @BeforeEach
    void makeOpenFolder() throws IOException {
        open = Files.createTempDirectory("sluice-door");
        Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    @AfterEach
    void removeOpenFolder() throws IOException {
        try (Stream<Path> files = Files.list(open)) {
            for (final Path file : files.toList()) {
                Files.delete(file);
            }
        }
        Files.delete(open);
    }

    private LoadedConfig config(final String door, final String... overrides) {
        return ConfigLoader.load(
                "test",
                """
                sluice.hitl.allowed-operators = [alice, bob]
                sluice.capacity { symbols = 16, trades = 256, pending = 8, strategies = 16, history = 64 }
                sluice.journal.max-record = 1 MiB
                sluice.pipeline { ring-size = 64, wait-strategy = park }
                """
                        + door,
                Map.of(),
                List.of(overrides));
    }

    private Engine engine(final String door, final String... overrides) {
        return Engine.open(EngineOptions.of(config(door, overrides))
                .in(directory)
                .startNormal(true)
                .segmentBytes(4 << 20)
                .door(true));
    }

    private Path socket() {
        return open.resolve("s");
    }

    private ClientOptions attach() {
        return ClientOptions.at(socket());
    }

    private String path() {
        return "sluice.door.path = \"" + socket() + "\"\n";
    }

    @Test
    void shouldRefuseAStartWhereOthersWouldHaveToGoIntoTheDataDirectory() {
        assertThatThrownBy(() -> engine("sluice.door.grants = [{user = " + OTHER + ", roles = [strategy]}]"))
                .isInstanceOf(DoorException.class)
                .hasMessageContaining("sluice.door.path")
                .hasMessageContaining("lies in the data directory");
        assertThatThrownBy(() -> engine(path() + "sluice.door.grants = [{user = no-such-user-here}]"))
                .isInstanceOf(DoorException.class)
                .hasMessageContaining("no-such-user-here");
        // The lock was given back each time.
        engine("").close();
    }

    @Test
    void shouldRefuseAGrantThatCannotBeRead() {
        for (final String grant : List.of(
                "{roles = [strategy]}",
                "{user = x, roles = [engine]}",
                "{user = x, strategies = [-1]}",
                "{user = x, gatway = true}",
                "{user = x, gateway = perhaps}",
                "nobody")) {
            assertThatThrownBy(() -> config("sluice.door.grants = [" + grant + "]"))
                    .as(grant)
                    .isInstanceOf(ConfigRefusedException.class)
                    .hasMessageContaining("sluice.door.grants");
        }
    }

    @Test
    void shouldGiveAUserExactlyTheRolesOfHisGrant() {
        final String user = System.getProperty("user.name");
        try (Engine engine = engine(path() + "sluice.door.grants = [{user = " + user
                + ", roles = [strategy, operator], strategies = [7], operators = [alice]}]")) {
            SluiceClient.connect(attach().strategy(7)).close();
            SluiceClient.connect(attach()).close();
            refused(attach().strategy(8), "strategies [7] alone");
            refused(attach().roles(Role.BROKER), "was granted the roles");
            refused(attach().operator("bob"), "may not speak as operator \"bob\"");
            try (SluiceClient client = SluiceClient.connect(attach().operator(null))) {
                assertThat(client.principal()).isEqualTo("alice");
                assertThat(client.operator("bob")
                                .guardianLock("x")
                                .answer()
                                .join()
                                .codeText())
                        .isEqualTo("SEC-001");
            }
            assertThat(engine.failure()).isNull();
        }
        assertThat(alerts())
                .anyMatch(line -> line.contains(user + ": attach as strategy, strategy 8"))
                .anyMatch(line -> line.contains(user + ": attach as operator bob"))
                .anyMatch(line -> line.contains(user + ": send as OPERATOR bob"));
    }

    @Test
    @Tag("O-1")
    void shouldLetOneUserBeOnePairOfEyesAlone() {
        final String grant = "sluice.door.grants = [{user = " + System.getProperty("user.name") + ", roles = [operator]"
                + ", operators = [alice, bob]}]";
        try (Engine engine = engine(path() + grant, "sluice.operators.four-eyes=true")) {
            assertThat(engine.door().isSecondPairUnproven()).isFalse();
            SluiceClient.connect(attach().operator("alice")).close();
            refused(attach().operator("bob"), "one user is one operator");
            SluiceClient.connect(attach().operator("alice")).close();
        }
    }

    private static void refused(final ClientOptions options, final String why) {
        assertThatThrownBy(() -> SluiceClient.connect(options))
                .isInstanceOfSatisfying(
                        EngineException.class, e -> assertThat(e.code()).isEqualTo(EngineException.Code.ACCESS_REFUSED))
                .hasMessageContaining("SEC-001")
                .hasMessageContaining(why);
    }

    private List<String> alerts() {
        final List<String> alerts = new ArrayList<>();
        final MessageReader reader = new MessageReader();
        final int alert = Schema.message("SecurityAlert").id();
        try (ReleasedFeed feed = ReleasedFeed.open(directory, 1)) {
            while (feed.poll(
                            (record, position) -> {
                                record.rewind();
                                while (record.nextOutcome()) {
                                    if (record.templateId() == alert) {
                                        alerts.add(Sentences.message(reader.wrap(
                                                record.buffer(), record.messageOffset(), record.messageLength())));
                                    }
                                }
                            },
                            64)
                    > 0) {
                continue;
            }
        }
        return alerts;
    }

    /** Needs root, to become somebody else, and Python, which that user can read. */
    @Test
    void shouldKnowAnotherUserOfTheHostByTheKernelsWord() throws Exception {
        assumeTrue(System.getProperty("user.name").equals("root"), "not root: cannot become another user");
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/python3")), "no python3 here");
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/setpriv")), "no setpriv here");
        final String grants = "sluice.door.grants = [{user = root, roles = [operator], gateway = true}, ";
        try (Engine engine =
                engine(path() + grants + "{user = " + OTHER + ", roles = [strategy], strategies = [7]}]")) {
            assertThat(asOther(7).templateId()).isEqualTo(AttachedDecoder.TEMPLATE_ID);
            final FrameReader refused = asOther(8);
            assertThat(refused.templateId()).isEqualTo(AttachRefusedDecoder.TEMPLATE_ID);
            assertThat(new AttachRefusedDecoder()
                            .wrapAndApplyHeader(refused.buffer(), refused.offset(), new MessageHeaderDecoder())
                            .sentence())
                    .contains("user " + OTHER);
            assertThat(engine.failure()).isNull();
        }
        try (Engine engine = engine(path() + grants + "{user = daemon}]")) {
            assertThat(asOther(7).templateId()).isEqualTo(AttachRefusedDecoder.TEMPLATE_ID);
            assertThat(engine.failure()).isNull();
        }
        assertThat(alerts()).anyMatch(line -> line.contains(OTHER + ": attach as strategy, strategy 7"));
    }

    /** Needs root, to become somebody else, and a compiler. */
    @Test
    @Tag("X-3")
    void shouldGiveAnotherUserRingsThatItMayUse() throws Exception {
        assumeTrue(System.getProperty("user.name").equals("root"), "not root: cannot become another user");
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/setpriv")), "no setpriv here");
        final Path program =
                CClient.compile(open, List.of(CClient.source("strategy.c"), CClient.source("sluice.c")), "-O2");
        try (Engine engine = engine(path() + "sluice.door.grants = [{user = root}, {user = " + OTHER
                + ", roles = [strategy], strategies = [7]}]")) {
            final Process other = asOther(program.toString(), socket().toString(), "fast", "7", "10");
            assertThat(new String(other.getInputStream().readAllBytes()).lines())
                    .hasSize(10)
                    .allMatch(line -> line.contains(" verdict "));
            assertThat(other.waitFor()).isZero();
            assertThat(engine.failure()).isNull();
        }
    }

    private static Process asOther(final String... program) throws IOException {
        return new ProcessBuilder(Stream.concat(
                                Stream.of("/usr/bin/setpriv", "--reuid=" + OTHER, "--clear-groups", "--regid=65534"),
                                Stream.of(program))
                        .toList())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    private FrameReader asOther(final int strategyId) throws Exception {
        final FrameWriter frames = new FrameWriter(8192);
        final AttachEncoder attach = frames.begin(new AttachEncoder())
                .protocol(1)
                .road(Road.SLOW)
                .takeOver(Bool.FALSE)
                .strategyId(strategyId);
        attach.buffer().putByte(attach.offset() + AttachEncoder.rolesEncodingOffset(), (byte) 1);
        frames.end(attach.name("other").principal(""));
        final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        frames.writeTo(Channels.newChannel(bytes));
        final Path file = Files.write(open.resolve("attach"), bytes.toByteArray());
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
        final Process python = asOther("/usr/bin/python3", "-c", SEND, socket().toString(), file.toString());
        final byte[] answer = python.getInputStream().readAllBytes();
        assertThat(python.waitFor()).isZero();
        final FrameReader in = new FrameReader(1 << 16);
        in.readFrom(Channels.newChannel(new ByteArrayInputStream(answer)));
        assertThat(in.next()).isTrue();
        return in;
    }
}
