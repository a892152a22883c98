package io.sluice.tools;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.journal.Threads;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Two users of the host as two operators, each at a command line of his own; a third without a grant. Needs root. */
@Tag("O-1")
@Tag("X-4")
class FourEyesUsersTest {
    /** Alice. */
    private static final String ROOT = "root";
    /** Bob. */
    private static final String NOBODY = "nobody";

    private static final String STRANGER = "daemon";

    private Path open;
    private Path data;
    private OtherUser users;
    private DoorCli door;

    @BeforeEach
    void open() throws IOException {
        open = Files.createTempDirectory("sluice-users");
        Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rwxr-xr-x"));
        data = open.resolve("data");
        users = new OtherUser(open);
        door = new DoorCli(data, options());
    }

    private String[] options(final String... more) {
        final List<String> all = new ArrayList<>(List.of(
                "sluice.operators.four-eyes=true",
                "sluice.journal.readers=nogroup",
                "sluice.door.path=" + open.resolve("door.sock"),
                "sluice.door.grants=[{user = " + ROOT + ", roles = [operator, market], operators = [alice]}, {user = "
                        + NOBODY + ", roles = [operator], operators = [bob]}]"));
        all.addAll(List.of(more));
        return all.toArray(String[]::new);
    }

    @AfterEach
    void removeAll() throws IOException {
        if (door != null) {
            door.close();
        }
        try (Stream<Path> tree = Files.walk(open)) {
            for (final Path each :
                    tree.sorted(java.util.Comparator.reverseOrder()).toList()) {
                Files.delete(each);
            }
        }
    }

    private List<Object> at(final String command) {
        final List<Object> words = new ArrayList<>(List.of((Object[]) command.split(" ")));
        words.addAll(List.of("--dir", data, "--socket", open.resolve("door.sock")));
        return words;
    }

    /** In this process, which is root's. */
    private Cli alice(final String command) {
        return Cli.run(at(command).toArray());
    }

    private Cli other(final String user, final String command) throws Exception {
        return users.run(user, "y\n", at(command));
    }

    /** Has alice ask for the guardian's end; the request that waits. */
    private String request() {
        assertThat(alice("guardian lock --reason drill").code()).isZero();
        final Cli waits = alice("guardian unlock --reason over");
        assertThat(waits.code()).as(waits.toString()).isEqualTo(6);
        return DoorCli.found(
                "\"requestId\":\"?(\\d+)",
                alice("guardian unlock --reason over --json").out());
    }

    private boolean isLocked() {
        final String[] status = {""};
        // The view may be late: it is asked until it reflects the last record.
        Threads.await(
                () -> {
                    status[0] = Cli.run("status", "--dir", data).out();
                    return status[0].contains("; 0 records to catch up");
                },
                TimeUnit.SECONDS.toNanos(30),
                TimeUnit.MILLISECONDS.toNanos(10));
        return DoorCli.found("guardianLocked +(\\w+)", status[0]).equals("true");
    }

    @Test
    void shouldHaveTheSecondUserConfirmWhatHeWasShownWhole() throws Exception {
        final String id = request();
        final Cli self = alice("confirm " + id);
        assertThat(self.code()).as(self.toString()).isEqualTo(1);
        final Cli asBob = alice("confirm " + id + " --as bob");
        assertThat(asBob.code()).as(asBob.toString()).isEqualTo(1);
        assertThat(asBob.err()).contains("SEC-001", "may not speak as operator \"bob\"");
        assertThat(isLocked()).isTrue();
        final Cli confirmed = other(NOBODY, "confirm " + id);
        assertThat(confirmed.out())
                .contains("GuardianUnlock", "alice", "over", "WAITING", "Confirm request " + id + "?", "accepted");
        assertThat(confirmed.code()).as(confirmed.toString()).isZero();
        assertThat(isLocked()).isFalse();
    }

    @Test
    void shouldConfirmNothingThatWasWithdrawnRanOutOrIsVoid() throws Exception {
        final String first = request();
        assertThat(alice("withdraw " + first).code()).isZero();
        refused(other(NOBODY, "confirm " + first), "no such thing");
        final String second = request();
        final String third = request();
        assertThat(other(NOBODY, "confirm " + second).code()).isZero();
        assertThat(alice("guardian lock --reason again").code()).isZero();
        refused(other(NOBODY, "confirm " + third), "has changed");
        assertThat(isLocked()).isTrue();
        door.restart(options("sluice.operators.request-ttl=1 s"));
        final String late = request();
        Threads.await(
                () -> Cli.run("confirmations", "--dir", data, "--json").out().equals("[]\n"),
                TimeUnit.SECONDS.toNanos(30),
                TimeUnit.MILLISECONDS.toNanos(50));
        refused(other(NOBODY, "confirm " + late), "no such thing");
        assertThat(isLocked()).isTrue();
    }

    private static void refused(final Cli command, final String why) {
        assertThat(command.code()).as(command.toString()).isEqualTo(1);
        assertThat(command.out() + command.err()).contains(why);
    }

    @Test
    void shouldGiveTheSecondUserHisRolesAloneAndAStrangerNone() throws Exception {
        final Cli own = other(NOBODY, "guardian lock --reason drill");
        assertThat(own.code()).as(own.toString()).isZero();
        refused(other(NOBODY, "guardian lock --reason x --as alice"), "may not speak as operator \"alice\"");
        refused(
                other(NOBODY, "send {\"type\":\"Quote\",\"symbol\":\"X\",\"bid\":\"9\",\"ask\":\"11\"}"),
                "was granted the roles");
        refused(other(STRANGER, "guardian lock --reason x"), "user " + STRANGER + " has no grant");
        door.close();
        final String journal =
                Cli.run("tail", "--dir", data, "--type", "AccessRefused").out();
        assertThat(journal)
                .contains(NOBODY + ": attach as operator alice", NOBODY + ": attach as", STRANGER + ": attach as");
    }
}
